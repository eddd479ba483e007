/** Demo mode: be one of the demo shop's people. */

import "./search.css";
import "./try-as.css";
import { useEffect, useState } from "preact/hooks";
import { ApiError, get, query } from "../shared/api";
import { Icon } from "../shared/icons";
import { useResource } from "../shared/resource";
import { go, place } from "../shared/router";
import { me, signIn } from "../shared/session";
import { t } from "../shared/text";
import type { FoundCustomers, Persona, Personas } from "../shared/types";
import { Badge, Skeleton } from "../shared/ui";
import { say } from "./say";
import { Failed, NotFound, useTitle } from "./states";

const PAUSE_MS = 250;

export function TryAs() {
  useTitle(t("help-demo-try"));
  if (!me.value?.demo) return <NotFound />;
  return <Choose />;
}

function Choose() {
  const found = useResource("personas", () => get<Personas>("/api/demo/personas"));
  const [busy, setBusy] = useState("");
  const people = found.data?.personas;

  async function be(who: { kind: Persona["kind"]; id: string }): Promise<void> {
    if (busy) return;
    setBusy(who.id);
    try {
      await signIn("/api/demo/sign-in", who.kind === "agent" ? { agent_id: who.id } : { customer_id: who.id });
      if (who.kind === "agent") location.assign("/desk");
      else go(ownPath(place.value.search.get("next")));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
      setBusy("");
    }
  }

  return (
    <div class="page">
      <header class="page__head">
        <h1>{t("help-try-title")}</h1>
        <p class="quiet">{t("help-try-text", { shop: me.value?.shop.name ?? "" })}</p>
      </header>
      {!people && found.error && <Failed part error={found.error} onRetry={found.reload} />}
      {!people && !found.error && <Skeleton lines={6} />}
      {people && (
        <>
          <PersonaCards people={people.filter((person) => person.kind === "customer")} title={t("help-try-customers")} busy={busy} onPick={be} />
          <PersonaCards people={people.filter((person) => person.kind === "agent")} title={t("help-try-agents")} busy={busy} onPick={be} />
        </>
      )}
      <AnyCustomer busy={busy} onPick={(id) => be({ kind: "customer", id })} />
    </div>
  );
}

/** Only a path of this site: an address given by a link must not lead away from it. */
function ownPath(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

interface CardsProps {
  people: Persona[];
  title: string;
  busy: string;
  onPick(person: Persona): Promise<void>;
}

function PersonaCards({ people, title, busy, onPick }: CardsProps) {
  if (people.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 class="section__head">{title}</h2>
      <ul class="people">
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" class="person card" aria-busy={busy === person.id} onClick={() => void onPick(person)}>
              <span class="person__name">
                {person.name}
                {person.kind === "agent" && <Badge tone="accent">{t("help-try-desk")}</Badge>}
              </span>
              <span class="person__story">{person.story}</span>
              {person.try_saying && (
                <span class="person__try">
                  <Icon name="message-circle" size={16} />
                  <span>
                    {t("help-try-saying")} <q>{person.try_saying}</q>
                  </span>
                </span>
              )}
              <span class="box__action">
                {t("help-try-be", { name: person.name.split(" ")[0] ?? person.name })} <Icon name="arrow-right" size={18} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AnyCustomer({ busy, onPick }: { busy: string; onPick(id: string): Promise<void> }) {
  const [words, setWords] = useState("");
  const [asked, setAsked] = useState("");
  const key = asked ? `customers:${asked}` : null;
  const found = useResource(key, () => get<FoundCustomers>(query("/api/demo/customers", { q: asked })));

  useEffect(() => {
    const timer = setTimeout(() => setAsked(words.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);

  return (
    <section aria-labelledby="anyone-head">
      <h2 id="anyone-head" class="section__head">
        {t("help-try-anyone")}
      </h2>
      <form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
        <label class="hidden-visually" for="anyone">
          {t("help-try-search")}
        </label>
        <Icon name="search" />
        <input
          id="anyone"
          class="field"
          type="search"
          autocomplete="off"
          maxLength={100}
          placeholder={t("help-try-search")}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </form>
      <div role="status">
        {found.error && <p class="problem">{found.error.message}</p>}
        {found.data?.customers.length === 0 && <p class="quiet">{t("help-try-nobody")}</p>}
      </div>
      {found.data && found.data.customers.length > 0 && (
        <ul class="rows card">
          {found.data.customers.map((customer) => (
            <li key={customer.id}>
              <button type="button" class="row" aria-busy={busy === customer.id} onClick={() => void onPick(customer.id)}>
                <Icon name="user" />
                <span class="row__main">
                  <span class="row__title">{customer.name}</span>
                  <span class="row__more">
                    {customer.email} · <span class="code">{customer.id}</span>
                  </span>
                </span>
                <Icon name="chevron-right" size={18} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
