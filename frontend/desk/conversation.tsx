import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { bodyOf, choicesOf } from "../shared/events";
import { clock, day } from "../shared/format";
import { Icon } from "../shared/icons";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { DeskCaseDetail, Event } from "../shared/types";
import { Button, Hidden } from "../shared/ui";
import { FactCard } from "./fact-card";
import { type Outgoing, outgoing, sendAgain, withdraw } from "./cases";
import { drafts, keepDraft } from "./drafts";
import { LinkedThread } from "./linked-thread";
import { Photos } from "./photos";
import { nameOf } from "./words";

const NEAR_END_PX = 80;
/** Words of one speaker this close together stand under one name. */
const TOGETHER_MS = 180_000;

export function Conversation({ detail }: { detail: DeskCaseDetail }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [below, setBelow] = useState(false);
  const sent = outgoing.value;
  const count = detail.events.length + sent.length;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const own = sent.at(-1)?.state === "sending";
    if (atEnd.current || own) element.scrollTop = element.scrollHeight;
    else setBelow(true);
  }, [count]);

  // A growing composer takes room from the end, where the newest words are.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  function onScroll(): void {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (atEnd.current) setBelow(false);
  }

  function toEnd(): void {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setBelow(false);
  }

  const chosen = chosenOf(detail.events);
  return (
    <div class="log-frame">
      <div class="log" ref={box} onScroll={onScroll} role="log" aria-label={t("desk-part-talk")} tabIndex={0}>
        <ol>
          {detail.events.map((event, at) => (
            <Entry key={event.seq} event={event} before={detail.events[at - 1]} detail={detail} chosen={chosen} />
          ))}
          {sent.map((message) => (
            <SentMessage key={message.messageId} message={message} caseId={detail.case.id} />
          ))}
        </ol>
      </div>
      {below && (
        <Button kind="primary" class="log__down" icon="chevron-down" onClick={toEnd}>
          {t("desk-new-messages")}
        </Button>
      )}
    </div>
  );
}

interface EntryProps {
  event: Event;
  before: Event | undefined;
  detail: DeskCaseDetail;
  /** "SEQ CHOICE" of each button that was pressed. */
  chosen: Set<string>;
}

/** The same id may be offered again and again; what was pressed is the latest offer before the customer's words. */
function chosenOf(events: Event[]): Set<string> {
  const offered = new Map<string, number>();
  const chosen = new Set<string>();
  for (const event of events) {
    const body = bodyOf(event);
    if (body.type === "customer_said" && body.choice && offered.has(body.choice)) {
      chosen.add(`${offered.get(body.choice)} ${body.choice}`);
    }
    for (const choice of choicesOf(event)) offered.set(choice.id, event.seq);
  }
  return chosen;
}

function Entry({ event, before, detail, chosen }: EntryProps) {
  const newDay = !before || day(before.at) !== day(event.at);
  return (
    <>
      {newDay && <li class="said-day">{day(event.at)}</li>}
      <Said event={event} before={newDay ? undefined : before} detail={detail} chosen={chosen} />
    </>
  );
}

function speakerOf(event: Event, detail: DeskCaseDetail): string | null {
  const body = bodyOf(event);
  if (body.type === "customer_said" || body.type === "customer_showed") return nameOf(detail.case);
  if (body.type === "assistant_said") return t("desk-said-assistant", { name: me.value?.shop.assistant ?? "" });
  if (body.type === "agent_said") return body.agent_name === me.value?.name ? t("desk-you") : body.agent_name;
  return null;
}

function Said({ event, before, detail, chosen }: EntryProps) {
  const body = bodyOf(event);
  const speaker = speakerOf(event, detail);
  const cards = body.type === "assistant_said" || body.type === "reported" ? (body.cards ?? []) : [];
  const choices = choicesOf(event);
  const text = body.type === "customer_showed" ? "" : body.text;
  if (body.type === "case_moved" && !body.text && choices.length === 0) return null;
  const follows =
    before !== undefined &&
    speaker !== null &&
    speakerOf(before, detail) === speaker &&
    Date.parse(event.at) - Date.parse(before.at) < TOGETHER_MS;
  const side = body.type === "customer_said" || body.type === "customer_showed" ? "customer" : body.type === "agent_said" ? "agent" : speaker ? "assistant" : "hub";
  return (
    <li class={`said said--${side}`}>
      {speaker ? (
        follows ? (
          <Hidden>{speaker}</Hidden>
        ) : (
          <p class="said__who">
            <b>{speaker}</b> <time dateTime={event.at}>{clock(event.at)}</time>
          </p>
        )
      ) : null}
      {text && (
        <p class="said__text">
          {text}
          {!speaker && <time dateTime={event.at}>{clock(event.at)}</time>}
        </p>
      )}
      {body.type === "customer_showed" && <Photos photos={body.photos} />}
      {body.type === "thread_linked" && (
        <LinkedThread body={body} show={(events) => events.map((each, at) => <Entry key={each.seq} event={each} before={events[at - 1]} detail={detail} chosen={chosenOf(events)} />)} />
      )}
      {cards.map((card, at) => (
        <FactCard key={at} card={card} />
      ))}
      {choices.length > 0 && (
        <div class="said__choices">
          <Hidden>{t("desk-offered")}</Hidden>
          <ul>
            {choices.map((choice) => {
              const pressed = chosen.has(`${event.seq} ${choice.id}`);
              return (
                <li key={choice.id} class={pressed ? "chosen" : ""}>
                  {pressed && <Icon name="check" size={14} />}
                  {choice.label}
                  {pressed && <Hidden>{t("desk-chosen")}</Hidden>}
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </li>
  );
}

function SentMessage({ message, caseId }: { message: Outgoing; caseId: string }) {
  function edit(): void {
    const text = withdraw(caseId, message.messageId);
    const draft = drafts.value[caseId];
    keepDraft(caseId, draft ? `${text}\n${draft}` : text);
    document.getElementById("composer")?.focus();
  }
  return (
    <li class="said said--agent said--sending">
      <p class="said__text">{message.text}</p>
      {message.state === "failed" ? (
        <div class="said__failed" role="alert">
          <p>{message.reason}</p>
          <Button kind="plain" icon="refresh-cw" onClick={() => sendAgain(caseId, message.messageId)}>
            {t("ui-retry")}
          </Button>
          <Button kind="plain" onClick={edit}>
            {t("desk-edit")}
          </Button>
        </div>
      ) : (
        <p class="said__who">{t("desk-sending")}</p>
      )}
    </li>
  );
}
