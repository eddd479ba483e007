/** A button that begins a conversation: with words, or with what is to be done. */

import { useRef, useState } from "preact/hooks";
import { ApiError } from "../shared/api";
import type { IconName } from "../shared/icons";
import { newId } from "../shared/ids";
import { go } from "../shared/router";
import { Button } from "../shared/ui";
import { type Answer, beginTalk } from "./begin-talk";
import { say } from "./say";

interface TalkButtonProps {
  about: string;
  label: string;
  /** What the words stand for, as a button's id: "topic:return_items". */
  choice?: string;
  /** What this page knows of it already, given as soon as it is asked for. */
  known?: Answer;
  icon?: IconName;
  kind?: "primary" | "quiet" | "plain";
  /** What the label leaves out for those who do not see where it stands. */
  name?: string;
}

export function TalkButton({ about, label, choice, known, icon, kind = "quiet", name }: TalkButtonProps) {
  const [busy, setBusy] = useState(false);
  const attempt = useRef(newId());

  async function start(): Promise<void> {
    setBusy(true);
    try {
      go(`/chat/${await beginTalk(attempt.current, { about, choice, known })}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
      setBusy(false);
    }
  }

  return (
    <Button {...(icon && { icon })} kind={kind} busy={busy} onClick={() => void start()} aria-label={name}>
      {label}
    </Button>
  );
}
