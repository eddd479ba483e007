/**
 * The withdrawal function of Directive 2011/83/EU, art. 11a: always to be found, two steps. The first says which contract,
 * which things and who withdraws; the second is the button "Confirm withdrawal". Its receipt bears the date and time.
 */

import "./tick.css";
import "./withdraw.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, get, post } from "../shared/api";
import { Icon } from "../shared/icons";
import { newId } from "../shared/ids";
import { invalidate, useResource } from "../shared/resource";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { ActOut, ActsBegun, Checked, ChecksOut, Home, OrderOut, ProfileOut } from "../shared/types";
import { EmptyState, LinkButton, Skeleton } from "../shared/ui";
import { ProveSteps } from "./find";
import { Failed, useTitle } from "./states";
import { Confirmed, ConfirmStep, Refused } from "./withdraw-steps";
import { ContractForm, type Wanted } from "./withdraw-form";

export function Withdraw() {
  useTitle(t("help-withdraw"));
  const caller = me.value;
  const known = caller?.kind === "customer" || Boolean(caller?.order_id);
  return (
    <div class="page page--narrow">
      <a class="crumb" href="/">
        <Icon name="arrow-left" size={18} /> {t("help-home-title")}
      </a>
      <header class="page__head">
        <h1>{t("help-withdraw")}</h1>
        <p class="quiet">{t("help-withdraw-text")}</p>
      </header>
      {known ? <Function /> : caller?.codes ? <ProveFirst /> : <SignInFirst />}
    </div>
  );
}

/** Who is not signed in shows that the order is theirs; the page then goes on with it. */
function ProveFirst() {
  return (
    <section aria-labelledby="prove-head">
      <h2 id="prove-head" class="section__head">
        {t("help-withdraw-whose")}
      </h2>
      <ProveSteps onOpen={() => undefined} />
    </section>
  );
}

function SignInFirst() {
  const demo = me.value?.demo;
  return (
    <EmptyState
      icon="user"
      title={t("help-gate-title")}
      ways={
        demo && (
          <LinkButton href="/try-as?next=%2Fwithdraw" kind="primary">
            {t("help-demo-try")}
          </LinkButton>
        )
      }
    >
      {t(demo ? "help-gate-demo" : "help-gate-text")}
    </EmptyState>
  );
}

type Stage = { at: "form" } | { at: "confirm"; wanted: Wanted; checked: Checked } | { at: "done"; act: ActOut; conversation: string };

function Function() {
  const only = me.value?.kind === "customer" ? null : me.value?.order_id;
  const orders = useResource("home:withdraw", async () =>
    only ? [await get<OrderOut>(`/api/orders/${only}`)] : (await get<Home>("/api/home")).orders,
  );
  const profile = useResource("profile", () => get<ProfileOut>("/api/profile"));
  const [stage, setStage] = useState<Stage>({ at: "form" });
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [refused, setRefused] = useState<Checked | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const attempt = useRef(newId());
  const top = useRef<HTMLDivElement>(null);
  const moved = useRef(false);

  // A new step begins at its top, for the eye and for a screen reader.
  useEffect(() => {
    if (moved.current) top.current?.focus();
    moved.current = true;
  }, [stage.at]);

  async function attemptTo(work: () => Promise<void>): Promise<void> {
    if (busy) return;
    setBusy(true);
    setProblem("");
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  }

  async function look(chosen: Wanted): Promise<void> {
    setWanted(chosen);
    setRefused(null);
    const [checked] = (await post<ChecksOut>("/api/acts/check", { acts: [chosen.act] })).acts as [Checked];
    attempt.current = newId();
    if (checked.allowed) setStage({ at: "confirm", wanted: chosen, checked });
    else {
      setRefused(checked);
      setStage({ at: "form" });
    }
  }

  async function confirm(chosen: Wanted, token: string): Promise<void> {
    try {
      const begun = await post<ActsBegun>("/api/acts", { id: attempt.current, acts: [chosen.act], tokens: [token] });
      invalidate("home");
      setStage({ at: "done", act: begun.acts[0] as ActOut, conversation: begun.conversation_id });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // What would happen has changed since it was shown: it is shown anew.
      if (error.code === "changed_since" || error.code === "refused_by_rules") await look(chosen);
      throw error;
    }
  }

  if (orders.error) return <Failed part error={orders.error} onRetry={orders.reload} />;
  if (!orders.data) return <Skeleton lines={6} />;
  if (orders.data.length === 0) return <EmptyState title={t("help-withdraw-none")}>{t("help-withdraw-none-text")}</EmptyState>;
  return (
    <div ref={top} tabIndex={-1} class="withdraw">
      {stage.at !== "done" && <p class="kind">{t("help-withdraw-step", { step: stage.at === "form" ? 1 : 2 })}</p>}
      <p role="alert" class={problem ? "problem" : "hidden-visually"}>
        {problem}
      </p>
      {stage.at === "form" && (
        <>
          <ContractForm
            orders={orders.data}
            before={wanted}
            who={profile.data}
            busy={busy}
            onChange={() => setRefused(null)}
            onSend={(chosen) => void attemptTo(() => look(chosen))}
          />
          {refused && <Refused checked={refused} />}
        </>
      )}
      {stage.at === "confirm" && (
        <ConfirmStep
          wanted={stage.wanted}
          checked={stage.checked}
          busy={busy}
          onBack={() => setStage({ at: "form" })}
          onConfirm={() => void attemptTo(() => confirm(stage.wanted, stage.checked.token))}
        />
      )}
      {stage.at === "done" && <Confirmed act={stage.act} conversation={stage.conversation} />}
    </div>
  );
}
