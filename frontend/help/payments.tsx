/** What was paid for an order and what went back, oldest first. */

import { get } from "../shared/api";
import { money, shortDay } from "../shared/format";
import { useResource } from "../shared/resource";
import { t } from "../shared/text";
import type { OrderPayments } from "../shared/types";

export function Payments({ orderId }: { orderId: string }) {
  const found = useResource(`order:${orderId}:payments`, () => get<OrderPayments>(`/api/orders/${orderId}/payments`));
  const { charges = [], refunds = [] } = found.data ?? {};
  if (!charges.length && !refunds.length) return null;
  const label = (id: string | null) => charges.find((charge) => charge.method_id === id)?.method_label ?? "";
  const rows = [
    ...charges.map((charge) => ({ id: charge.id, at: charge.at, what: t("help-paid", { method: charge.method_label }), sum: money(charge.amount) })),
    ...refunds.map((refund) => {
      const sent = refund.state === "granted" ? t("help-refund-granted") : t("help-paid-back", { method: label(refund.method_id) });
      const what = refund.state === "failed" ? t("help-refund-failed") : sent.trim();
      return { id: refund.id, at: refund.sent_at ?? refund.requested_at, what, sum: `−${money(refund.amount)}` };
    }),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <section aria-labelledby="payments-head">
      <h2 id="payments-head" class="section__head">
        {t("help-payments")}
      </h2>
      <ul class="rows card">
        {rows.map((row) => (
          <li key={row.id} class="row row--still payment">
            <span class="row__main">
              <span class="row__title">{row.what}</span>
              <time class="row__more" dateTime={row.at}>
                {shortDay(row.at)}
              </time>
            </span>
            <span class="figures">{row.sum}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
