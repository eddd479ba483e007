/** Where the customer writes. Enter sends, Shift+Enter makes a line; an unsent draft outlives a reload. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../shared/text";
import { Button } from "../../shared/ui";
import { drop, keep, kept } from "../keep";
import { tooLong } from "../too-long";

const TALLEST_PX = 168;

export function Composer({ id, onSend }: { id: string; onSend(text: string): void }) {
  const [text, setText] = useState(() => kept<string>(`draft:${id}`) ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const problem = tooLong(text.trim());

  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, TALLEST_PX)}px`;
  }, [text]);

  function write(value: string): void {
    setText(value);
    if (value) keep(`draft:${id}`, value);
    else drop(`draft:${id}`);
  }

  function send(): void {
    const words = text.trim();
    if (!words || tooLong(words)) return;
    onSend(words);
    write("");
    field.current?.focus();
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="hidden-visually" for="composer">
        {t("help-write-label")}
      </label>
      <textarea
        id="composer"
        ref={field}
        rows={1}
        placeholder={t("help-write-placeholder")}
        value={text}
        enterkeyhint="send"
        aria-describedby={problem ? "composer-problem" : undefined}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          // While an input method composes a character, Enter chooses it.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <Button type="submit" kind="primary" size="square" icon="send" aria-label={t("help-send")} />
      {problem && (
        <p id="composer-problem" class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
