/** A person's own ruling: the appealed decision on top of its case, and the form that upholds it or grants money in its place. */

import "./decide.css";
import { useState } from "preact/hooks";
import { post } from "../shared/api";
import { moment, money } from "../shared/format";
import { t } from "../shared/text";
import type { Amount, DeskCaseDetail, DeskStanding } from "../shared/types";
import { Badge, Button } from "../shared/ui";
import { ReasonForm } from "./reason-form";

/** The appeal that waits for an answer, before anything else in the case. */
export function AppealPanel({ detail }: { detail: DeskCaseDetail }) {
  const standing = detail.standings.find((one) => one.appeal && !one.superseded_by);
  const ruling = detail.rulings.find((one) => one.id === standing?.ruling_id);
  if (!standing?.appeal || !ruling) return null;
  return (
    <section class="appeal" aria-labelledby="appeal-title">
      <h3 id="appeal-title">
        {t("desk-appeal")} <Badge tone="warn">{ruling.verdict_text}</Badge>
      </h3>
      {standing.appeal.statement ? <blockquote>{standing.appeal.statement}</blockquote> : <p class="side__none">{t("desk-appeal-no-words")}</p>}
      <p>
        {ruling.facts.join(" ")} <span class="fact__text">{t("desk-appeal-at", { moment: moment(standing.appeal.at) })}</span>
      </p>
      <Decide key={standing.ruling_id} detail={detail} standing={standing} />
    </section>
  );
}

/** What stands beside a ruling: who made it, what became of it, its signed receipt, and the way to decide in its place. */
export function StandingOf({ detail, standing, allowed }: { detail: DeskCaseDetail; standing: DeskStanding; allowed: boolean }) {
  // An appealed one is decided on top of the case; about one that gave what was asked, nobody has to decide.
  const elsewhere = allowed || (standing.appeal !== null && standing.superseded_by === null);
  return (
    <>
      {standing.by && <p>{t("desk-decided-by", { name: standing.by, reason: standing.reason ?? "" })}</p>}
      {standing.appeal && <p class="fact__text">{t("desk-appeal-at", { moment: moment(standing.appeal.at) })}</p>}
      {standing.superseded_by && (
        <p>
          <Badge>{t("desk-superseded")}</Badge>
        </p>
      )}
      <p class="fact__text">
        <a href={`/api/rulings/${encodeURIComponent(standing.ruling_id)}/receipt.pdf`} download>
          {t("desk-receipt-pdf")}
        </a>{" "}
        ·{" "}
        <a href={`/api/rulings/${encodeURIComponent(standing.ruling_id)}/receipt.json`} download>
          {t("desk-receipt-json")}
        </a>
      </p>
      {!elsewhere && <Decide detail={detail} standing={standing} />}
    </>
  );
}

type Verdict = "uphold" | "grant";

function Decide({ detail, standing }: { detail: DeskCaseDetail; standing: DeskStanding }) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  if (!standing.open) return standing.superseded_by || !standing.by ? null : <p class="fact__text">{t("desk-decide-own")}</p>;
  if (!detail.floor_is_mine) return <p class="fact__text">{t("desk-decide-take")}</p>;
  if (verdict) return <Form key={verdict} detail={detail} standing={standing} verdict={verdict} onLeave={() => setVerdict(null)} />;
  return (
    <div class="decide__ways">
      <Button onClick={() => setVerdict("uphold")}>{t("desk-uphold")}</Button>
      {standing.left && standing.left.minor > 0 && standing.limit && (
        <Button kind="primary" onClick={() => setVerdict("grant")}>
          {t("desk-grant")}
        </Button>
      )}
    </div>
  );
}

interface FormProps {
  detail: DeskCaseDetail;
  standing: DeskStanding;
  verdict: Verdict;
  onLeave(): void;
}

function Form({ detail, standing, verdict, onLeave }: FormProps) {
  const [amount, setAmount] = useState("");
  const field = `decide-${standing.ruling_id}`;
  const most = least(standing.left, standing.limit);
  const asked = verdict === "grant" && most ? minorOf(amount, most.currency) : null;
  const wrong = verdict === "grant" && amount !== "" && (asked === null || asked < 1 || !most || asked > most.minor);
  const path = `/api/desk/cases/${encodeURIComponent(detail.case.id)}/rulings/${encodeURIComponent(standing.ruling_id)}/supersede`;

  function send(reason: string): Promise<unknown> {
    const given = verdict === "grant" && most ? { amount: { minor: asked, currency: most.currency } } : {};
    return post(path, { verdict, reason, ...given });
  }

  return (
    <ReasonForm
      detail={detail}
      field={field}
      label={verdict === "uphold" ? t("desk-uphold") : asked !== null && most && !wrong ? t("desk-grant-this", { amount: money({ ...most, minor: asked }) }) : t("desk-grant")}
      ready={!wrong && (verdict === "uphold" || asked !== null)}
      wrong={wrong && most ? t("desk-grant-wrong", { most: money(most) }) : ""}
      send={send}
      onLeave={onLeave}
    >
      {verdict === "grant" && most && (
        <label class="labelled" for={`${field}-amount`}>
          <span>{t("desk-grant-amount", { most: money(most) })}</span>
          <input
            id={`${field}-amount`}
            class="field"
            inputMode="decimal"
            autocomplete="off"
            aria-invalid={wrong}
            value={amount}
            onInput={(event) => setAmount(event.currentTarget.value)}
          />
        </label>
      )}
    </ReasonForm>
  );
}

function least(left: Amount | null, limit: Amount | null): Amount | null {
  return left && limit ? { currency: left.currency, minor: Math.min(left.minor, limit.minor) } : null;
}

/** What was typed as whole minor units, or null for what is no amount in that currency. Nothing is rounded. */
function minorOf(typed: string, currency: string): number | null {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const found = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.trim());
  const part = found?.[2] ?? "";
  if (!found || part.length > digits) return null;
  return Number(`${found[1]}${part.padEnd(digits, "0")}`);
}
