/** The help bar: one question in one's own words. */

import { useRef, useState } from "preact/hooks";
import { ApiError } from "../shared/api";
import { Icon } from "../shared/icons";
import { newId } from "../shared/ids";
import { go } from "../shared/router";
import { t } from "../shared/text";
import { Button } from "../shared/ui";
import { startConversation } from "./conversation";
import { tooLong } from "./too-long";

interface AskProps {
  examples: string[];
  /** The boxes on screen, for their hit rate. */
  showingId?: string;
}

export function Ask({ examples, showingId }: AskProps) {
  const [text, setText] = useState("");
  const [failure, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  // The same words sent again after a failure are the same message; other words are another one.
  const attempt = useRef({ text: "", id: "" });

  const problem = tooLong(text.trim()) || failure;

  async function ask(question: string): Promise<void> {
    const words = question.trim();
    if (!words || busy || tooLong(words)) return;
    if (attempt.current.text !== words) attempt.current = { text: words, id: newId() };
    setBusy(true);
    setProblem("");
    try {
      const opening = showingId ? { text: words, showing_id: showingId } : { text: words };
      go(`/chat/${await startConversation(attempt.current.id, opening)}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setText(words);
      setProblem(error.message);
      setBusy(false);
    }
  }

  return (
    <div class="ask">
      <form
        class="ask__bar"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(text);
        }}
      >
        <label class="hidden-visually" for="ask">
          {t("help-ask-label")}
        </label>
        <Icon name="message-circle" size={22} />
        <input
          id="ask"
          name="question"
          autocomplete="off"
          placeholder={t("help-ask-placeholder")}
          value={text}
          aria-describedby={problem ? "ask-problem" : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
          ref={focusWhenRoomy}
        />
        <Button type="submit" kind="primary" icon="arrow-right" size="square" busy={busy} aria-label={t("help-ask-send")} />
      </form>
      {problem && (
        <p id="ask-problem" class="problem" role="alert">
          {problem}
        </p>
      )}
      {examples.length > 0 && (
        <div class="ask__examples">
          <span id="ask-try">{t("help-ask-try")}</span>
          <ul aria-labelledby="ask-try">
            {examples.slice(0, 3).map((example) => (
              <li key={example}>
                <button type="button" class="chip" disabled={busy} onClick={() => void ask(example)}>
                  {example}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Ready to type where a keyboard is; on a phone the keyboard would hide the page that the customer came to read. */
function focusWhenRoomy(field: HTMLInputElement | null): void {
  const pristine = document.activeElement === document.body || document.activeElement?.id === "main";
  if (field && pristine && matchMedia("(pointer: fine) and (min-width: 60rem)").matches) field.focus({ preventScroll: true });
}
