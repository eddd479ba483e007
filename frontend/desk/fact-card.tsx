/** The facts that the customer was shown, as the agent needs them: small, whole, without buttons. */

import type { ComponentChildren } from "preact";
import type { Card } from "../shared/events";
import { day, moment, shortDay } from "../shared/format";
import { t } from "../shared/text";
import type { Amount } from "../shared/types";
import { Sum } from "../shared/ui";
import { ParcelFacts } from "./parcel-facts";

export function FactCard({ card }: { card: Card }) {
  switch (card.kind) {
    case "parcel":
      return (
        <div class="fact">
          <ParcelFacts parcel={card.data} />
        </div>
      );
    case "order":
      return (
        <Fact title={t("desk-order", { number: card.data.number })} amount={card.data.total}>
          {card.data.status_text} · {card.data.lines.map((line) => line.name).join(", ")}
        </Fact>
      );
    case "charge":
      return (
        <Fact title={card.data.description} amount={card.data.amount}>
          {moment(card.data.at)} · {card.data.method_label}
        </Fact>
      );
    case "refund":
      return (
        <Fact title={t(`desk-refund-${card.data.state}`)} amount={card.data.amount}>
          {[
            card.data.method_label,
            card.data.arrives_from && card.data.arrives_to
              ? t("desk-refund-arrives", { from: shortDay(card.data.arrives_from), to: shortDay(card.data.arrives_to) })
              : t("desk-refund-asked", { day: day(card.data.requested_at, new Date(), "short") }),
            card.data.reference,
          ]
            .filter(Boolean)
            .join(" · ")}
        </Fact>
      );
    case "receipt":
      return (
        <Fact title={card.data.title} amount={card.data.amount}>
          {card.data.reference}
        </Fact>
      );
    case "article":
      return (
        <Fact title={card.data.heading || card.data.title} amount={null}>
          {card.data.quote}
        </Fact>
      );
    case "confirm":
      return (
        <div class="fact">
          <p class="fact__title">{card.data.title}</p>
          <dl class="fact__lines">
            {card.data.lines.map((line) => (
              <div key={line.label}>
                <dt>{line.label}</dt>
                <dd>{line.amount ? <Sum amount={line.amount} /> : line.value_text}</dd>
              </div>
            ))}
          </dl>
        </div>
      );
    default:
      return null;
  }
}

function Fact({ title, amount, children }: { title: string; amount: Amount | null; children?: ComponentChildren }) {
  return (
    <div class="fact">
      <p class="fact__title">
        <span>{title}</span>
        {amount && <Sum amount={amount} />}
      </p>
      {children && <p class="fact__text">{children}</p>}
    </div>
  );
}
