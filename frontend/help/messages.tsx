/** The Message Center: every act a dated entry, each with its receipt and the ruling behind it. */

import "../shared/more-icons";
import "./messages.css";
import "./search.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, post, query } from "../shared/api";
import { moment, shortDay } from "../shared/format";
import { Icon, type IconName } from "../shared/icons";
import { invalidate, useResource } from "../shared/resource";
import { refreshMe } from "../shared/session";
import { t } from "../shared/text";
import type { NoticeOut, Notices, NoticeSummary, OrderName, RulingOut } from "../shared/types";
import { Badge, Button, EmptyState, Hidden, LinkButton, Skeleton, Sum } from "../shared/ui";
import type { ScreenProps } from "./app";
import { Decision } from "./decision";
import { Failed, useTitle } from "./states";
import { TalkButton } from "./talk-button";

function iconOf(kind: string): IconName {
  if (kind.includes("refund")) return "undo-2";
  if (kind.includes("refus") || kind.includes("appeal")) return "scale";
  if (kind.includes("cancel")) return "ban";
  if (kind.includes("parcel") || kind.includes("deliver")) return "truck";
  return "receipt-text";
}

export function Messages() {
  useTitle(t("help-messages"));
  const [wanted, setWanted] = useState<Wanted>(ALL);
  const path = query("/api/notices", { q: wanted.q.trim(), order: wanted.order, unread: wanted.unread ? "true" : "" });
  const found = useResource(`notices${path}`, () => get<Notices>(path));
  const last = useRef<Notices | undefined>(undefined);
  last.current = found.data ?? last.current;
  const notices = (found.data ?? (found.error ? undefined : last.current))?.notices;
  const all = wanted === ALL;
  return (
    <div class="page page--narrow">
      <header class="page__head">
        <h1>{t("help-messages")}</h1>
        <p class="quiet">{t("help-messages-what")}</p>
      </header>
      {!notices && found.error && <Failed part error={found.error} onRetry={found.reload} />}
      {!notices && !found.error && <Skeleton lines={6} />}
      {(!all || (notices && notices.length > 0)) && <Wants wanted={wanted} orders={last.current?.orders ?? []} onWant={setWanted} />}
      {notices?.length === 0 && !all && (
        <EmptyState icon="search" title={t("help-messages-no-such")} ways={<Button onClick={() => setWanted(ALL)}>{t("help-messages-all")}</Button>} />
      )}
      {notices?.length === 0 && all && (
        <EmptyState title={t("help-messages-none")} ways={<LinkButton href="/">{t("help-to-home")}</LinkButton>}>
          {t("help-messages-none-text")}
        </EmptyState>
      )}
      {notices && notices.length > 0 && (
        <ul class="rows card">
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface Wanted {
  q: string;
  order: string;
  unread: boolean;
}

const ALL: Wanted = { q: "", order: "", unread: false };
const PAUSE_MS = 250;

/** Search, one order's, unread. What is typed waits for a pause, so that a word is one request. */
function Wants({ wanted, orders, onWant }: { wanted: Wanted; orders: OrderName[]; onWant(wanted: Wanted): void }) {
  const [q, setQ] = useState(wanted.q);
  const want = (change: Partial<Wanted>) => {
    const next = { ...wanted, q, ...change };
    onWant(next.q || next.order || next.unread ? next : ALL);
  };
  useEffect(() => {
    const timer = setTimeout(() => q !== wanted.q && want({}), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [q]);
  useEffect(() => {
    if (wanted === ALL) setQ("");
  }, [wanted]);
  return (
    <form class="wants" role="search" onSubmit={(event) => (event.preventDefault(), want({}))}>
      <div class="search">
        <Icon name="search" size={18} />
        <input
          type="search"
          class="field"
          maxLength={200}
          aria-label={t("help-messages-search")}
          placeholder={t("help-messages-search")}
          value={q}
          onInput={(event) => setQ(event.currentTarget.value)}
        />
      </div>
      {orders.length > 0 && (
        <select class="field" aria-label={t("help-messages-order")} value={wanted.order} onChange={(event) => want({ order: event.currentTarget.value })}>
          <option value="">{t("help-messages-every-order")}</option>
          {orders.map((order) => (
            <option key={order.id} value={order.id}>
              {t("help-order-number", { number: order.number })}
            </option>
          ))}
        </select>
      )}
      <label class="wants__unread">
        <input type="checkbox" checked={wanted.unread} onChange={(event) => want({ unread: event.currentTarget.checked })} /> {t("help-messages-only-unread")}
      </label>
    </form>
  );
}

function NoticeRow({ notice }: { notice: NoticeSummary }) {
  return (
    <li>
      <a class={notice.read ? "row" : "row row--unread"} href={`/messages/${notice.id}`}>
        <Icon name={iconOf(notice.kind)} />
        <span class="row__main">
          <span class="row__title">
            {!notice.read && <Hidden>{t("help-unread-one")} </Hidden>}
            {notice.title}
          </span>
          {notice.order_number && <span class="row__more">{t("help-order-number", { number: notice.order_number })}</span>}
        </span>
        <time class="row__more" dateTime={notice.at}>
          {shortDay(notice.at)}
        </time>
        <span class="row__dot" aria-hidden="true" />
      </a>
    </li>
  );
}

export function Receipt({ id }: ScreenProps) {
  const found = useResource(`notice:${id}`, () => get<NoticeOut>(`/api/notices/${id}`));
  const notice = found.data;
  useTitle(notice?.title ?? t("help-receipt"));

  useEffect(() => {
    if (!notice) return;
    // A mark that is not made now is made on the next visit.
    post(`/api/notices/${id}/read`)
      .then(() => {
        invalidate("notices");
        return refreshMe();
      })
      .catch(() => undefined);
  }, [notice?.id]);

  return (
    <div class="page page--narrow">
      <a class="crumb" href="/messages">
        <Icon name="arrow-left" size={18} /> {t("help-messages")}
      </a>
      {!notice && found.error && <Failed error={found.error} onRetry={found.reload} />}
      {!notice && !found.error && <Skeleton lines={6} />}
      {notice && <Shown notice={notice} />}
    </div>
  );
}

function Shown({ notice }: { notice: NoticeOut }) {
  return (
    <article class="card receipt">
      <header class="receipt__head">
        <Icon name={iconOf(notice.kind)} size={26} />
        <div>
          <h1>{notice.title}</h1>
          <time class="quiet" dateTime={notice.at}>
            {moment(notice.at)}
          </time>
        </div>
      </header>
      {notice.amount && (
        <p class="receipt__sum">
          <Sum amount={notice.amount} />
        </p>
      )}
      {notice.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {notice.reference && (
        <p class="quiet">
          {t("help-reference")} <span class="code">{notice.reference}</span>
        </p>
      )}
      {notice.ruling && <Why ruling={notice.ruling} />}
      {notice.standing && <Decision standing={notice.standing} told={notice.kind === "appeal_decided"} />}
      <div class="receipt__ways">
        <TalkButton icon="message-circle" about={t("help-wrong-notice", { title: notice.title, reference: notice.reference ?? notice.id })} label={t("help-wrong-this")} />
        {notice.conversation_id && (
          <LinkButton href={`/chat/${notice.conversation_id}`} kind="plain">
            {t("help-see-conversation")}
          </LinkButton>
        )}
      </div>
    </article>
  );
}

const TONE: Record<string, "good" | "warn" | "bad"> = {
  allow: "good",
  need_evidence: "warn",
  need_approval: "warn",
  deny: "bad",
};

function Why({ ruling }: { ruling: RulingOut }) {
  return (
    <details class="why" open>
      <summary>
        {t("help-why")} <Icon name="chevron-down" size={18} />
      </summary>
      <p class="why__verdict">
        <Badge tone={TONE[ruling.verdict] ?? ""}>{ruling.verdict_text}</Badge>
      </p>
      <h2>{t("help-why-facts")}</h2>
      <ul class="why__facts">
        {ruling.facts.map((fact) => (
          <li key={fact}>
            <Icon name="check" size={16} /> {fact}
          </li>
        ))}
      </ul>
      <h2>{t("help-why-clauses")}</h2>
      <ul class="why__clauses">
        {ruling.clauses.map((clause) => (
          <li key={clause.rule}>
            <p>{clause.text}</p>
            <p class="quiet">
              <span class="code">{clause.rule}</span> <Badge tone={TONE[clause.verdict ?? ""] ?? ""}>{clause.verdict_text}</Badge>
            </p>
          </li>
        ))}
      </ul>
      <p class="quiet">
        {t("help-why-version")} <span class="code">{ruling.rulebook_version}</span> · <span class="code">{ruling.id}</span>
      </p>
    </details>
  );
}
