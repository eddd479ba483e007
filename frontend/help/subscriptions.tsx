/** "My subscriptions": how each stands in words, and what can be done with it. */

import "./subscriptions.css";
import { get } from "../shared/api";
import { day, money } from "../shared/format";
import { Icon } from "../shared/icons";
import { useResource } from "../shared/resource";
import { t } from "../shared/text";
import type { ProfileOut, SubscriptionOut } from "../shared/types";
import { Badge, EmptyState, LinkButton, Skeleton } from "../shared/ui";
import { Failed, useTitle } from "./states";
import { TalkButton } from "./talk-button";

export function Subscriptions() {
  useTitle(t("help-subscriptions"));
  const found = useResource("profile", () => get<ProfileOut>("/api/profile"));
  const subscriptions = found.data?.subscriptions ?? [];
  return (
    <div class="page page--narrow">
      <a class="crumb" href="/">
        <Icon name="arrow-left" size={18} /> {t("help-home-title")}
      </a>
      {!found.data && found.error && <Failed error={found.error} onRetry={found.reload} />}
      {!found.data && !found.error && <Skeleton lines={5} />}
      {found.data && <h1>{t("help-subscriptions")}</h1>}
      {found.data && subscriptions.length === 0 && (
        <EmptyState icon="refresh-cw" title={t("help-subscriptions-none")} ways={<LinkButton href="/">{t("help-to-home")}</LinkButton>}>
          {t("help-subscriptions-none-text")}
        </EmptyState>
      )}
      {subscriptions.map((each) => (
        <Subscription key={each.id} each={each} />
      ))}
    </div>
  );
}

type State = "ended" | "ending" | "paused" | "trial" | "running";

function stateOf(each: SubscriptionOut, now = new Date().toISOString()): State {
  if (each.cancelled_at) return each.ends_at && each.ends_at > now ? "ending" : "ended";
  if (each.paused) return "paused";
  return each.trial_ends_at && each.trial_ends_at > now ? "trial" : "running";
}

const TONES = { ended: "", ending: "warn", paused: "warn", trial: "accent", running: "good" } as const;

function Subscription({ each }: { each: SubscriptionOut }) {
  const state = stateOf(each);
  const when = { ended: each.ends_at, ending: each.ends_at, paused: each.resumes_at, trial: each.trial_ends_at, running: null }[state];
  const known = { choice: `sub:${each.id}`, text: each.plan };
  const live = state !== "ended" && state !== "ending";
  return (
    <section class="card subscription" aria-labelledby={`sub-${each.id}`}>
      <div class="subscription__head">
        <h2 id={`sub-${each.id}`}>{each.plan}</h2>
        <Badge tone={TONES[state]}>{t(`help-subscription-${state}`)}</Badge>
      </div>
      <p>
        <strong class="figures">{money(each.price)}</strong> <span class="quiet">{every(each.interval_days)}</span>
      </p>
      {when && <p>{t(`help-subscription-${state}-text`, { day: day(when) })}</p>}
      {live && (
        <div class="subscription__ways">
          <Way act={state === "paused" ? "resume" : "pause"} topic="pause_subscription" plan={each.plan} known={known} />
          {each.plans.length > 0 && <Way act="change" topic="change_subscription" plan={each.plan} known={known} />}
          <Way act="cancel" topic="cancel_subscription" plan={each.plan} known={known} />
        </div>
      )}
    </section>
  );
}

interface WayProps {
  act: "pause" | "resume" | "change" | "cancel";
  topic: string;
  plan: string;
  known: { choice: string; text: string };
}

function Way({ act, topic, plan, known }: WayProps) {
  const label = t(`help-subscription-${act}`);
  const about = t("help-act-of", { act: label, item: plan });
  return <TalkButton about={about} label={label} name={about} choice={`topic:${topic}`} known={known} kind={act === "cancel" ? "plain" : "quiet"} />;
}

function every(days: number): string {
  if (days % 365 === 0) return t("help-every-year", { count: days / 365 });
  if (days % 30 === 0) return t("help-every-month", { count: days / 30 });
  if (days % 7 === 0) return t("help-every-week", { count: days / 7 });
  return t("help-every-day", { count: days });
}
