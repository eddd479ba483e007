/** The help home: what it is probably about, the orders, what is open, and room to say it in one's own words. */

import { useRef, useState } from "preact/hooks";
import { ApiError, get, post } from "../shared/api";
import { shortDay } from "../shared/format";
import { Icon } from "../shared/icons";
import { newId } from "../shared/ids";
import { useResource } from "../shared/resource";
import { go } from "../shared/router";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { ArticleHits, Box, CaseOut, Home as HomeData, Started } from "../shared/types";
import { Badge, Button, LinkButton, Skeleton } from "../shared/ui";
import { Ask } from "./ask";
import { useDoor } from "./door";
import { OrderRow } from "./order-row";
import { say } from "./say";
import { Failed, useTitle } from "./states";
import { Thing } from "./things";
import { Topics } from "./topics";

export function Home() {
  useTitle(t("help-home-title"));
  return me.value?.kind === "customer" ? <CustomerHome /> : <VisitorHome />;
}

function CustomerHome() {
  const home = useResource("home", () => get<HomeData>("/api/home"));
  const data = home.data;
  return (
    <div class="page">
      <section class="hero">
        <h1>{t("help-hello", { name: data?.given_name ?? me.value?.name?.split(" ")[0] ?? "" })}</h1>
        <Ask examples={data?.examples ?? []} {...(data && { showingId: data.showing_id })} />
      </section>
      {!data && home.error && <Failed part error={home.error} onRetry={home.reload} />}
      {!data && !home.error && <HomeSkeleton />}
      {data && <Found data={data} />}
    </div>
  );
}

function Found({ data }: { data: HomeData }) {
  return (
    <>
      <Boxes data={data} />
      <div class="home__columns">
        <section aria-labelledby="orders-head">
          <h2 id="orders-head" class="section__head">
            {t("help-orders")}
          </h2>
          {data.orders.length === 0 ? (
            <p class="quiet card pad">{t("help-orders-none")}</p>
          ) : (
            <ul class="rows card">
              {data.orders.map((order) => (
                <OrderRow key={order.id} order={order} />
              ))}
            </ul>
          )}
        </section>
        <aside class="home__side">
          <OpenCases cases={data.open_cases} />
          <MessagesLink />
        </aside>
      </div>
      <HomeTopics />
    </>
  );
}

function Boxes({ data }: { data: HomeData }) {
  const [opening, setOpening] = useState("");

  async function open(box: Box): Promise<void> {
    if (opening) return;
    setOpening(box.key);
    try {
      const started = await post<Started>("/api/home/open", { showing_id: data.showing_id, key: box.key });
      go(`/chat/${started.conversation_id}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
      setOpening("");
    }
  }

  return (
    <section aria-labelledby="boxes-head">
      <h2 id="boxes-head" class="section__head">
        {t(data.boxes.length ? "help-boxes" : "help-boxes-none")}
      </h2>
      <ul class="boxes">
        {data.boxes.map((box) => (
          <li key={box.key}>
            <button type="button" class="box card" aria-busy={opening === box.key} onClick={() => void open(box)}>
              <Thing name={box.icon} />
              <span class="box__sentence">{box.sentence}</span>
              <span class="box__action">
                {box.action}
                <Icon name="arrow-right" size={18} />
              </span>
            </button>
          </li>
        ))}
        <li>
          <SomethingElse showingId={data.showing_id} />
        </li>
      </ul>
    </section>
  );
}

/** None of the boxes fits: write it, or get a person. */
function SomethingElse({ showingId }: { showingId?: string }) {
  const [shown, show] = useState(false);
  const [busy, setBusy] = useState(false);
  const door = useDoor();
  const attempt = useRef(newId());

  async function write(): Promise<void> {
    setBusy(true);
    try {
      const body = { message_id: attempt.current, ...(showingId && { showing_id: showingId }) };
      go(`/chat/${(await post<Started>("/api/conversations", body)).conversation_id}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
      setBusy(false);
    }
  }

  if (!shown) {
    return (
      <button type="button" class="box box--else" onClick={() => show(true)}>
        <span class="box__sentence">{t("help-something-else")}</span>
      </button>
    );
  }
  return (
    <div class="box box--else box--open" role="group" aria-label={t("help-something-else")}>
      <Button kind="quiet" icon="message-circle" busy={busy} onClick={() => void write()} ref={focusNow}>
        {t("help-write-it")}
      </Button>
      <Button kind="quiet" icon="headphones" busy={door.busy} onClick={door.open}>
        {t("help-more-help")}
      </Button>
    </div>
  );
}

function focusNow(element: HTMLElement | null): void {
  element?.focus();
}

function OpenCases({ cases }: { cases: CaseOut[] }) {
  return (
    <section aria-labelledby="cases-head">
      <h2 id="cases-head" class="section__head">
        {t("help-cases")}
      </h2>
      {cases.length === 0 ? (
        <p class="quiet card pad">{t("help-cases-none")}</p>
      ) : (
        <ul class="rows card">
          {cases.map((open) => (
            <li key={open.id}>
              <a class="row" href={`/chat/${open.conversation_id}`}>
                <span class="row__main">
                  <span class="row__title">{open.title}</span>
                  <span class="row__more">{t("help-case-since", { day: shortDay(open.opened_at) })}</span>
                </span>
                <Badge tone={open.state === "waiting" || open.state === "with_agent" ? "warn" : "accent"}>{open.state_text}</Badge>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function MessagesLink() {
  const unread = me.value?.unread ?? 0;
  return (
    <a class="card pad messages-link" href="/messages">
      <Icon name="inbox" />
      <span class="row__main">
        <span class="row__title">{t("help-messages")}</span>
        <span class="row__more">{unread ? t("help-messages-unread", { count: unread }) : t("help-messages-what")}</span>
      </span>
      <Icon name="chevron-right" size={18} />
    </a>
  );
}

function VisitorHome() {
  const caller = me.value;
  return (
    <div class="page">
      <section class="hero">
        <h1>{t("help-hello-visitor")}</h1>
        <Ask examples={[t("help-example-1"), t("help-example-2"), t("help-example-3")]} />
      </section>
      {caller?.demo ? (
        <section class="card invite">
          <div>
            <h2>{t("help-invite-title")}</h2>
            <p>{t("help-invite-text", { shop: caller.shop.name })}</p>
          </div>
          <LinkButton href="/try-as" kind="primary" size="large" icon="users">
            {t("help-demo-try")}
          </LinkButton>
        </section>
      ) : (
        <section class="card invite">
          <div>
            <h2>{t("help-gate-title")}</h2>
            <p>{t("help-gate-text")}</p>
          </div>
        </section>
      )}
      <HomeTopics />
    </div>
  );
}

function HomeTopics() {
  const articles = useResource("articles:", () => get<ArticleHits>("/api/articles"));
  if (!articles.data?.articles.length) return null;
  return (
    <section aria-labelledby="topics-head">
      <h2 id="topics-head" class="section__head">
        {t("help-topics")}
      </h2>
      <Topics articles={articles.data.articles} short />
    </section>
  );
}

function HomeSkeleton() {
  return (
    <>
      <div class="boxes">
        <Skeleton lines={3} />
        <Skeleton lines={3} />
        <Skeleton lines={3} />
      </div>
      <Skeleton lines={6} />
    </>
  );
}
