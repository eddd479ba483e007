/** The ways on under the newest message. Typing works as well; a person is always among them. */

import { useState } from "preact/hooks";
import type { Choice } from "../../shared/events";
import { t } from "../../shared/text";
import { Button } from "../../shared/ui";
import type { Conversation } from "../conversation";

const FIRST = /^(?:confirm:yes|act:yes|more_help$)/;
/** Ways back: there when they are wanted, never in the way of an answer. */
const BACK = /^act:(?:no|back)/;
const ELSE = new Set(["something_else", "more_help", "person"]);

interface ChoicesProps {
  choices: Choice[];
  talk: Conversation;
  onChoose(text: string, choice: string): void;
}

export function Choices({ choices, talk, onChoose }: ChoicesProps) {
  const [asked, ask] = useState(false);
  const offersElse = choices.some((choice) => ELSE.has(choice.id) || choice.label === t("help-something-else"));
  const withAssistant = talk.floor.value === "assistant";
  return (
    <div class="choices" role="group" aria-label={t("help-choices")}>
      {choices.map((choice) => (
        <Button
          key={choice.id}
          kind={FIRST.test(choice.id) ? "primary" : BACK.test(choice.id) ? "plain" : "quiet"}
          class={choice.id === "something_else" || choice.id.startsWith("change:") ? "choice choice--else" : "choice"}
          onClick={() => onChoose(choice.label, choice.id)}
        >
          {choice.label}
        </Button>
      ))}
      {withAssistant && !offersElse && !asked && (
        <button type="button" class="textlink choices__else" onClick={() => ask(true)}>
          {t("help-something-else")}
        </button>
      )}
      {withAssistant && !offersElse && asked && (
        <p class="choices__more">
          {t("help-else-text")}{" "}
          <Button icon="headphones" ref={focusNow} onClick={() => onChoose(t("help-more-help"), "more_help")}>
            {t("help-more-help")}
          </Button>
        </p>
      )}
    </div>
  );
}

function focusNow(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
