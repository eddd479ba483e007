/** Things to choose from, several at once; typing their names works as well. */

import "../tick.css";
import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import type { PickCard } from "../../shared/events";
import { t } from "../../shared/text";
import { Button } from "../../shared/ui";
import { Thing } from "../things";

type PickLine = PickCard["lines"][number];

export function PickForm({ card, onSend }: { card: PickCard; onSend(text: string, choice: string): void }) {
  const [picked, setPicked] = useState<string[]>([]);
  const [none, setNone] = useState(false);
  const chosen = card.lines.filter((line) => picked.includes(line.id));
  const orders = [...new Set(card.lines.map((line) => line.order_number))];

  function toggle(id: string): void {
    setNone(false);
    setPicked(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id]);
  }

  function send(): void {
    if (!chosen.length) return setNone(true);
    onSend(chosen.map((line) => line.name).join(", "), `items:${chosen.map((line) => line.id).join(",")}`);
  }

  return (
    <form
      class="pick card"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {orders.map((number) => (
        <fieldset key={number}>
          <legend>{t("help-order-number", { number })}</legend>
          {card.lines
            .filter((line) => line.order_number === number)
            .map((line) => (
              <Ticked key={line.id} line={line} on={picked.includes(line.id)} onToggle={() => toggle(line.id)} />
            ))}
        </fieldset>
      ))}
      <p role="alert" class={none ? "problem" : "hidden-visually"}>
        {none && t("help-pick-none")}
      </p>
      <Button kind="primary" type="submit">
        {chosen.length ? t("help-pick-these", { count: chosen.length }) : t("help-pick")}
      </Button>
    </form>
  );
}

function Ticked({ line, on, onToggle }: { line: PickLine; on: boolean; onToggle(): void }) {
  return (
    <label class="tick">
      <input type="checkbox" checked={on} onChange={onToggle} />
      <span class="tick__box" aria-hidden="true">
        <Icon name="check" size={14} />
      </span>
      <Thing name={line.icon} size={20} />
      <span class="row__main">
        <span class="row__title">
          {line.quantity > 1 && `${line.quantity} × `}
          {line.name}
        </span>
        {line.options && <span class="row__more">{line.options}</span>}
      </span>
    </label>
  );
}
