/** Another conversation of the reader's that belongs to this one: what was said there to unfold, or the way to it. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { get } from "../../shared/api";
import { bodyOf, type ThreadLinked } from "../../shared/events";
import { me } from "../../shared/session";
import { t } from "../../shared/text";
import type { ConversationOut, Event } from "../../shared/types";
import { Skeleton } from "../../shared/ui";

interface LinkedProps {
  body: ThreadLinked;
  show(events: Event[]): ComponentChildren;
}

export function Linked({ body, show }: LinkedProps) {
  if (body.link === "joined") return <Joined id={body.conversation_id} show={show} />;
  return (
    <>
      {body.link === "begun" && body.quotes.map((quote) => (
        <blockquote key={quote.seq} class="quote">
          <p class="quote__who">{speaker(quote.by)}</p>
          <p>{quote.text}</p>
        </blockquote>
      ))}
      <a href={`/chat/${body.conversation_id}`}>{t("help-linked-open")}</a>
    </>
  );
}

function Joined({ id, show }: { id: string; show(events: Event[]): ComponentChildren }) {
  const [events, setEvents] = useState<Event[] | null>(null);
  const [failed, setFailed] = useState(false);

  async function unfold(open: boolean): Promise<void> {
    if (!open || events) return;
    try {
      const found = await get<ConversationOut>(`/api/conversations/${encodeURIComponent(id)}`);
      setEvents(found.events.filter((event) => !isWayOut(event)));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }

  return (
    <details class="joined" onToggle={(event) => void unfold(event.currentTarget.open)}>
      <summary>{t("help-linked-words")}</summary>
      {events ? <div class="joined__log">{show(events)}</div> : failed ? <p role="alert">{t("help-linked-failed")}</p> : <Skeleton lines={3} card={false} />}
    </details>
  );
}

/** Where that conversation says that it goes on here, which the reader knows. */
function isWayOut(event: Event): boolean {
  const body = bodyOf(event);
  return body.type === "thread_linked" && body.link === "moved";
}

function speaker(by: string): string {
  if (by === "customer") return t("help-linked-you");
  return by === "assistant" ? (me.value?.shop.assistant ?? "") : by;
}
