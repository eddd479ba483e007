/** The first step of a withdrawal: which contract, which of its things, and who withdraws. */

import { useEffect, useState } from "preact/hooks";
import { get } from "../shared/api";
import { shortDay } from "../shared/format";
import { Icon } from "../shared/icons";
import { useResource } from "../shared/resource";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { OptionLine, OrderOptions, OrderOut, ProfileOut } from "../shared/types";
import { Button, Skeleton, Sum } from "../shared/ui";
import { Failed } from "./states";
import { Thing } from "./things";

/** A withdrawal as the API takes it, and as the next step names it. */
export interface Wanted {
  act: { type: "withdraw"; order_id: string; units: { line_id: string; quantity: number }[]; email: string | null };
  order: OrderOut;
  /** Units of each line; what is not named stays. */
  units: Record<string, number>;
}

interface ContractProps {
  orders: OrderOut[];
  before: Wanted | null;
  who: ProfileOut | undefined;
  busy: boolean;
  onChange(): void;
  onSend(wanted: Wanted): void;
}

export function ContractForm({ orders, before, who, busy, onChange, onSend }: ContractProps) {
  const [orderId, setOrderId] = useState(before?.order.id ?? (orders.length === 1 ? orders[0]?.id : undefined) ?? "");
  const [units, setUnits] = useState<Record<string, number> | null>(before?.units ?? null);
  const [email, setEmail] = useState(before?.act.email ?? "");
  const [problem, setProblem] = useState("");
  const [early, setEarly] = useState(false); // sent before the order's things were there
  const options = useResource(orderId ? `order:${orderId}:options` : null, () => get<OrderOptions>(`/api/orders/${orderId}/options`));
  const order = orders.find((each) => each.id === orderId);
  const lines = options.data?.lines.filter((line) => line.kept > 0) ?? [];
  const all = Object.fromEntries(lines.map((line) => [line.id, line.kept]));
  const chosen = units ?? all;

  function choose(id: string): void {
    setOrderId(id);
    setUnits(null);
    setProblem("");
    onChange();
  }

  function count(line: OptionLine, quantity: number): void {
    setUnits({ ...chosen, [line.id]: quantity });
    setProblem("");
    onChange();
  }

  function send(): void {
    if (!order) return setProblem(t("help-withdraw-need-order"));
    if (!options.data) return setEarly(true);
    const some = lines.filter((line) => (chosen[line.id] ?? 0) > 0);
    if (!some.length) return setProblem(t("help-withdraw-need-items"));
    const whole = lines.every((line) => chosen[line.id] === line.kept);
    const named = some.map((line) => ({ line_id: line.id, quantity: chosen[line.id] ?? 0 }));
    onSend({ act: { type: "withdraw", order_id: order.id, units: whole ? [] : named, email: email.trim() || null }, order, units: chosen });
  }

  useEffect(() => {
    if (!early || options.loading) return;
    setEarly(false);
    if (options.data) send();
  }, [early, options.loading]);

  return (
    <form
      class="card withdraw__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !early) send();
      }}
    >
      <fieldset>
        <legend>{t("help-withdraw-order")}</legend>
        {orders.map((each) => (
          <label key={each.id} class="tick">
            <input type="radio" name="order" value={each.id} checked={each.id === orderId} onChange={() => choose(each.id)} />
            <span class="tick__box" aria-hidden="true">
              <Icon name="check" size={14} />
            </span>
            <Thing name={each.lines[0]?.icon ?? "box"} size={20} />
            <span class="row__main">
              <span class="row__title">{each.lines.map((line) => line.name).join(", ")}</span>
              <span class="row__more">
                {t("help-order-number", { number: each.number })} · {shortDay(each.placed_at)} · <Sum amount={each.total} /> · {each.status_text}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {orderId && !options.data && !options.error && <Skeleton lines={2} card={false} />}
      {!options.data && options.error && <Failed part error={options.error} onRetry={options.reload} />}
      {lines.length > 0 && (
        <fieldset>
          <legend>{t("help-withdraw-items")}</legend>
          {lines.map((line) => (
            <LineTick key={line.id} line={line} icon={order?.lines.find((each) => each.id === line.id)?.icon ?? "box"} quantity={chosen[line.id] ?? 0} onCount={(quantity) => count(line, quantity)} />
          ))}
        </fieldset>
      )}
      {options.data && lines.length === 0 && <p class="quiet">{t("help-withdraw-nothing-left")}</p>}
      {who && <Who who={who} />}
      {me.value?.kind === "customer" && me.value.codes && (
        <label class="withdraw__email">
          {t("help-withdraw-other-email")}
          <input class="field" type="email" maxLength={254} autoComplete="email" value={email} onInput={(event) => setEmail(event.currentTarget.value)} />
        </label>
      )}
      <p role="alert" class={problem ? "problem" : "hidden-visually"}>
        {problem}
      </p>
      {(lines.length > 0 || !options.data) && (
        <Button kind="primary" size="large" type="submit" busy={busy || early}>
          {t("help-withdraw-next")}
        </Button>
      )}
    </form>
  );
}

interface LineTickProps {
  line: OptionLine;
  icon: string;
  quantity: number;
  onCount(quantity: number): void;
}

function LineTick({ line, icon, quantity, onCount }: LineTickProps) {
  const counts = Array.from({ length: Math.min(line.kept, 99) }, (_, index) => index + 1);
  return (
    <div class="withdraw__line">
      <label class="tick">
        <input type="checkbox" checked={quantity > 0} onChange={(event) => onCount(event.currentTarget.checked ? line.kept : 0)} />
        <span class="tick__box" aria-hidden="true">
          <Icon name="check" size={14} />
        </span>
        <Thing name={icon} size={20} />
        <span class="row__main">
          <span class="row__title">{line.name}</span>
          <span class="row__more">
            {line.options && `${line.options} · `}
            {t("ui-quantity", { count: line.kept })} <Sum amount={line.unit_price} />
          </span>
        </span>
      </label>
      {line.kept > 1 && quantity > 0 && (
        <select class="field" aria-label={t("help-withdraw-count", { item: line.name })} value={quantity} onChange={(event) => onCount(Number(event.currentTarget.value))}>
          {counts.map((count) => (
            <option key={count} value={count}>
              {count}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** Who withdraws, and where the confirmation goes: known already, so shown rather than asked. */
function Who({ who }: { who: ProfileOut }) {
  return (
    <dl class="plan withdraw__who">
      <div>
        <dt>{t("help-withdraw-name")}</dt>
        <dd>{who.name}</dd>
      </div>
      <div>
        <dt>{t("help-withdraw-email")}</dt>
        <dd>{who.email}</dd>
      </div>
    </dl>
  );
}
