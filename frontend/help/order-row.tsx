import { shortDay } from "../shared/format";
import { t } from "../shared/text";
import type { OrderOut } from "../shared/types";
import { Sum, Track } from "../shared/ui";
import { Thing } from "./things";

/** One order as a row: what, since when, how far. The words come from the server and are never only a colour. */
export function OrderRow({ order }: { order: OrderOut }) {
  const [main] = order.lines;
  const others = order.lines.length - 1;
  const late = order.parcels.some((parcel) => parcel.days_late > 0 && !parcel.delivered_at);
  return (
    <li>
      <a class="row" href={`/orders/${order.id}`}>
        <Thing name={main?.icon ?? "box"} />
        <span class="row__main">
          <span class="row__title">
            {main?.name}
            {others > 0 && <span class="row__and"> {t("help-and-more", { count: others })}</span>}
          </span>
          <span class="row__more">
            {t("help-order-number", { number: order.number })} · {shortDay(order.placed_at)} · <Sum amount={order.total} />
          </span>
        </span>
        <span class="row__state">
          <span class={late ? "row__word row__word--late" : "row__word"}>{order.status_text}</span>
          {order.status !== "cancelled" && <Track progress={order.progress} late={late} />}
        </span>
      </a>
    </li>
  );
}
