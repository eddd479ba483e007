/** Returns of a case that are held: what they wait for, and the form that lets one go on or refuses it. */

import { useState } from "preact/hooks";
import { post } from "../shared/api";
import { money } from "../shared/format";
import { t } from "../shared/text";
import type { DeskCaseDetail, HeldReturn } from "../shared/types";
import { Badge, Button } from "../shared/ui";
import { ReasonForm } from "./reason-form";

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
  const [sendBack, setSendBack] = useState(decision === "refuse" && held.here);
  const field = `decide-${held.id}`;
  const path = `/api/desk/cases/${encodeURIComponent(detail.case.id)}/returns/${encodeURIComponent(held.id)}/decision`;
  return (
    <ReasonForm
      detail={detail}
      field={field}
      label={t(decision === "refuse" ? "desk-held-refuse" : "desk-held-release")}
      send={(reason) => post(path, { decision, reason, send_back: sendBack })}
      onLeave={onLeave}
    >
      {decision === "refuse" && held.here && (
        <label for={`${field}-back`}>
          <input id={`${field}-back`} type="checkbox" checked={sendBack} onChange={(event) => setSendBack(event.currentTarget.checked)} />{" "}
          {t("desk-held-send-back")}
        </label>
      )}
    </ReasonForm>
  );
}
