/** Where the customer writes. Enter sends, Shift+Enter makes a line; an unsent draft outlives a reload. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../shared/text";
import { Button } from "../../shared/ui";
import { drop, keep, kept } from "../keep";
import { tooLong } from "../too-long";
import { AttachButton, PhotoTray } from "./photo-tray";
import { Photos } from "./photos";

const TALLEST_PX = 168;

interface ComposerProps {
  id: string;
  onSend(text: string): void;
  /** Photos stand in the conversation at this number. */
  onShown(seq: number): void;
}

export function Composer({ id, onSend, onShown }: ComposerProps) {
  const [photos] = useState(() => new Photos(id));
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

  /** Photos go first, and the words only after them: they are about what is to be seen. */
  async function send(): Promise<void> {
    const words = text.trim();
    if (tooLong(words) || photos.sending.value) return;
    field.current?.focus();
    if (photos.chosen.value.length > 0) {
      const seq = await photos.send();
      if (seq === null) return;
      onShown(seq);
    }
    if (!words) return;
    onSend(words);
    write("");
  }

  function take(event: Event, files: FileList | undefined): void {
    if (!files?.length) return;
    event.preventDefault();
    photos.add(files);
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onPaste={(event) => take(event, event.clipboardData?.files)}
      onDragOver={(event) => event.dataTransfer?.types.includes("Files") && event.preventDefault()}
      onDrop={(event) => take(event, event.dataTransfer?.files)}
    >
      <PhotoTray photos={photos} />
      <AttachButton photos={photos} />
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
          void send();
        }}
      />
      <Button type="submit" busy={photos.sending.value} kind="primary" size="square" icon="send" aria-label={t("help-send")} />
      {problem && (
        <p id="composer-problem" class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
