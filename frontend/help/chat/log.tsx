/** What was said and done, in order. Talk is bubbles, facts are cards, and who speaks is always plain. */

import type { ComponentChildren } from "preact";
import { type Card, bodyOf } from "../../shared/events";
import { clock, day, shortDay } from "../../shared/format";
import { Icon, type IconName } from "../../shared/icons";
import { me } from "../../shared/session";
import { t } from "../../shared/text";
import type { Event } from "../../shared/types";
import { Badge, Button, Hidden } from "../../shared/ui";
import type { Conversation, Pending } from "../conversation";
import { type Answered, FactCard } from "./fact-card";
import { Linked } from "./linked";
import { ShownPhotos } from "./photo-tray";

/** `open` is the event whose question still stands. */
export function Log({ talk, open }: { talk: Conversation; open: Event | null }) {
  const events = talk.events.value;
  return (
    <div role="log" aria-live="polite" aria-label={t("help-chat-title")} class="log">
      {events.map((event, index) => (
        <Entry key={event.seq} event={event} before={events[index - 1]} answered={event === open ? null : answerTo(events, index)} />
      ))}
      {talk.pending.value.map((message) => (
        <PendingBubble key={message.id} message={message} talk={talk} />
      ))}
      <Typing talk={talk} />
    </div>
  );
}

/** What became of a question: the customer's next word, if there is one yet. */
function answerTo(events: Event[], index: number): Answered {
  for (const event of events.slice(index + 1)) {
    const body = bodyOf(event);
    if (body.type === "customer_said") return /^(?:act|confirm):yes/.test(body.choice ?? "") ? "yes" : "other";
  }
  return null;
}

interface EntryProps {
  event: Event;
  before: Event | undefined;
  answered: Answered;
}

function Entry({ event, before, answered }: EntryProps) {
  const newDay = !before || shortDay(before.at) !== shortDay(event.at);
  return (
    <>
      {newDay && (
        <p class="log__day">
          <time dateTime={event.at}>{day(event.at)}</time>
        </p>
      )}
      <Said event={event} answered={answered} again={!newDay && before !== undefined && speaker(before) === speaker(event)} />
    </>
  );
}

/** Consecutive messages of one voice are one group. */
function speaker(event: Event): string {
  const body = bodyOf(event);
  if (body.type === "customer_showed") return "customer_said";
  return body.type === "agent_said" ? body.agent_id : body.type;
}

function Said({ event, answered, again }: { event: Event; answered: Answered; again: boolean }) {
  const body = bodyOf(event);
  switch (body.type) {
    case "customer_said":
      return (
        <div class="said-by said-by--me">
          <Hidden>{t("help-you")} </Hidden>
          <p class="bubble">{body.text}</p>
          <Time at={event.at} />
        </div>
      );
    case "customer_showed":
      return (
        <div class="said-by said-by--me">
          <Hidden>{t("help-you")} </Hidden>
          <ShownPhotos photos={body.photos} />
          <Time at={event.at} />
        </div>
      );
    case "assistant_said":
      return (
        <Voice kind="assistant" again={again} name={me.value?.shop.assistant ?? ""} mark={t("help-automated")} at={event.at}>
          {body.text && <p class="bubble">{body.text}</p>}
          <Cards cards={body.cards} answered={answered} />
        </Voice>
      );
    case "agent_said":
      return (
        <Voice kind="agent" again={again} name={body.agent_name} mark={t("help-person-of", { shop: me.value?.shop.name ?? "" })} at={event.at}>
          <p class="bubble">{body.text}</p>
        </Voice>
      );
    case "reported":
      return (
        <System icon="circle-check" at={event.at} text={body.text}>
          <Cards cards={body.cards} />
        </System>
      );
    case "floor_moved":
      return <System icon={body.to === "assistant" ? "bot" : body.to === "agent" ? "headphones" : "clock"} at={event.at} text={body.text} />;
    case "case_moved":
      return body.text ? <System icon={body.state === "resolved" ? "circle-check" : "info"} at={event.at} text={body.text} /> : null;
    case "thread_linked":
      return (
        <System icon="message-circle" at={event.at} text={body.text}>
          <Linked body={body} show={(events) => events.map((each, at) => <Entry key={each.seq} event={each} before={events[at - 1]} answered="other" />)} />
        </System>
      );
    default:
      return null;
  }
}

interface VoiceProps {
  kind: "assistant" | "agent";
  again: boolean;
  name: string;
  mark: string;
  at: string;
  children: ComponentChildren;
}

function Voice({ kind, again, name, mark, at, children }: VoiceProps) {
  return (
    <div class={`said-by said-by--${kind}`}>
      {!again && (
        <p class="said-by__who">
          <span class="said-by__face" aria-hidden="true">
            {kind === "assistant" ? <Icon name="bot" size={16} /> : initials(name)}
          </span>
          <strong>{name}</strong>
          {kind === "assistant" ? <Badge>{mark}</Badge> : <span class="quiet">{mark}</span>}
        </p>
      )}
      {again && <Hidden>{name} </Hidden>}
      {children}
      <Time at={at} />
    </div>
  );
}

function initials(name: string): string {
  return name
    .split(" ")
    .map((part) => part[0] ?? "")
    .slice(0, 2)
    .join("");
}

function System({ icon, at, text, children }: { icon: IconName; at: string; text: string; children?: ComponentChildren }) {
  return (
    <div class="system">
      {text && (
        <p>
          <Icon name={icon} size={18} />
          <span>{text}</span>
          <Time at={at} />
        </p>
      )}
      {children}
    </div>
  );
}

function Cards({ cards, answered = null }: { cards: Card[] | undefined; answered?: Answered }) {
  return cards?.length ? (
    <>
      {cards.map((card, index) => (
        <FactCard key={index} card={card} answered={answered} />
      ))}
    </>
  ) : null;
}

function Time({ at }: { at: string }) {
  return (
    <time class="said-by__at" dateTime={at}>
      {clock(at)}
    </time>
  );
}

function PendingBubble({ message, talk }: { message: Pending; talk: Conversation }) {
  return (
    <div class={`said-by said-by--me said-by--${message.state}`}>
      <p class="bubble">{message.text}</p>
      {message.state === "sending" ? (
        <span class="said-by__at">{t("help-sending")}</span>
      ) : (
        <div class="unsent">
          <p>
            <Icon name="circle-alert" size={16} /> {t("help-not-sent")} {message.problem}
          </p>
          <Button onClick={() => talk.retry(message.id)}>{t("help-send-again")}</Button>
          <Button kind="plain" onClick={() => talk.discard(message.id)}>
            {t("help-discard")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Seen, not spoken: a screen reader hears the answer itself, once. */
function Typing({ talk }: { talk: Conversation }) {
  const who = talk.typing.value ?? (talk.floor.value === "assistant" && talk.pending.value.some((m) => m.state === "sending") ? "assistant" : null);
  if (!who) return null;
  return (
    <div class="typing" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}
