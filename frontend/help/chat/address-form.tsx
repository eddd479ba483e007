/** A form for an address, filled with the one that is known; writing the address in a message works as well. */

import { useState } from "preact/hooks";
import type { AddressCard } from "../../shared/events";
import { t } from "../../shared/text";
import { Button } from "../../shared/ui";
import { COUNTRIES, countryName, type Problems, regionsOf, sentence, wrongIn } from "./address";

export function AddressForm({ known, onSend }: { known: AddressCard; onSend(text: string): void }) {
  const [given, setGiven] = useState(known);
  const [problems, setProblems] = useState<Problems>({});
  const regions = regionsOf(given.country);
  const countries = COUNTRIES.includes(known.country) ? COUNTRIES : [known.country, ...COUNTRIES];
  const offered = countries.map((code) => ({ code, name: countryName(code) })).sort((a, b) => a.name.localeCompare(b.name));

  function change(how: Partial<AddressCard>): void {
    setGiven({ ...given, ...how });
    setProblems({});
  }

  function line(place: number, value: string): void {
    const lines = [given.lines[0] ?? "", given.lines.slice(1).join(", ")];
    lines[place] = value;
    change({ lines });
  }

  function send(form: HTMLFormElement): void {
    const found = wrongIn(given);
    setProblems(found);
    const [first] = Object.keys(found);
    if (first) (form.elements.namedItem(first) as HTMLElement | null)?.focus();
    else onSend(sentence(given));
  }

  return (
    <form
      class="address card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      <Field name="street" complete="address-line1" value={given.lines[0]} problem={problems.street} onInput={(value) => line(0, value)} />
      <Field name="more" complete="address-line2" value={given.lines.slice(1).join(", ")} optional onInput={(value) => line(1, value)} />
      <div class="address__pair">
        <Field name="city" complete="address-level2" value={given.city} problem={problems.city} onInput={(city) => change({ city })} />
        <Field name="postcode" complete="postal-code" value={given.postcode} problem={problems.postcode} onInput={(postcode) => change({ postcode })} />
      </div>
      <div class="address__pair">
        {regions.length > 0 && (
          <Choose name="region" complete="address-level1" value={given.region} problem={problems.region} onChange={(region) => change({ region })}>
            <option value="">{t("help-address-choose")}</option>
            {regions.map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </Choose>
        )}
        <Choose name="country" complete="country" value={given.country} onChange={(country) => change({ country, region: "" })}>
          {offered.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Choose>
      </div>
      <Button kind="primary" type="submit">
        {t("help-address-use")}
      </Button>
    </form>
  );
}

interface FieldProps {
  name: string;
  complete: string;
  value: string | undefined;
  problem?: string | undefined;
  optional?: boolean;
}

function Field({ name, complete, value, problem, optional = false, onInput }: FieldProps & { onInput(value: string): void }) {
  return (
    <div class="address__field">
      <label for={`address-${name}`}>
        {t(`help-address-${name}`)} {optional && <span class="quiet">{t("help-optional")}</span>}
      </label>
      <input
        id={`address-${name}`}
        class="field"
        name={name}
        autocomplete={complete}
        maxLength={120}
        value={value ?? ""}
        aria-invalid={problem ? "true" : undefined}
        aria-describedby={problem ? `address-${name}-problem` : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Problem name={name} text={problem} />
    </div>
  );
}

interface ChooseProps extends FieldProps {
  onChange(value: string): void;
  children: preact.ComponentChildren;
}

function Choose({ name, complete, value, problem, onChange, children }: ChooseProps) {
  return (
    <div class="address__field">
      <label for={`address-${name}`}>{t(`help-address-${name}`)}</label>
      <select
        id={`address-${name}`}
        class="field"
        name={name}
        autocomplete={complete}
        value={value}
        aria-invalid={problem ? "true" : undefined}
        aria-describedby={problem ? `address-${name}-problem` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {children}
      </select>
      <Problem name={name} text={problem} />
    </div>
  );
}

function Problem({ name, text }: { name: string; text: string | undefined }) {
  return (
    <p id={`address-${name}-problem`} class={text ? "problem" : "hidden-visually"} role="alert">
      {text}
    </p>
  );
}
