/** Goods on their way back: how far they are, by when and how to hand them in, and what is paid for them. */

import "./return-card.css";
import { useRef, useState } from "preact/hooks";
import { ApiError, get, post } from "../shared/api";
import type { ReturnCard as Told } from "../shared/events";
import { day } from "../shared/format";
import { Icon } from "../shared/icons";
import { invalidate, useResource } from "../shared/resource";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { Amount, DropOffsOut, ReturnDetail } from "../shared/types";
import { Button, Sum } from "../shared/ui";
import { say } from "./say";

const STEPS = ["authorised", "in_transit", "received", "closed"] as const;

const DAY_MS = 86_400_000;

/** What a card in a conversation and the list of returns both show. */
interface Shown {
  id: string;
  order: { id: string; number: string } | null;
  items: string[];
  status: string;
  status_text: string;
  refund_due: Amount;
  refund_to: string;
  timing_text: string;
  deadline: string | null;
  label: boolean;
}

/** A card tells of the moment at which it was said; how it stands now is asked for. */
export function ReturnCard({ back }: { back: Told }) {
  const may = me.value?.kind === "customer" || me.value?.order_id === back.order_id;
  const now = useResource(may ? `return:${back.id}` : null, () => get<ReturnDetail>(`/api/returns/${encodeURIComponent(back.id)}`));
  return <ReturnShown back={now.data ? shown(now.data) : { ...back, order: null, refund_to: "" }} />;
}

export function shown(back: ReturnDetail): Shown {
  return {
    ...back,
    order: { id: back.order_id, number: back.order_number },
    items: back.items.map((item) => (item.quantity > 1 ? `${item.quantity} × ${item.name}` : item.name)),
    label: back.status === "authorised" && back.label?.usable === true,
  };
}

export function ReturnShown({ back }: { back: Shown }) {
  return (
    <div class="fact card back">
      <p class="fact__head">
        <Icon name="undo-2" size={18} />
        <strong>{back.items.join(", ")}</strong>
      </p>
      <Steps status={back.status} text={back.status_text} />
      <dl class="facts">
        {back.order && (
          <div>
            <dt>{t("help-order")}</dt>
            <dd>
              <a href={`/orders/${back.order.id}`}>{back.order.number}</a>
            </dd>
          </div>
        )}
        {back.refund_due.minor > 0 && (
          <>
            <div>
              <dt>{t("help-refund")}</dt>
              <dd>
                <Sum amount={back.refund_due} />
              </dd>
            </div>
            {back.refund_to && (
              <div>
                <dt>{t("help-to")}</dt>
                <dd>{back.refund_to}</dd>
              </div>
            )}
            {back.timing_text && back.status !== "closed" && (
              <div>
                <dt>{t("help-return-when")}</dt>
                <dd>{back.timing_text}</dd>
              </div>
            )}
          </>
        )}
        {back.deadline && back.status === "authorised" && (
          <div>
            <dt>{t("help-return-until")}</dt>
            <dd>
              {day(back.deadline)} <DaysLeft until={back.deadline} />
            </dd>
          </div>
        )}
      </dl>
      {back.label && <HandIn id={back.id} />}
    </div>
  );
}

function DaysLeft({ until }: { until: string }) {
  const days = Math.floor((new Date(`${until}T23:59:59Z`).getTime() - Date.now()) / DAY_MS);
  return days < 0 ? null : <span class="quiet">{t("help-days-left", { count: days })}</span>;
}

/** The words under the track say what its colours say. */
function Steps({ status, text }: { status: string; text: string }) {
  const at = STEPS.findIndex((step) => step === status);
  return (
    <div class="back__steps">
      <p class="back__now">{text}</p>
      <ol>
        {STEPS.map((step, index) => (
          <li key={step} class={index <= at ? "done" : ""} aria-current={index === at ? "step" : undefined}>
            {t(`help-return-step-${step.replace("_", "-")}`)}
          </li>
        ))}
      </ol>
    </div>
  );
}

function HandIn({ id }: { id: string }) {
  const base = `/api/returns/${encodeURIComponent(id)}`;
  const large = useRef<HTMLDialogElement>(null);
  return (
    <div class="back__hand">
      <button type="button" class="back__code" onClick={() => large.current?.showModal()}>
        <img src={`${base}/qr.png`} width="112" height="112" alt="" loading="lazy" />
        <span>{t("help-return-larger")}</span>
      </button>
      <dialog ref={large} class="back__large" aria-label={t("help-return-code")} onClick={(event) => event.target === large.current && large.current?.close()}>
        <img src={`${base}/qr.png`} alt={t("help-return-code")} loading="lazy" />
        <p>{t("help-return-code")}</p>
        <Button onClick={() => large.current?.close()}>{t("ui-close")}</Button>
      </dialog>
      <div class="back__files">
        <p>{t("help-return-how")}</p>
        <a class="button button--quiet" href={`${base}/label.pdf`} download>
          {t("help-return-pdf")}
        </a>
        <a class="button button--quiet" href={`${base}/label.png`} download>
          {t("help-return-png")}
        </a>
      </div>
      <DropOffs base={base} />
      {me.value?.demo && me.value.kind === "customer" && <DemoHandIn id={id} />}
    </div>
  );
}

/** Places to hand it in: asked for only when somebody wants to know. */
function DropOffs({ base }: { base: string }) {
  const [open, setOpen] = useState(false);
  const found = useResource(open ? `${base}/drop-offs` : null, () => get<DropOffsOut>(`${base}/drop-offs`));
  return (
    <details class="back__places" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="map-pin" size={18} /> {t("help-return-places")} <Icon name="chevron-down" size={16} />
      </summary>
      <div aria-live="polite">
        {!found.data && !found.error && open && <p class="quiet">{t("ui-loading")}</p>}
        {found.error && (
          <p class="problem">
            {found.error.message} <Button onClick={found.reload}>{t("ui-retry")}</Button>
          </p>
        )}
        {found.data?.points.length === 0 && <p class="quiet">{t("help-return-places-none")}</p>}
        <ul>
          {found.data?.points.map((point) => (
            <li key={point.name}>
              <p>
                <strong>{point.name}</strong>
                {point.distance !== null && <span class="quiet">{distance(point.distance)}</span>}
              </p>
              <p>{[...point.lines, point.city].join(", ")}</p>
              <p class="quiet">
                {point.opening} · {point.takes_text}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function distance(metres: number): string {
  return metres < 1000 ? t("help-metres", { count: Math.round(metres / 50) * 50 }) : t("help-kilometres", { count: Math.round(metres / 100) / 10 });
}

/** In a demo nobody walks to a counter: this takes the parcel there. */
function DemoHandIn({ id }: { id: string }) {
  const [busy, setBusy] = useState(false);

  async function handIn(): Promise<void> {
    setBusy(true);
    try {
      await post(`/api/demo/hand-in/${encodeURIComponent(id)}`, {});
      say(t("help-demo-handed-in"));
      invalidate("return");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
    } finally {
      setBusy(false);
    }
  }

  return (
    <p class="back__demo">
      <span>{t("help-demo-hand-in-text")}</span>
      <Button busy={busy} onClick={() => void handIn()}>
        {t("help-demo-hand-in")}
      </Button>
    </p>
  );
}
