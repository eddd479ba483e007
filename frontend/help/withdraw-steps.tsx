/** The second step of a withdrawal, and what comes of it: the receipt, or what the rules say against it. */

import { useEffect, useState } from "preact/hooks";
import { ApiError, get } from "../shared/api";
import { clock, day } from "../shared/format";
import { Icon } from "../shared/icons";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { ActOut, Checked } from "../shared/types";
import { Badge, Button, LinkButton } from "../shared/ui";
import { HumanDoor } from "./door";
import { Plan } from "./plan";
import type { Wanted } from "./withdraw-form";

const LOOK_MS = 1_500;
const MOST_LOOKS = 40;

interface ConfirmProps {
  wanted: Wanted;
  checked: Checked;
  busy: boolean;
  onBack(): void;
  onConfirm(): void;
}

export function ConfirmStep({ wanted, checked, busy, onBack, onConfirm }: ConfirmProps) {
  return (
    <section class="card withdraw__form" aria-labelledby="confirm-head">
      <h2 id="confirm-head">{t("help-withdraw-check")}</h2>
      <p>{t("help-withdraw-statement", { number: wanted.order.number, day: day(wanted.order.placed_at) })}</p>
      {checked.plan && <Plan plan={checked.plan} />}
      <p class="quiet">{t(me.value?.codes ? "help-withdraw-by-email" : "help-withdraw-in-messages")}</p>
      <div class="withdraw__ways">
        <Button kind="primary" size="large" busy={busy} onClick={onConfirm}>
          {t("help-withdraw-confirm")}
        </Button>
        <Button kind="plain" size="large" onClick={onBack}>
          {t("help-withdraw-back")}
        </Button>
      </div>
    </section>
  );
}

/** Sent and on record; how it goes on is told as it happens. */
export function Confirmed({ act: sent, conversation }: { act: ActOut; conversation: string }) {
  const act = useAct(sent);
  const signedIn = me.value?.kind === "customer";
  const receipt = `/api/rulings/${encodeURIComponent(act.ruling_id)}/receipt`;
  return (
    <section class="card withdraw__form" aria-labelledby="done-head">
      <p class="withdraw__done">
        <Icon name="circle-check" size={28} />
      </p>
      <h2 id="done-head">{t("help-withdraw-done")}</h2>
      <p class="withdraw__when">
        <time dateTime={act.asked_at}>{t("help-withdraw-done-at", { day: day(act.asked_at), clock: clock(act.asked_at) })}</time>{" "}
        <Badge tone={act.state === "done" ? "good" : "accent"}>{t(act.state === "done" ? "help-withdraw-carried" : "help-withdraw-asked")}</Badge>
      </p>
      <p class="quiet">{t(signedIn ? "help-withdraw-keep" : "help-withdraw-keep-visitor")}</p>
      <div class="withdraw__ways">
        <a class="button button--primary" href={`${receipt}.pdf`} download>
          {t("help-download-pdf")}
        </a>
        <a class="button button--quiet" href={`${receipt}.json`} download>
          {t("help-download-json")}
        </a>
      </div>
      <div class="withdraw__ways">
        <LinkButton kind="plain" icon="message-circle" href={`/chat/${conversation}`}>
          {t("help-withdraw-next-steps")}
        </LinkButton>
        {signedIn && (
          <>
            <LinkButton kind="plain" icon="package" href="/returns">
              {t("help-returns")}
            </LinkButton>
            <LinkButton kind="plain" icon="inbox" href="/messages">
              {t("help-messages")}
            </LinkButton>
          </>
        )}
      </div>
    </section>
  );
}

/** The act as it stands, looked at again until it has come to its end. */
function useAct(sent: ActOut): ActOut {
  const [act, setAct] = useState(sent);
  useEffect(() => {
    let looks = 0;
    const timer = setInterval(() => {
      if (++looks > MOST_LOOKS) return clearInterval(timer);
      get<ActOut>(`/api/acts/${encodeURIComponent(sent.id)}`).then(
        (found) => {
          setAct(found);
          if (found.state !== "asked") clearInterval(timer);
        },
        (error: unknown) => {
          if (!(error instanceof ApiError)) throw error; // the next look may find it
        },
      );
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return act;
}

export function Refused({ checked }: { checked: Checked }) {
  return (
    <section class="card withdraw__form" role="alert">
      <h2>{t("help-withdraw-refused")}</h2>
      <ul class="withdraw__why">
        {checked.ruling.clauses.map((clause) => (
          <li key={clause.rule}>{clause.text}</li>
        ))}
      </ul>
      <p class="quiet">{t("help-withdraw-refused-text")}</p>
      <div class="withdraw__ways">
        <HumanDoor />
      </div>
    </section>
  );
}
