/**
 * The human door: the same place on every screen, outside the assistant's path.
 *
 * In a conversation it asks for a person there; elsewhere it starts a conversation that has asked already. While the
 * customer waits or talks with a person, the same place says so.
 */

import { useRef, useState } from "preact/hooks";
import { ApiError, post } from "../shared/api";
import { Icon } from "../shared/icons";
import { newId } from "../shared/ids";
import { go } from "../shared/router";
import { t } from "../shared/text";
import { Button } from "../shared/ui";
import { current, startConversation } from "./conversation";
import { say } from "./say";

export function HumanDoor() {
  const conversation = current.value;
  const { busy, open } = useDoor();
  if (conversation?.floor.value === "agent") {
    return (
      <span class="door door--taken">
        <Icon name="headphones" size={18} />
        {t("help-door-with", { name: conversation.agent.value ?? t("help-a-person") })}
      </span>
    );
  }
  if (conversation?.floor.value === "queue") {
    return (
      <span class="door door--taken">
        <Icon name="clock" size={18} />
        {t("help-door-waiting")}
      </span>
    );
  }
  return (
    <Button class="door" icon="headphones" busy={busy || conversation?.moving.value === true} onClick={open}>
      {t("help-door")}
    </Button>
  );
}

/** Opens the door from anywhere. What goes wrong is said to the customer, and pressing again is safe. */
export function useDoor(): { busy: boolean; open: () => void } {
  const [busy, setBusy] = useState(false);
  const attempt = useRef(newId());
  async function open(): Promise<void> {
    setBusy(true);
    try {
      const conversation = current.value;
      if (conversation?.loaded.value) {
        await conversation.askPerson();
        return;
      }
      const id = await startConversation(attempt.current);
      await post(`/api/conversations/${id}/person`);
      attempt.current = newId();
      go(`/chat/${id}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
    } finally {
      setBusy(false);
    }
  }
  return { busy, open: () => void open() };
}
