/** One order: what was bought, how far it is, and its parcels. */

import "./parcel.css";
import "../shared/more-icons";
import { get } from "../shared/api";
import { day } from "../shared/format";
import { Icon } from "../shared/icons";
import { useResource } from "../shared/resource";
import { t } from "../shared/text";
import type { Line, OrderOptions, OrderOut, Parcel } from "../shared/types";
import { Badge, Skeleton, Sum, Track } from "../shared/ui";
import type { ScreenProps } from "./app";
import { LineActs, OrderActs } from "./acts";
import { arrival } from "./parcel-words";
import { Payments } from "./payments";
import { Failed, useTitle } from "./states";
import { Thing } from "./things";
import { TalkButton } from "./talk-button";

export function OrderPage({ id }: ScreenProps) {
  const found = useResource(`order:${id}`, () => get<OrderOut>(`/api/orders/${id}`));
  const options = useResource(`order:${id}:options`, () => get<OrderOptions>(`/api/orders/${id}/options`)).data;
  const order = found.data;
  const title = order ? t("help-order-number", { number: order.number }) : t("help-order");
  useTitle(title);
  return (
    <div class="page page--narrow">
      <a class="crumb" href="/">
        <Icon name="arrow-left" size={18} /> {t("help-home-title")}
      </a>
      {!order && found.error && <Failed error={found.error} onRetry={found.reload} />}
      {!order && !found.error && <Skeleton lines={7} />}
      {order && (
        <>
          <section class="card parcel">
            <p class="kind">{title}</p>
            <h1>{order.status_text}</h1>
            <p class="quiet">{t("help-placed-on", { day: day(order.placed_at) })}</p>
            {order.status !== "cancelled" && <Track progress={order.progress} late={order.parcels.some(isLate)} />}
            <ul class="lines">
              {order.lines.map((line) => (
                <OrderLine key={line.id} line={line} options={options} />
              ))}
            </ul>
            <p class="total">
              <span>{t("help-total")}</span>
              <Sum amount={order.total} />
            </p>
            <TalkButton
              icon="message-circle"
              about={t("help-wrong-order", { item: order.lines[0]?.name ?? "", number: order.number })}
              label={t("help-wrong-else")}
            />
          </section>
          {options && <OrderActs order={order} options={options} />}
          <section aria-labelledby="parcels-head">
            <h2 id="parcels-head" class="section__head">
              {t("help-parcels")}
            </h2>
            {order.parcels.length === 0 ? (
              <p class="quiet card pad">{t("help-parcels-none")}</p>
            ) : (
              <ul class="rows card">
                {order.parcels.map((parcel) => (
                  <ParcelRow key={parcel.id} parcel={parcel} />
                ))}
              </ul>
            )}
          </section>
          <Payments orderId={order.id} />
        </>
      )}
    </div>
  );
}

function isLate(parcel: Parcel): boolean {
  return parcel.days_late > 0 && !parcel.delivered_at;
}

function OrderLine({ line, options }: { line: Line; options: OrderOptions | undefined }) {
  return (
    <li>
      <Thing name={line.icon} />
      <span class="row__main">
        <span class="row__title">{line.name}</span>
        <span class="row__more">
          {line.options && `${line.options} · `}
          {t("ui-quantity", { count: line.quantity })} <Sum amount={line.unit_price} />
        </span>
        {options && <LineActs line={line} options={options} />}
      </span>
    </li>
  );
}

function ParcelRow({ parcel }: { parcel: Parcel }) {
  const came = arrival(parcel);
  return (
    <li>
      <a class="row" href={`/parcel/${parcel.id}`}>
        <Icon name={parcel.direction === "return" ? "undo-2" : "truck"} />
        <span class="row__main">
          <span class="row__title">{parcel.status_text}</span>
          <span class="row__more">{came ? `${came.label}: ${came.value}` : parcel.carrier}</span>
        </span>
        {isLate(parcel) && <Badge tone="warn">{t("help-days-late", { count: parcel.days_late })}</Badge>}
        <Icon name="chevron-right" size={18} />
      </a>
    </li>
  );
}
