import { useRef } from "preact/hooks";
import { Icon } from "../shared/icons";
import { t } from "../shared/text";
import type { DeskCaseDetail } from "../shared/types";
import { Button } from "../shared/ui";
import { busy, send, take } from "./cases";
import { drafts, keepDraft } from "./drafts";
import { nameOf, whyClosed } from "./words";

const LONGEST = 4000;

/** Writing belongs to whoever has the floor. In a waiting case, sending takes it first; nothing is sent unless it did. */
export function Composer({ detail }: { detail: DeskCaseDetail }) {
  const id = detail.case.id;
  const field = useRef<HTMLTextAreaElement>(null);
  const closed = whyClosed(detail);
  const waiting = detail.case.state === "waiting";
  const text = drafts.value[id] ?? "";
  const empty = text.trim() === "";

  async function submit(): Promise<void> {
    const words = text.trim();
    if (waiting && !(await take(id))) return;
    keepDraft(id, "");
    send(id, words);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      field.current?.blur();
      document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!empty) void submit();
  }

  if (closed !== null && empty) {
    return (
      <p class="composer composer--closed" id="composer" tabIndex={-1}>
        <Icon name="info" size={18} /> {closed}
      </p>
    );
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) void submit();
      }}
    >
      <label class="hidden-visually" for="composer">
        {t("desk-reply-to", { name: nameOf(detail.case) })}
      </label>
      <textarea
        ref={field}
        id="composer"
        class="field"
        rows={2}
        maxLength={LONGEST}
        readOnly={closed !== null}
        aria-describedby="composer-hint"
        placeholder={t("desk-reply-to", { name: nameOf(detail.case) })}
        value={text}
        onInput={(event) => keepDraft(id, event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="composer__foot">
        <p id="composer-hint">{closed ?? t(waiting ? "desk-hint-waiting" : "desk-hint-send")}</p>
        {closed !== null && <Button onClick={() => keepDraft(id, "")}>{t("desk-discard")}</Button>}
        {waiting ? (
          !empty && (
            <Button kind="primary" type="submit" busy={busy.value === "take"}>
              {t("desk-take-and-send")}
            </Button>
          )
        ) : (
          closed === null && (
            <Button kind="primary" type="submit" icon="send" disabled={empty}>
              {t("desk-send")}
            </Button>
          )
        )}
      </div>
    </form>
  );
}
