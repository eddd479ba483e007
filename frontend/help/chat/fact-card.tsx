/** Facts inside a conversation. Each card shows what is known and leads to its own page. */

import type { ComponentChildren } from "preact";
import type { ArticleCard, Card, ChargeCard, ConfirmCard, ProductCard, ReceiptCard, RefundCard } from "../../shared/events";
import { day, shortDay } from "../../shared/format";
import { Icon, type IconName } from "../../shared/icons";
import { me } from "../../shared/session";
import { t } from "../../shared/text";
import type { OrderOut, Parcel, ProgrammeOut } from "../../shared/types";
import { Badge, Sum, Track } from "../../shared/ui";
import { arrival } from "../parcel-words";
import { Plan } from "../plan";
import { ReturnCard } from "../return-card";
import { Thing } from "../things";

/** How the customer answered what a card asks; null while that is open. */
export type Answered = "yes" | "other" | null;

export function FactCard({ card, answered }: { card: Card; answered: Answered }) {
  switch (card.kind) {
    case "order":
      return <OrderFact order={card.data} />;
    case "parcel":
      return <ParcelFact parcel={card.data} />;
    case "charge":
      return <ChargeFact charge={card.data} />;
    case "refund":
      return <RefundFact refund={card.data} />;
    case "confirm":
      return <ConfirmFact confirm={card.data} answered={answered} />;
    case "receipt":
      return <ReceiptFact receipt={card.data} />;
    case "article":
      return <ArticleFact article={card.data} />;
    case "programme":
      return <ProgrammeFact programme={card.data} />;
    case "product":
      return <ProductFact product={card.data} />;
    case "return":
      return <ReturnCard back={card.data} />;
    default:
      return null;
  }
}

function Frame({ icon, title, href, more, children }: { icon: IconName; title: ComponentChildren; href?: string | undefined; more?: string; children?: ComponentChildren }) {
  return (
    <div class="fact card">
      <p class="fact__head">
        <Icon name={icon} size={18} />
        <strong>{title}</strong>
      </p>
      {children}
      {href && (
        <a class="fact__more" href={href}>
          {more} <Icon name="arrow-right" size={16} />
        </a>
      )}
    </div>
  );
}

function Row({ label, children }: { label: ComponentChildren; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function OrderFact({ order }: { order: OrderOut }) {
  return (
    <Frame icon="package" title={t("help-order-number", { number: order.number })} href={`/orders/${order.id}`} more={t("help-see-order")}>
      <ul class="fact__lines">
        {order.lines.map((line) => (
          <li key={line.id}>
            <Thing name={line.icon} size={18} />
            <span>
              {line.name}
              {line.quantity > 1 && <span class="quiet"> × {line.quantity}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p class="fact__state">
        <span>{order.status_text}</span>
        <span class="quiet">
          {shortDay(order.placed_at)} · <Sum amount={order.total} />
        </span>
      </p>
      {order.status !== "cancelled" && <Track progress={order.progress} />}
    </Frame>
  );
}

function ParcelFact({ parcel }: { parcel: Parcel }) {
  const [last] = parcel.scans;
  const late = parcel.days_late > 0 && !parcel.delivered_at;
  return (
    <Frame icon="truck" title={parcel.status_text} href={`/parcel/${parcel.id}`} more={t(parcel.delivered_at ? "help-see-parcel" : "help-follow-parcel")}>
      <Track progress={parcel.progress} late={late} />
      <dl class="facts">
        <Row label={t("help-parcel-what")}>{parcel.items.join(", ")}</Row>
        {arrival(parcel) && <Row label={arrival(parcel)?.label}>{arrival(parcel)?.value}</Row>}
        {late && (
          <Row label={t("help-parcel-late")}>
            <Badge tone="warn">{t("help-days", { count: parcel.days_late })}</Badge>
          </Row>
        )}
        {last && (
          <Row label={t("help-parcel-last")}>
            {last.status_text}, {last.place} · {shortDay(last.at)}
          </Row>
        )}
      </dl>
    </Frame>
  );
}

function ChargeFact({ charge }: { charge: ChargeCard }) {
  return (
    <Frame icon="credit-card" title={charge.description}>
      <dl class="facts">
        <Row label={t("help-charged")}>
          <Sum amount={charge.amount} />
        </Row>
        <Row label={t("help-on")}>{day(charge.at)}</Row>
        <Row label={t("help-method")}>{charge.method_label}</Row>
        {charge.refunded.minor > 0 && (
          <Row label={t("help-refunded")}>
            <Sum amount={charge.refunded} />
          </Row>
        )}
      </dl>
    </Frame>
  );
}

const REFUND_TONE = { granted: "accent", sent: "good", failed: "bad" } as const;

function RefundFact({ refund }: { refund: RefundCard }) {
  return (
    <Frame icon="undo-2" title={t("help-refund")}>
      <p class="fact__sum">
        <Sum amount={refund.amount} /> <Badge tone={REFUND_TONE[refund.state]}>{t(`help-refund-${refund.state}`)}</Badge>
      </p>
      <dl class="facts">
        <Row label={t("help-to")}>{refund.method_label}</Row>
        {refund.arrives_from && refund.arrives_to && (
          <Row label={t("help-arrives")}>
            {refund.arrives_from === refund.arrives_to
              ? day(refund.arrives_to)
              : t("help-between", { from: day(refund.arrives_from, undefined, "short"), to: day(refund.arrives_to, undefined, "short") })}
          </Row>
        )}
        {refund.reference && (
          <Row label={t("help-reference")}>
            <span class="code">{refund.reference}</span>
          </Row>
        )}
      </dl>
    </Frame>
  );
}

function ConfirmFact({ confirm, answered }: { confirm: ConfirmCard; answered: Answered }) {
  return (
    <div class={answered ? "fact fact--over card" : "fact fact--confirm card"}>
      <p class="fact__head">
        <Icon name={answered === "yes" ? "circle-check" : "info"} size={18} />
        <strong>{confirm.title}</strong>
        {answered && <Badge tone={answered === "yes" ? "good" : ""}>{t(`help-confirm-${answered}`)}</Badge>}
      </p>
      <Plan plan={confirm} />
    </div>
  );
}

function ReceiptFact({ receipt }: { receipt: ReceiptCard }) {
  const href = receipt.notice_id && me.value?.kind === "customer" ? `/messages/${receipt.notice_id}` : undefined;
  return (
    <Frame icon="circle-check" title={receipt.title} href={href} more={t("help-see-receipt")}>
      {receipt.amount && (
        <p class="fact__sum">
          <Sum amount={receipt.amount} />
        </p>
      )}
      {receipt.reference && (
        <dl class="facts">
          <Row label={t("help-reference")}>
            <span class="code">{receipt.reference}</span>
          </Row>
        </dl>
      )}
    </Frame>
  );
}

function ArticleFact({ article }: { article: ArticleCard }) {
  const href = `/articles/${article.slug}${article.anchor ? `#${encodeURIComponent(article.anchor)}` : ""}`;
  return (
    <Frame icon="book-open" title={article.title} href={href} more={t("help-read-article")}>
      {article.heading && article.heading !== article.title && <p class="fact__heading">{article.heading}</p>}
      <blockquote class="quote">{article.quote}</blockquote>
    </Frame>
  );
}

/** The one right address, written out: whoever was sent another one can compare. */
function ProgrammeFact({ programme }: { programme: ProgrammeOut }) {
  return (
    <Frame icon="info" title={programme.name}>
      <p class="fact__heading">{programme.summary}</p>
      <dl class="facts">
        <Row label={t("help-programme-claims")}>{t("help-between", { from: day(programme.opens), to: day(programme.closes) })}</Row>
        <Row label={t("help-programme-pays")}>{programme.pays}</Row>
        <Row label={t("help-programme-site")}>
          <a href={programme.site} rel="noopener noreferrer external">
            {programme.host}
          </a>
        </Row>
        {programme.phone && <Row label={t("help-programme-phone")}>{programme.phone}</Row>}
        {programme.never_asked.length > 0 && <Row label={t("help-programme-never")}>{programme.never_asked.join(", ")}</Row>}
      </dl>
    </Frame>
  );
}

function ProductFact({ product }: { product: ProductCard }) {
  return (
    <Frame icon="package" title={product.name}>
      <p class="fact__heading">{product.category}</p>
      <blockquote class="quote">{product.quote}</blockquote>
      {product.price && (
        <dl class="facts">
          <Row label={t("help-product-price")}>
            <Sum amount={product.price} />
          </Row>
        </dl>
      )}
    </Frame>
  );
}
