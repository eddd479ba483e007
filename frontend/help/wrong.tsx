/** A button that begins a conversation: with words, or with what is to be done. */

import { useRef, useState } from "preact/hooks";
import { ApiError } from "../shared/api";
import type { IconName } from "../shared/icons";
import { newId } from "../shared/ids";
import { go } from "../shared/router";
import { Button } from "../shared/ui";
import { startConversation } from "./conversation";
import { say } from "./say";

interface WrongProps {
  about: string;
  label: string;
  /** What the words stand for, as a button's id: "topic:return_items". */
  choice?: string;
  icon?: IconName;
  kind?: "primary" | "quiet";
}

export function Wrong({ about, label, choice, icon = "message-circle", kind = "quiet" }: WrongProps) {
  const [busy, setBusy] = useState(false);
  const attempt = useRef(newId());

  async function start(): Promise<void> {
    setBusy(true);
    try {
      go(`/chat/${await startConversation(attempt.current, choice ? { text: about, choice } : { text: about })}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
      setBusy(false);
    }
  }

  return (
    <Button icon={icon} kind={kind} busy={busy} onClick={() => void start()}>
      {label}
    </Button>
  );
}
