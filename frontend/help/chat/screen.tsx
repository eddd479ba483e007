/** The conversation: the log, where it stands, and the composer. */

import "./chat.css";
import "../../shared/more-icons";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { bodyOf, choicesOf } from "../../shared/events";
import { Icon } from "../../shared/icons";
import { me } from "../../shared/session";
import { t } from "../../shared/text";
import type { Event } from "../../shared/types";
import { Button, Skeleton } from "../../shared/ui";
import type { ScreenProps } from "../app";
import { Conversation, current } from "../conversation";
import { Failed, useTitle } from "../states";
import { ActForms, hasPick } from "./act-forms";
import { Choices } from "./choices";
import { Composer } from "./composer";
import { FloorBanner } from "./floor";
import { Log } from "./log";
import { ProveForm } from "./prove-form";

const ABOVE_PX = 12;
const NEAR_PX = 120;

export function Chat({ id }: ScreenProps) {
  useTitle(t("help-chat-title"));
  const [talk] = useState(() => new Conversation(id));

  useEffect(() => {
    current.value = talk;
    void talk.open();
    return () => {
      current.value = null;
      talk.close();
    };
  }, []);

  if (talk.error.value) {
    return (
      <div class="page">
        <Failed error={talk.error.value} onRetry={() => void talk.open()} />
      </div>
    );
  }
  return (
    <div class="chat">
      <h1 class="hidden-visually">{t("help-chat-title")}</h1>
      {talk.loaded.value ? <Talk talk={talk} /> : <Skeleton lines={5} card={false} />}
    </div>
  );
}

function Talk({ talk }: { talk: Conversation }) {
  const scroller = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const [unseen, setUnseen] = useState(false);
  const events = talk.events.value;
  const pending = talk.pending.value;
  const open = choicesNow(events, pending.length > 0);
  const count = events.length + pending.length;

  // The newest is in view unless the reader went up to read; then a button says that there is more.
  useLayoutEffect(() => {
    if (near.current) showNewest();
    else setUnseen(true);
  }, [count, pending, talk.typing.value, open]);

  // The box also shrinks: a banner comes, the composer grows, a keyboard opens.
  useEffect(() => {
    const watch = new ResizeObserver(() => near.current && showNewest());
    if (scroller.current) watch.observe(scroller.current);
    return () => watch.disconnect();
  }, []);

  // An answer that is taller than the view is read from its beginning.
  function showNewest(): void {
    const box = scroller.current;
    const newest = box?.querySelector(".log > :last-child");
    if (!box || !newest) return toEnd();
    const top = newest.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop - ABOVE_PX;
    box.scrollTop = Math.min(top, box.scrollHeight);
  }

  function toEnd(): void {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }

  function scrolled(): void {
    const box = scroller.current;
    if (!box) return;
    near.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (near.current) setUnseen(false);
  }

  function send(text: string, choice: string | null = null): void {
    near.current = true;
    talk.send(text, choice);
    // The pressed button goes away; those who move by keyboard stay in the conversation.
    if (choice) scroller.current?.focus({ preventScroll: true });
  }

  return (
    <>
      <div class="chat__scroll" ref={scroller} onScroll={scrolled} tabIndex={0} role="region" aria-label={t("help-chat-log")}>
        <div class="chat__column">
          {count === 0 && <Welcome />}
          <Log talk={talk} open={open} />
          {open && <ProveForm event={open} onSend={send} />}
          {open && <ActForms event={open} onSend={(text, choice) => send(text, choice ?? null)} />}
          {open && <Choices choices={choicesOf(open).filter((each) => !(hasPick(open) && each.id.startsWith("items:")))} talk={talk} onChoose={send} />}
        </div>
      </div>
      <div class="chat__foot">
        {unseen && (
          <Button class="chat__newer" icon="chevron-down" onClick={toEnd}>
            {t("help-newer")}
          </Button>
        )}
        <FloorBanner talk={talk} />
        <Composer id={talk.id} onSend={send} onShown={(seq) => void talk.see(seq).catch(() => undefined)} />
        <p class="chat__law">
          <a href="/withdraw">{t("help-withdraw-here")}</a>
        </p>
      </div>
    </>
  );
}

/** The event whose buttons are still good: the newest of the talk, while nothing of the customer's is under way. */
function choicesNow(events: Event[], underWay: boolean): Event | null {
  if (underWay) return null;
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index] as Event;
    const type = bodyOf(event).type;
    if (type === "reported" || type === "customer_showed" || type === "thread_linked") continue;
    if (type === "case_moved" && choicesOf(event).length === 0) continue;
    return type === "assistant_said" || type === "case_moved" ? event : null;
  }
  return null;
}

function Welcome() {
  return (
    <div class="welcome">
      <Icon name="message-circle" size={28} />
      <p class="welcome__head">{t("help-chat-welcome")}</p>
      <p>{t("help-chat-welcome-text", { assistant: me.value?.shop.assistant ?? "" })}</p>
    </div>
  );
}
