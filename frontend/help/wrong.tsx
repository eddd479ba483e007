/** "Something wrong?": a conversation that begins with what it is about. */

import { useRef, useState } from "preact/hooks";
import { ApiError } from "../shared/api";
import { newId } from "../shared/ids";
import { go } from "../shared/router";
import { Button } from "../shared/ui";
import { startConversation } from "./conversation";
import { say } from "./say";

export function Wrong({ about, label }: { about: string; label: string }) {
  const [busy, setBusy] = useState(false);
  const attempt = useRef(newId());

  async function start(): Promise<void> {
    setBusy(true);
    try {
      go(`/chat/${await startConversation(attempt.current, { text: about })}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
      setBusy(false);
    }
  }

  return (
    <Button icon="message-circle" busy={busy} onClick={() => void start()}>
      {label}
    </Button>
  );
}
