import { useEffect, useState } from "preact/hooks";
import { type ApiError, get, query } from "../shared/api";
import { shortDay } from "../shared/format";
import { t } from "../shared/text";
import type { HitRate } from "../shared/types";
import { EmptyState, ErrorState, Skeleton } from "../shared/ui";
import { failureOf } from "./failure";
import { kindWord } from "./words";

const SPANS = [7, 30, 90];

/** How often a predicted box was what the customer came for. */
export function HitRatePane() {
  const [days, setDays] = useState(30);
  const [found, setFound] = useState<HitRate | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [turn, again] = useState(0);

  useEffect(() => {
    let current = true;
    setError(null);
    get<HitRate>(query("/api/desk/hit-rate", { days })).then(
      (rate) => current && setFound(rate),
      (problem: unknown) => {
        const failure = failureOf(problem);
        if (current) setError(failure);
      },
    );
    return () => {
      current = false;
    };
  }, [days, turn]);

  return (
    <main class="insight">
      <div class="insight__head">
        <h1 id="list-title" tabIndex={-1}>
          {t("desk-view-hit-rate")}
        </h1>
        <div class="insight__spans" role="group" aria-label={t("desk-hit-span")}>
          {SPANS.map((span) => (
            <button key={span} type="button" aria-pressed={span === days} onClick={() => setDays(span)}>
              {t("desk-hit-days", { count: span })}
            </button>
          ))}
        </div>
      </div>
      <p class="insight__lead">{t("desk-hit-lead")}</p>
      {error ? (
        <ErrorState error={error} onRetry={() => again((n) => n + 1)} />
      ) : !found ? (
        <Skeleton lines={6} />
      ) : found.showings === 0 ? (
        <EmptyState icon="chart-column" title={t("desk-hit-none-title")}>
          {t("desk-hit-none")}
        </EmptyState>
      ) : (
        <Rates found={found} />
      )}
    </main>
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? t("desk-hit-unknown") : t("desk-percent", { value: Math.round((100 * part) / whole) });
}

function Rates({ found }: { found: HitRate }) {
  // Those who came and did nothing tell nothing about the boxes.
  const came = found.taken + found.other;
  return (
    <>
      <dl class="figures-row">
        <div class="figures-row__main">
          <dt>{t("desk-hit-share")}</dt>
          <dd>{share(found.taken, came)}</dd>
        </div>
        <div>
          <dt>{t("desk-hit-taken")}</dt>
          <dd>{t("desk-number", { value: found.taken })}</dd>
        </div>
        <div>
          <dt>{t("desk-hit-other")}</dt>
          <dd>{t("desk-number", { value: found.other })}</dd>
        </div>
        <div>
          <dt>{t("desk-hit-nothing")}</dt>
          <dd>{t("desk-number", { value: found.nothing })}</dd>
        </div>
      </dl>
      <div class="table-frame" role="region" aria-label={t("desk-hit-by-kind")} tabIndex={0}>
        <table class="rates">
          <caption>{t("desk-hit-by-kind")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("desk-hit-kind")}</th>
              <th scope="col">{t("desk-hit-shown")}</th>
              <th scope="col">{t("desk-hit-taken")}</th>
              <th scope="col">{t("desk-hit-rate")}</th>
            </tr>
          </thead>
          <tbody>
            {[...found.by_kind]
              .sort((a, b) => b.shown - a.shown)
              .map((row) => (
                <tr key={row.kind}>
                  <th scope="row">{kindWord(row.kind)}</th>
                  <td>{t("desk-number", { value: row.shown })}</td>
                  <td>{t("desk-number", { value: row.taken })}</td>
                  <td>
                    <span class="bar" aria-hidden="true">
                      <i style={{ inlineSize: `${row.shown ? (100 * row.taken) / row.shown : 0}%` }} />
                    </span>
                    {share(row.taken, row.shown)}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <p class="insight__since">{t("desk-hit-since", { day: shortDay(found.since) })}</p>
    </>
  );
}
