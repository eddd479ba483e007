/** Exactly what would happen, line by line; sums stand under each other at the end of their lines. */

import "./tick.css";
import type { ConfirmCard } from "../shared/events";
import { Sum } from "../shared/ui";

/** The label of a thing, as the server writes it: "2 × Wall clock". */
const THING = /^\d+ × /;

export function Plan({ plan }: { plan: ConfirmCard }) {
  return (
    <dl class="plan">
      {plan.lines.map((line, index) => (
        <div key={index} class={kindOf(line.label, plan.lines[index - 1]?.label, Boolean(line.amount))}>
          <dt>{line.label}</dt>
          <dd>{line.amount ? <Sum amount={line.amount} /> : line.value_text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Several acts in one plan: each begins with its things, and stands apart from the one before. */
function kindOf(label: string, before: string | undefined, sum: boolean): string | undefined {
  if (sum) return "plan__sum";
  if (!THING.test(label)) return undefined;
  return before !== undefined && !THING.test(before) ? "plan__thing plan__next" : "plan__thing";
}
