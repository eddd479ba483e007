/** What can be done with an order: each begins a talk that knows the order already. */

import { get } from "../shared/api";
import { useResource } from "../shared/resource";
import { t } from "../shared/text";
import type { OrderOptions } from "../shared/types";
import { Wrong } from "./wrong";

/** Topics, and the kind of act that the rules must not forbid for each. */
const TOPICS: [string, string][] = [
  ["cancel_order", "cancel_order"],
  ["change_items", "change_items"],
  ["change_address", "change_address"],
  ["change_delivery", "change_delivery"],
  ["change_payment", "change_payment"],
  ["return_items", "return_items"],
  ["exchange_items", "exchange_items"],
  ["damaged_item", "report_problem"],
  ["wrong_item", "report_problem"],
  ["missing_item", "report_problem"],
  ["price_drop", "adjust_price"],
  ["withdraw", "withdraw"],
];

export function Acts({ orderId, number }: { orderId: string; number: string }) {
  const found = useResource(`options:${orderId}`, () => get<OrderOptions>(`/api/orders/${orderId}/options`));
  const allowed = new Set(found.data?.kinds.filter((kind) => kind.verdict !== "deny").map((kind) => kind.type));
  const possible = TOPICS.filter(([topic, kind]) => allowed.has(kind) && found.data?.possible.includes(topic)).map(([topic]) => topic);
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
