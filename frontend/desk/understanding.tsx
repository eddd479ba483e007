import { useEffect, useState } from "preact/hooks";
import { type ApiError, get, post } from "../shared/api";
import { shortDay } from "../shared/format";
import { t } from "../shared/text";
import type { IntentName, SuggestionOut, UnderstandingOut } from "../shared/types";
import { Ago, Button, EmptyState, ErrorState, Skeleton } from "../shared/ui";
import { failureOf } from "./failure";

/** How well messages are understood, and the corrections that could become examples. */
export function UnderstandingPane() {
  const [found, setFound] = useState<UnderstandingOut | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [turn, again] = useState(0);

  useEffect(() => {
    let current = true;
    setError(null);
    get<UnderstandingOut>("/api/desk/understanding").then(
      (data) => current && setFound(data),
      (problem: unknown) => {
        const failure = failureOf(problem);
        if (current) setError(failure);
      },
    );
    return () => {
      current = false;
    };
  }, [turn]);

  return (
    <main class="insight">
      <div class="insight__head">
        <h1 id="list-title" tabIndex={-1}>
          {t("desk-view-understanding")}
        </h1>
      </div>
      <p class="insight__lead">{t("desk-learn-lead")}</p>
      {error ? (
        <ErrorState error={error} onRetry={() => again((n) => n + 1)} />
      ) : !found ? (
        <Skeleton lines={6} />
      ) : (
        <>
          <Figures found={found} />
          <Suggestions found={found} onDecided={() => again((n) => n + 1)} />
          <Weeks found={found} />
          <p class="insight__since">{t("desk-learn-model", { model: found.model, count: found.trained_intents })}</p>
        </>
      )}
    </main>
  );
}

const percent = (value: number | null) => (value === null ? t("desk-hit-unknown") : t("desk-percent", { value: Math.round(100 * value) }));

function Figures({ found }: { found: UnderstandingOut }) {
  const latest = found.weeks[0];
  return (
    <dl class="figures-row">
      <div class="figures-row__main">
        <dt>{t("desk-learn-sureness")}</dt>
        <dd>{percent(latest?.sureness ?? null)}</dd>
      </div>
      <div>
        <dt>{t("desk-learn-corrected")}</dt>
        <dd>{percent(latest?.corrected ?? null)}</dd>
      </div>
      <div>
        <dt>{t("desk-learn-shift")}</dt>
        <dd>{percent(found.shift)}</dd>
      </div>
      <div>
        <dt>{t("desk-learn-accepted")}</dt>
        <dd>{t("desk-number", { value: found.accepted })}</dd>
      </div>
    </dl>
  );
}

function Suggestions({ found, onDecided }: { found: UnderstandingOut; onDecided(): void }) {
  const { suggestions, waiting, intents } = found;
  return (
    <section class="learn" aria-labelledby="learn-title">
      <h2 id="learn-title">{t("desk-learn-suggestions", { count: waiting })}</h2>
      <p class="insight__lead">{t("desk-learn-suggestions-text")}</p>
      {suggestions.length === 0 ? (
        <EmptyState icon="circle-check" title={t("desk-learn-none-title")}>
          {t("desk-learn-none")}
        </EmptyState>
      ) : (
        <ul class="learn__list">
          {suggestions.map((each) => (
            <Suggestion key={each.id} suggestion={each} intents={intents} onDecided={onDecided} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface SuggestionProps {
  suggestion: SuggestionOut;
  intents: IntentName[];
  onDecided(): void;
}

function Suggestion({ suggestion, intents, onDecided }: SuggestionProps) {
  const [words, setWords] = useState(suggestion.said);
  const [meant, setMeant] = useState(suggestion.meant.name);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  async function decide(accept: boolean): Promise<void> {
    setBusy(true);
    setProblem("");
    try {
      const body = accept ? { accept, meant, example: words } : { accept };
      await post(`/api/desk/suggestions/${encodeURIComponent(suggestion.id)}`, body);
      onDecided();
    } catch (error) {
      setProblem(failureOf(error).message);
      setBusy(false);
    }
  }

  const from = suggestion.by === "customer" ? t("desk-learn-by-customer") : t("desk-learn-by-agent");
  return (
    <li class="learn__one" aria-label={suggestion.said}>
      <p class="learn__from">
        {from} · <Ago at={suggestion.at} />
        {suggestion.read_as && <> · {t("desk-learn-read-as", { intent: suggestion.read_as.title })}</>}
      </p>
      <label class="labelled">
        <span>{t("desk-learn-words")}</span>
        <input value={words} maxLength={300} onInput={(event) => setWords(event.currentTarget.value)} />
      </label>
      <div class="learn__acts">
        <label class="labelled">
          <span>{t("desk-learn-means")}</span>
          <IntentSelect value={meant} intents={intents} onChange={setMeant} />
        </label>
        <Button kind="primary" icon="check" busy={busy} onClick={() => void decide(true)}>
          {t("desk-learn-accept")}
        </Button>
        <Button busy={busy} onClick={() => void decide(false)}>
          {t("desk-learn-reject")}
        </Button>
      </div>
      {problem && (
        <p class="learn__problem" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}

interface SelectProps {
  value: string;
  intents: IntentName[];
  onChange(name: string): void;
}

export function IntentSelect({ value, intents, onChange }: SelectProps) {
  return (
    <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {!intents.some((intent) => intent.name === value) && <option value={value}>{value.replaceAll("_", " ")}</option>}
      {intents.map((intent) => (
        <option key={intent.name} value={intent.name}>
          {intent.title}
        </option>
      ))}
    </select>
  );
}

function Weeks({ found }: { found: UnderstandingOut }) {
  if (found.weeks.length === 0) return null;
  return (
    <div class="table-frame" role="region" aria-label={t("desk-learn-weeks")} tabIndex={0}>
      <table class="rates">
        <caption>{t("desk-learn-weeks")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("desk-learn-week")}</th>
            <th scope="col">{t("desk-learn-messages")}</th>
            <th scope="col">{t("desk-learn-asked")}</th>
            <th scope="col">{t("desk-learn-searched")}</th>
            <th scope="col">{t("desk-learn-outside")}</th>
            <th scope="col">{t("desk-learn-corrected")}</th>
            <th scope="col">{t("desk-learn-sureness")}</th>
          </tr>
        </thead>
        <tbody>
          {found.weeks.map((week) => (
            <tr key={week.since}>
              <th scope="row" class="rates__week">{t("desk-learn-since", { day: shortDay(week.since) })}</th>
              <td>{t("desk-number", { value: week.messages })}</td>
              <td>{percent(week.asked)}</td>
              <td>{percent(week.searched)}</td>
              <td>{percent(week.outside)}</td>
              <td>{percent(week.corrected)}</td>
              <td>
                <span class="bar" aria-hidden="true">
                  <i style={{ inlineSize: `${100 * week.sureness}%` }} />
                </span>
                {percent(week.sureness)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
