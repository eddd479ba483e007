import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../shared/text";
import { Button } from "../shared/ui";
import { type Sheet, sheet } from "./commands";

interface DialogProps {
  name: Sheet;
  title: string;
  /** The title is for screen readers only. */
  bare?: boolean;
  children: ComponentChildren;
}

/** The browser's own modal dialog: it keeps the focus, closes on Escape and gives the focus back. */
export function Dialog({ name, title, bare = false, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const open = sheet.value === name;

  useEffect(() => {
    const dialog = element.current;
    if (!dialog || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);

  return (
    <dialog
      ref={element}
      class={bare ? "dialog dialog--bare" : "dialog"}
      aria-labelledby={titleId}
      onClose={() => sheet.value === name && (sheet.value = null)}
      onClick={(event) => event.target === element.current && (sheet.value = null)}
    >
      {open && (
        <div class="dialog__body">
          <div class={bare ? "hidden-visually" : "dialog__head"}>
            <h2 id={titleId}>{title}</h2>
            {!bare && <Button kind="plain" size="square" icon="x" aria-label={t("ui-close")} onClick={() => (sheet.value = null)} />}
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
