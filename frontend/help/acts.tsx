/** What can be done with an order, and with each of its things: every button begins a talk that knows the order already. */

import { useId, useState } from "preact/hooks";
import { Icon } from "../shared/icons";
import { t } from "../shared/text";
import type { Line, OrderOptions, OrderOut } from "../shared/types";
import { Button } from "../shared/ui";
import { TalkButton } from "./talk-button";

/** Topics with the kind of act that the rules decide on. */
const ON_ORDER = [
  ["cancel_order", "cancel_order"],
  ["change_items", "change_items"],
  ["change_address", "change_address"],
  ["change_delivery", "change_delivery"],
  ["change_payment", "change_payment"],
  ["price_drop", "adjust_price"],
  ["withdraw", "withdraw"],
] as const;
const ON_LINE = [
  ["return_items", "return_items"],
  ["exchange_items", "exchange_items"],
] as const;
const PROBLEMS = [
  ["damaged_item", "report_problem"],
  ["wrong_item", "report_problem"],
  ["missing_item", "report_problem"],
] as const;

/** The topics that can be begun and that the rules do not forbid. */
function open<T extends string>(topics: readonly (readonly [T, string])[], options: OrderOptions): T[] {
  const denied = new Set(options.kinds.filter((kind) => kind.verdict === "deny").map((kind) => kind.type));
  return topics.filter(([topic, kind]) => options.possible.includes(topic) && !denied.has(kind)).map(([topic]) => topic);
}

export function OrderActs({ order, options }: { order: OrderOut; options: OrderOptions }) {
  const possible = open(ON_ORDER, options);
  const denied = options.kinds.filter((kind) => kind.verdict === "deny" && kind.reason);
  if (!possible.length && !denied.length) return null;
  return (
    <section aria-label={t("help-acts")}>
      {possible.length > 0 && <h2 class="section__head">{t("help-acts")}</h2>}
      {possible.length > 0 && (
        <div class="acts">
          {possible.map((topic) => {
            const label = t(`help-act-${topic.replaceAll("_", "-")}`);
            const about = t("help-act-about", { act: label, number: order.number });
            return <TalkButton key={topic} about={about} label={label} choice={`topic:${topic}`} />;
          })}
        </div>
      )}
      {denied.length > 0 && (
        <details class="denied">
          <summary>
            {t("help-acts-denied")} <Icon name="chevron-down" size={16} />
          </summary>
          <dl>
            {denied.map((kind) => (
              <div key={kind.type}>
                <dt>{t(`help-kind-${kind.type.replaceAll("_", "-")}`)}</dt>
                <dd>{kind.reason}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

export function LineActs({ line, options }: { line: Line; options: OrderOptions }) {
  const [asked, ask] = useState(false);
  const ways = useId();
  const possible = open(ON_LINE, options);
  const problems = open(PROBLEMS, options);
  const kept = options.lines.find((each) => each.id === line.id)?.kept ?? 0;
  const known = { choice: `items:${line.id}`, text: line.name };
  if (!kept || !(possible.length + problems.length)) return null;
  return (
    <>
      <div class="lineacts">
        {possible.map((topic) => (
          <LineAct key={topic} topic={topic} item={line.name} known={known} />
        ))}
        {problems.length > 0 && (
          <Button
            kind="plain"
            aria-expanded={asked}
            aria-controls={ways}
            aria-label={t("help-act-of", { act: t("help-wrong"), item: line.name })}
            onClick={() => ask(!asked)}
          >
            {t("help-wrong")}
          </Button>
        )}
      </div>
      <div id={ways} class="lineacts lineacts--more" hidden={!asked}>
        {problems.map((topic) => (
          <LineAct key={topic} topic={topic} item={line.name} known={known} kind="quiet" />
        ))}
      </div>
    </>
  );
}

interface LineActProps {
  topic: string;
  item: string;
  known: { choice: string; text: string };
  kind?: "plain" | "quiet";
}

function LineAct({ topic, item, known, kind = "plain" }: LineActProps) {
  const label = t(`help-act-${topic.replaceAll("_", "-")}`);
  const about = t("help-act-of", { act: label, item });
  return <TalkButton kind={kind} about={about} label={label} name={about} choice={`topic:${topic}`} known={known} />;
}
