/** Beside the orders: what is open with us, what we promised, and the way to the receipts. */

import { moment, shortDay } from "../shared/format";
import { Icon, type IconName } from "../shared/icons";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { CaseOut, PromiseOut } from "../shared/types";
import { Badge } from "../shared/ui";

export function OpenCases({ cases }: { cases: CaseOut[] }) {
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

/** What we said we would do, and by when; a late one says so. */
export function Promised({ promises }: { promises: PromiseOut[] }) {
  return (
    <section aria-labelledby="promises-head">
      <h2 id="promises-head" class="section__head">
        {t("help-promises")}
      </h2>
      <ul class="rows card">
        {promises.map((promise) => (
          <li key={promise.id}>
            <PromiseRow promise={promise} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PromiseRow({ promise }: { promise: PromiseOut }) {
  const inside = (
    <>
      <span class="row__main">
        <span class="row__title">{promise.text}</span>
        <span class="row__more">{t("help-promise-by", { moment: moment(promise.due_at) })}</span>
      </span>
      {promise.state === "late" && <Badge tone="bad">{t("help-promise-late")}</Badge>}
    </>
  );
  if (!promise.conversation_id) return <div class="row row--still">{inside}</div>;
  return (
    <a class="row" href={`/chat/${promise.conversation_id}`}>
      {inside}
    </a>
  );
}

/** Ways to what is not open in this minute and still one's own. */
export function Ways() {
  const unread = me.value?.unread ?? 0;
  return (
    <ul class="rows card">
      <Way href="/messages" icon="inbox" name="messages" more={unread ? t("help-messages-unread", { count: unread }) : undefined} />
      <Way href="/returns" icon="package" name="returns" />
      <Way href="/subscriptions" icon="refresh-cw" name="subscriptions" />
    </ul>
  );
}

function Way({ href, icon, name, more }: { href: string; icon: IconName; name: string; more?: string | undefined }) {
  return (
    <li>
      <a class="row" href={href}>
        <Icon name={icon} />
        <span class="row__main">
          <span class="row__title">{t(`help-${name}`)}</span>
          <span class="row__more">{more ?? t(`help-${name}-what`)}</span>
        </span>
        <Icon name="chevron-right" size={18} />
      </a>
    </li>
  );
}
