/** What an act still needs, as forms; typing the same works as well. */

import { useState } from "preact/hooks";
import { type AddressCard, bodyOf, type Card, type PickCard } from "../../shared/events";
import { t } from "../../shared/text";
import type { Event } from "../../shared/types";
import { Button } from "../../shared/ui";
import { Thing } from "../things";

interface FormProps {
  event: Event;
  onSend(text: string, choice?: string): void;
}

export function ActForms({ event, onSend }: FormProps) {
  for (const card of cardsOf(event)) {
    if (card.kind === "pick") return <PickForm key={event.seq} card={card.data} onSend={onSend} />;
    if (card.kind === "address") return <AddressForm key={event.seq} known={card.data} onSend={onSend} />;
  }
  return null;
}

/** Whether the event shows its things as a list to tick: their buttons would say the same again. */
export function hasPick(event: Event): boolean {
  return cardsOf(event).some((card) => card.kind === "pick");
}

function cardsOf(event: Event): Card[] {
  const body = bodyOf(event);
  return body.type === "assistant_said" ? body.cards : [];
}

function PickForm({ card, onSend }: { card: PickCard; onSend: FormProps["onSend"] }) {
  const [picked, setPicked] = useState<string[]>([]);
  const chosen = card.lines.filter((line) => picked.includes(line.id));

  function toggle(id: string): void {
    setPicked(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id]);
  }

  return (
    <form
      class="actform card"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length) onSend(chosen.map((line) => line.name).join(", "), `items:${picked.join(",")}`);
      }}
    >
      <fieldset>
        <legend class="hidden-visually">{t("help-pick-legend")}</legend>
        {card.lines.map((line) => (
          <label key={line.id} class="actform__line">
            <input type="checkbox" checked={picked.includes(line.id)} onChange={() => toggle(line.id)} />
            <Thing name={line.icon} size={20} />
            <span class="row__main">
              <span class="row__title">
                {line.quantity > 1 && `${line.quantity} × `}
                {line.name}
              </span>
              <span class="row__more">{[line.options, t("help-order-number", { number: line.order_number })].filter(Boolean).join(" · ")}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Button kind="primary" type="submit" disabled={!chosen.length}>
        {t("help-pick-these", { count: chosen.length })}
      </Button>
    </form>
  );
}

const COUNTRIES = "US CA GB IE DE AT CH FR BE NL LU DK SE NO FI IT ES PT PL CZ GR HU RO AU NZ JP".split(" ");

function AddressForm({ known, onSend }: { known: AddressCard; onSend: FormProps["onSend"] }) {
  const [country, setCountry] = useState(known.country);
  const names = new Intl.DisplayNames(document.documentElement.lang || "en", { type: "region" });
  const offered = COUNTRIES.includes(known.country) ? COUNTRIES : [known.country, ...COUNTRIES];

  function send(form: HTMLFormElement): void {
    const given = new FormData(form);
    const read = (name: string) => String(given.get(name) ?? "").trim();
    const place = country === "US" ? `${read("city")}, ${read("region").toUpperCase()} ${read("postcode")}` : `${read("postcode")} ${read("city")}`;
    onSend([read("street"), read("more"), place, names.of(country) ?? country].filter(Boolean).join(", "));
  }

  return (
    <form
      class="actform card"
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      <Field name="street" label={t("help-address-street")} value={known.lines[0]} complete="address-line1" required />
      <Field name="more" label={t("help-address-more")} value={known.lines[1]} complete="address-line2" />
      <div class="actform__pair">
        <Field name="postcode" label={t("help-address-postcode")} value={known.postcode} complete="postal-code" required />
        <Field name="city" label={t("help-address-city")} value={known.city} complete="address-level2" required />
      </div>
      <div class="actform__pair">
        {country === "US" && <Field name="region" label={t("help-address-state")} value={known.region} complete="address-level1" required />}
        <label class="actform__field">
          {t("help-address-country")}
          <select name="country" autocomplete="country" value={country} onChange={(event) => setCountry(event.currentTarget.value)}>
            {offered.map((code) => (
              <option key={code} value={code}>
                {names.of(code)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Button kind="primary" type="submit">
        {t("help-address-use")}
      </Button>
    </form>
  );
}

interface FieldProps {
  name: string;
  label: string;
  value: string | undefined;
  complete: string;
  required?: boolean;
}

function Field({ name, label, value, complete, required = false }: FieldProps) {
  return (
    <label class="actform__field">
      {label}
      <input name={name} defaultValue={value ?? ""} autocomplete={complete} required={required} maxLength={120} />
    </label>
  );
}
