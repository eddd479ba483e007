/** What can be done with an order: each begins a talk that knows the order already. */

import { get } from "../shared/api";
import { useResource } from "../shared/resource";
import { t } from "../shared/text";
import type { OrderOptions } from "../shared/types";
import { Wrong } from "./wrong";

const ORDER = [
  "cancel_order", "change_items", "change_address", "change_delivery", "change_payment", "return_items", "exchange_items",
  "damaged_item", "wrong_item", "missing_item", "price_drop", "withdraw",
];

export function Acts({ orderId, number }: { orderId: string; number: string }) {
  const found = useResource(`options:${orderId}`, () => get<OrderOptions>(`/api/orders/${orderId}/options`));
  const possible = ORDER.filter((topic) => found.data?.possible.includes(topic));
  if (!possible.length) return null;
  return (
    <section aria-labelledby="acts-head">
      <h2 id="acts-head" class="section__head">
        {t("help-acts")}
      </h2>
      <div class="acts card pad">
        {possible.map((topic) => {
          const label = t(`choice-topic-${topic.replaceAll("_", "-")}`);
          return <Wrong key={topic} icon="chevron-right" about={`${label} (${number})`} label={label} choice={`topic:${topic}`} />;
        })}
      </div>
    </section>
  );
}
