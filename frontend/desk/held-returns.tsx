/** Returns of a case that are held: what they wait for, and the form that lets one go on or refuses it. */

import { useState } from "preact/hooks";
import { post } from "../shared/api";
import { money } from "../shared/format";
import { t } from "../shared/text";
import type { DeskCaseDetail, HeldReturn } from "../shared/types";
import { Badge, Button } from "../shared/ui";
import { load, notice } from "./cases";
import { failureOf } from "./failure";

const LONGEST = 2_000;
const SHORTEST = 3;

type Decision = "release" | "refuse";

export function HeldReturns({ detail }: { detail: DeskCaseDetail }) {
  return (
    <>
      {detail.held_returns.map((held) => (
        <section key={held.id} class="appeal" aria-labelledby={`held-${held.id}`}>
          <h3 id={`held-${held.id}`}>
            {t("desk-held", { number: held.order_number })} <Badge tone="warn">{money(held.worth)}</Badge>
          </h3>
          <p>{held.why_text}</p>
          <Decide detail={detail} held={held} />
        </section>
      ))}
    </>
  );
}

function Decide({ detail, held }: { detail: DeskCaseDetail; held: HeldReturn }) {
  const [decision, setDecision] = useState<Decision | null>(null);
  if (!detail.floor_is_mine) return <p class="fact__text">{t("desk-decide-take")}</p>;
  if (decision) return <Form key={decision} detail={detail} held={held} decision={decision} onLeave={() => setDecision(null)} />;
  return (
    <div class="decide__ways">
      <Button onClick={() => setDecision("refuse")}>{t("desk-held-refuse")}</Button>
      {held.allowed ? (
        <Button kind="primary" onClick={() => setDecision("release")}>
          {t("desk-held-release")}
        </Button>
      ) : (
        <p class="fact__text">{t("desk-held-over-limit")}</p>
      )}
    </div>
  );
}

interface FormProps {
  detail: DeskCaseDetail;
  held: HeldReturn;
  decision: Decision;
  onLeave(): void;
}

function Form({ detail, held, decision, onLeave }: FormProps) {
  const [reason, setReason] = useState("");
  const [sendBack, setSendBack] = useState(decision === "refuse" && held.here);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const id = detail.case.id;
  const field = `decide-${held.id}`;
  const ready = reason.trim().length >= SHORTEST;

  async function send(): Promise<void> {
    setBusy(true);
    setProblem("");
    try {
      const path = `/api/desk/cases/${encodeURIComponent(id)}/returns/${encodeURIComponent(held.id)}/decision`;
      await post(path, { decision, reason: reason.trim(), send_back: sendBack });
      await load(id);
      notice.value = { about: id, tone: "good", text: t("desk-decided") };
    } catch (error) {
      setProblem(failureOf(error).message);
      setBusy(false);
    }
  }

  return (
    <form
      class="decide"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void send();
      }}
    >
      {decision === "refuse" && held.here && (
        <label for={`${field}-back`}>
          <input id={`${field}-back`} type="checkbox" checked={sendBack} onChange={(event) => setSendBack(event.currentTarget.checked)} />{" "}
          {t("desk-held-send-back")}
        </label>
      )}
      <label class="labelled" for={`${field}-reason`}>
        <span>{t("desk-decide-reason", { name: detail.customer?.name ?? "" })}</span>
        <textarea
          id={`${field}-reason`}
          class="field"
          rows={2}
          maxLength={LONGEST}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <div class="decide__ways">
        <Button kind="primary" type="submit" busy={busy} disabled={!ready}>
          {t(decision === "refuse" ? "desk-held-refuse" : "desk-held-release")}
        </Button>
        <Button kind="plain" onClick={onLeave}>
          {t("desk-decide-leave")}
        </Button>
      </div>
      <p role="status" class="decide__problem">
        {problem}
      </p>
    </form>
  );
}
