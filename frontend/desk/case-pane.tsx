import { useEffect, useState } from "preact/hooks";
import { moment } from "../shared/format";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { DeskCaseDetail } from "../shared/types";
import { Badge, Button, EmptyState, ErrorState, LinkButton, Skeleton, Sum } from "../shared/ui";
import { address, caseId, hrefOf } from "./address";
import { askSolved, busy, caseError, load, notice, opened, takeOver } from "./cases";
import { canTakeOver, sheet, takeAndOpen } from "./commands";
import { Composer } from "./composer";
import { Conversation } from "./conversation";
import { AppealPanel } from "./decide";
import { HeldReturns } from "./held-returns";
import { Lookers } from "./lookers";
import { MergingHint } from "./merging-part";
import { NoticeLine } from "./notice";
import { findRow } from "./queue";
import { SidePanel } from "./side";
import { Wait, WaitWords } from "./wait";
import { nameOf, stateWord } from "./words";

type Part = "talk" | "facts";

export function CasePane() {
  const id = caseId.value;
  const [part, setPart] = useState<Part>("talk");
  useEffect(() => setPart("talk"), [id]);
  const detail = opened.value;
  if (id === null) {
    return (
      <section class="case case--none" aria-label={t("desk-case")}>
        <EmptyState icon="inbox" title={t("desk-no-case-title")}>
          {t("desk-no-case")}
        </EmptyState>
      </section>
    );
  }
  if (!detail) {
    const error = caseError.value?.id === id ? caseError.value.error : null;
    return (
      <section class="case" aria-label={t("desk-case")}>
        {error ? (
          <ErrorState error={error} onRetry={() => void load(id)} ways={<LinkButton href={hrefOf(address.value.screen)}>{t("desk-to-list")}</LinkButton>} />
        ) : (
          <CaseShape id={id} />
        )}
      </section>
    );
  }
  return (
    <section class="case" data-part={part} key={id} aria-labelledby="case-title">
      <CaseHead detail={detail} />
      <Dossier detail={detail} />
      <AppealPanel detail={detail} />
      <HeldReturns detail={detail} />
      <MergingHint />
      <div class="case__parts" role="group" aria-label={t("desk-parts")}>
        <button type="button" aria-pressed={part === "talk"} onClick={() => setPart("talk")}>
          {t("desk-part-talk")}
        </button>
        <button type="button" aria-pressed={part === "facts"} onClick={() => setPart("facts")}>
          {t("desk-part-facts")}
        </button>
      </div>
      <div class="case__body">
        <section class="talk" aria-label={t("desk-part-talk")}>
          <Conversation detail={detail} />
          {notice.value?.about === id && <NoticeLine notice={notice.value} />}
          <Composer detail={detail} />
        </section>
        <SidePanel detail={detail} />
      </div>
    </section>
  );
}

function CaseHead({ detail }: { detail: DeskCaseDetail }) {
  const { case: row } = detail;
  return (
    <div class="case__head">
      <LinkButton href={hrefOf(address.value.screen)} kind="plain" size="square" icon="arrow-left" class="case__back" label={t("desk-to-list")} />
      <div class="case__who">
        <h2 id="case-title" tabIndex={-1}>
          {nameOf(row)}
        </h2>
        <p>{row.title}</p>
        <Lookers id={row.id} />
      </div>
      <div class="case__acts">
        {row.state === "waiting" && (
          <Button kind="primary" busy={busy.value === "take"} onClick={() => void takeAndOpen(row.id)}>
            {t("desk-do-take")}
          </Button>
        )}
        {canTakeOver() && (
          <Button kind="quiet" busy={busy.value === "take-over"} onClick={() => void takeOver(row.id)}>
            {t("desk-do-take-over")}
          </Button>
        )}
        {detail.floor_is_mine && (
          <>
            <Button kind="quiet" icon="users" busy={busy.value === "transfer"} onClick={() => (sheet.value = "transfer")}>
              {t("desk-do-transfer")}
            </Button>
            <Button kind="quiet" icon="circle-check" busy={busy.value === "ask-solved"} onClick={() => void askSolved(row.id)}>
              {t("desk-do-ask-solved")}
            </Button>
            <Button kind="quiet" icon="bot" busy={busy.value === "hand-back"} onClick={() => (sheet.value = "hand-back")}>
              {t("desk-do-hand-back")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** What the agent must know before the first word, on one line. */
function Dossier({ detail }: { detail: DeskCaseDetail }) {
  const { case: row } = detail;
  const holder = detail.floor_is_mine ? t("desk-you") : detail.floor === "agent" ? row.agent_name : null;
  return (
    <dl class="dossier">
      <div class="dossier__why">
        <dt>{t("desk-why")}</dt>
        <dd>{row.reason || t("desk-why-none")}</dd>
      </div>
      <div>
        <dt>{t("desk-value")}</dt>
        <dd>{row.value ? <Sum amount={row.value} /> : t("desk-value-none")}</dd>
      </div>
      {row.waiting_since && row.state === "waiting" ? (
        <div>
          <dt>{t("desk-waits")}</dt>
          <dd title={moment(row.waiting_since)}>
            <Wait since={row.waiting_since} />
            <span class="hidden-visually">
              <WaitWords since={row.waiting_since} />
            </span>
          </dd>
        </div>
      ) : (
        <div>
          <dt>{t("desk-opened")}</dt>
          <dd>
            <time dateTime={row.opened_at}>{moment(row.opened_at)}</time>
          </dd>
        </div>
      )}
      <div>
        <dt>{t("desk-speaks")}</dt>
        <dd>
          {row.state === "resolved" ? (
            <Badge tone="good">{stateWord(row.state)}</Badge>
          ) : (
            (holder ?? (row.state === "waiting" ? t("desk-speaks-nobody") : me.value?.shop.assistant))
          )}
        </dd>
      </div>
    </dl>
  );
}

/** While a case that was never seen is fetched, the row in the list already names it. */
function CaseShape({ id }: { id: string }) {
  const row = findRow(id);
  return (
    <>
      <div class="case__head">
        <LinkButton href={hrefOf(address.value.screen)} kind="plain" size="square" icon="arrow-left" class="case__back" label={t("desk-to-list")} />
        <div class="case__who">
          <h2 id="case-title" tabIndex={-1}>
            {row ? nameOf(row) : t("ui-loading")}
          </h2>
          <p>{row?.title}</p>
        </div>
      </div>
      <Skeleton lines={8} card={false} />
    </>
  );
}
