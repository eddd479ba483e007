/** What a person decides, with the reason that the customer reads: sent once, kept as typed when it is refused. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../shared/text";
import type { DeskCaseDetail } from "../shared/types";
import { Button } from "../shared/ui";
import { load, notice } from "./cases";
import { failureOf } from "./failure";

const LONGEST = 2_000;
const SHORTEST = 3;

interface ReasonFormProps {
  detail: DeskCaseDetail;
  /** Begins the ids of the fields. */
  field: string;
  /** The button that sends it. */
  label: string;
  /** Whether what stands above the reason is whole. */
  ready?: boolean;
  /** What is wrong with it. */
  wrong?: string;
  /** Fields above the reason. */
  children?: ComponentChildren;
  send(reason: string): Promise<unknown>;
  onLeave(): void;
}

export function ReasonForm({ detail, field, label, ready = true, wrong = "", children, send, onLeave }: ReasonFormProps) {
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const id = detail.case.id;
  const whole = ready && reason.trim().length >= SHORTEST;

  async function decide(): Promise<void> {
    setBusy(true);
    setProblem("");
    try {
      await send(reason.trim());
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
        if (whole && !busy) void decide();
      }}
    >
      {children}
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
        <Button kind="primary" type="submit" busy={busy} disabled={!whole}>
          {label}
        </Button>
        <Button kind="plain" onClick={onLeave}>
          {t("desk-decide-leave")}
        </Button>
      </div>
      <p role="status" class="decide__problem">
        {wrong || problem}
      </p>
    </form>
  );
}
