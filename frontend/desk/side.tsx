import { moment, money, shortDay } from "../shared/format";
import { t } from "../shared/text";
import type { ChargeOut, DeskCaseDetail, OrderOut, RulingOut } from "../shared/types";
import { Badge, Sum } from "../shared/ui";
import { StandingOf } from "./decide";
import { MergingPart } from "./merging-part";
import { ParcelFacts } from "./parcel-facts";
import { Section } from "./section";
import { Understood } from "./understood";
import { nameOf } from "./words";

/** What the shop knows: the customer, what they bought and paid, what was ruled, what was done. */
export function SidePanel({ detail }: { detail: DeskCaseDetail }) {
  const { customer, orders, charges, promises, rulings, journal } = detail;
  return (
    <aside class="side" aria-label={t("desk-part-facts")}>
      <Section title={t("desk-customer")}>
        <p class="side__name">{customer?.name ?? nameOf(detail.case)}</p>
        {customer ? (
          <p class="side__mail">
            <a href={`mailto:${customer.email}`}>{customer.email}</a>
          </p>
        ) : (
          <p class="side__none">{t("desk-customer-none")}</p>
        )}
      </Section>
      <MergingPart />
      <Section title={t("desk-orders")}>
        {orders.length === 0 && <p class="side__none">{t("desk-orders-none")}</p>}
        {orders.map((order, at) => (
          <Order key={order.id} order={order} open={at === 0} />
        ))}
      </Section>
      <Section title={t("desk-charges")}>{charges.length === 0 ? <p class="side__none">{t("desk-charges-none")}</p> : <Charges charges={charges} />}</Section>
      {promises.length > 0 && (
        <Section title={t("desk-promises")}>
          <ul class="charges">
            {promises.map((promise) => (
              <li key={promise.id}>
                <p class="fact__title">
                  <span>{promise.text}</span>
                  <Badge tone={PROMISE_TONE[promise.state] ?? ""}>{t(`desk-promise-${promise.state}`)}</Badge>
                </p>
                <p class="fact__text">
                  <time dateTime={promise.due_at}>{t("desk-promise-due", { moment: moment(promise.due_at) })}</time>
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("desk-understood")}>
        <Understood key={detail.case.id} detail={detail} />
      </Section>
      <Section title={t("desk-rulings")}>
        {rulings.length === 0 && <p class="side__none">{t("desk-rulings-none")}</p>}
        {rulings.map((ruling) => (
          <Ruling key={ruling.id} ruling={ruling} detail={detail} />
        ))}
      </Section>
      <Section title={t("desk-journal")}>
        {journal.length === 0 && <p class="side__none">{t("desk-journal-none")}</p>}
        <ol class="journal">
          {journal.map((line, at) => (
            <li key={at}>
              <time dateTime={line.at}>{moment(line.at)}</time>
              <p>
                <b>{line.actor}</b> {line.text}
              </p>
            </li>
          ))}
        </ol>
      </Section>
    </aside>
  );
}

const PROMISE_TONE: Record<string, "good" | "warn" | ""> = { kept: "good", late: "warn" };

function Order({ order, open }: { order: OrderOut; open: boolean }) {
  const late = order.parcels.some((parcel) => parcel.days_late > 0 && !parcel.delivered_at);
  return (
    <details class="order" open={open}>
      <summary>
        <span class="order__top">
          <b>{order.number}</b>
          <Sum amount={order.total} />
        </span>
        <span class="order__top">
          <Badge tone={late ? "warn" : order.status === "delivered" ? "good" : ""}>{order.status_text}</Badge>
          <time dateTime={order.placed_at}>{shortDay(order.placed_at)}</time>
        </span>
      </summary>
      <ul class="order__lines">
        {order.lines.map((line) => (
          <li key={line.id}>
            <span>
              {line.quantity > 1 && <b>{t("ui-quantity", { count: line.quantity })} </b>}
              {line.name} {line.options && <small>{line.options}</small>}
            </span>
            <Sum amount={{ ...line.unit_price, minor: line.unit_price.minor * line.quantity }} />
          </li>
        ))}
      </ul>
      {order.parcels.map((parcel) => (
        <ParcelFacts key={parcel.id} parcel={parcel} whole />
      ))}
    </details>
  );
}

function Charges({ charges }: { charges: ChargeOut[] }) {
  return (
    <ul class="charges">
      {charges.map((charge) => (
        <li key={charge.id}>
          <p class="fact__title">
            <span>{charge.description}</span>
            <Sum amount={charge.amount} />
          </p>
          <p class="fact__text">
            <time dateTime={charge.at}>{moment(charge.at)}</time> · {charge.method_label}
          </p>
          {charge.refunded.minor > 0 && (
            <p class="fact__text">
              <Badge tone="good">{t("desk-refunded", { amount: money(charge.refunded) })}</Badge>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Ruling({ ruling, detail }: { ruling: RulingOut; detail: DeskCaseDetail }) {
  const standing = detail.standings.find((one) => one.ruling_id === ruling.id);
  return (
    <article class="ruling">
      <h4>{ruling.verdict_text}</h4>
      <ul class="ruling__facts">
        {ruling.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <ul class="ruling__clauses">
        {ruling.clauses.map((clause) => (
          <li key={clause.rule}>
            <span>{clause.text}</span>
            {clause.verdict && <Badge>{clause.verdict_text}</Badge>}
          </li>
        ))}
      </ul>
      <p class="fact__text">{t("desk-rulebook", { version: ruling.rulebook_version })}</p>
      {standing && <StandingOf detail={detail} standing={standing} allowed={ruling.verdict === "allow"} />}
    </article>
  );
}
