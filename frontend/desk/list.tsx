import { t } from "../shared/text";
import { Icon } from "../shared/icons";
import type { DeskCase } from "../shared/types";
import { Badge, Button, EmptyState, ErrorState, Hidden, Sum } from "../shared/ui";
import { address, caseId, hrefOf, type View, view } from "./address";
import { busy, notice, prefetch, takeNext } from "./cases";
import { counts, filter, list, queueError, refresh, shown } from "./queue";
import { NoticeLine } from "./notice";
import { nameOf, stateWord } from "./words";
import { Wait } from "./wait";

export function ListPane() {
  const which = view.value;
  return (
    <section class="list" aria-labelledby="list-title">
      <div class="list__head">
        <h2 id="list-title" tabIndex={-1}>
          {t(`desk-view-${which}`)}
        </h2>
        {which === "waiting" && (
          <Button kind={caseId.value === null ? "primary" : "quiet"} busy={busy.value === "take-next"} disabled={counts.value?.waiting === 0} onClick={() => void takeNext()}>
            {t("desk-do-take-next")}
          </Button>
        )}
        <FilterField />
      </div>
      {notice.value?.about === null && <NoticeLine notice={notice.value} />}
      <Rows which={which} />
    </section>
  );
}

function FilterField() {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape" && filter.value === "") (event.currentTarget as HTMLElement).blur();
    if (event.key === "Escape") filter.value = "";
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    document.querySelector<HTMLElement>("[data-row]")?.focus();
  }
  return (
    <div class="list__filter">
      <Icon name="search" size={16} />
      <input
        id="filter"
        class="field"
        type="search"
        autoComplete="off"
        aria-label={t("desk-filter")}
        placeholder={t("desk-filter")}
        value={filter.value}
        onInput={(event) => (filter.value = event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function Rows({ which }: { which: View }) {
  const rows = shown.value;
  if (queueError.value && !list.value) {
    return <ErrorState error={queueError.value} onRetry={() => void refresh(which)} />;
  }
  if (!rows || !list.value) return <RowShapes />;
  if (list.value.length === 0) {
    return <EmptyState title={t(`desk-empty-${which}-title`)}>{t(`desk-empty-${which}`)}</EmptyState>;
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        icon="search"
        title={t("desk-filter-none")}
        ways={<Button onClick={() => (filter.value = "")}>{t("desk-filter-clear")}</Button>}
      />
    );
  }
  return (
    <ul class="rows">
      {rows.map((row) => (
        <Row key={row.id} row={row} which={which} />
      ))}
    </ul>
  );
}

function Row({ row, which }: { row: DeskCase; which: View }) {
  const tell = () => void prefetch(row.id);
  return (
    <li>
      <a
        class="row"
        data-row={row.id}
        href={hrefOf(address.value.screen, row.id)}
        aria-current={row.id === caseId.value ? "true" : undefined}
        onFocus={tell}
        onPointerEnter={tell}
        onKeyDown={arrow}
      >
        <span class="row__line">
          <b class="row__name">{nameOf(row)}</b>
          {row.waiting_since && row.state === "waiting" ? (
            <>
              <Hidden>{t("desk-waiting-for")}</Hidden>
              <Wait since={row.waiting_since} />
            </>
          ) : (
            which !== "mine" && <Badge tone={row.state === "resolved" ? "good" : ""}>{stateWord(row.state)}</Badge>
          )}
        </span>
        <span class="row__line">
          <span class="row__title">{row.title}</span>
          {row.value && <Sum amount={row.value} />}
        </span>
        {(row.reason || row.priority >= 2 || (row.agent_name && which !== "mine")) && (
          <span class="row__why">
            {row.state === "waiting" && row.priority >= 2 && (
              <Badge tone={row.priority >= 3 ? "bad" : "warn"}>{t(row.priority >= 3 ? "desk-priority-top" : "desk-priority-high")}</Badge>
            )}
            {row.agent_name && which !== "mine" ? <span>{t("desk-with", { name: row.agent_name })}</span> : <span>{row.reason}</span>}
          </span>
        )}
        {row.last_text && <span class="row__text">{row.last_text}</span>}
      </a>
    </li>
  );
}

function arrow(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const item = (event.currentTarget as HTMLElement).closest("li");
  const next = event.key === "ArrowDown" ? item?.nextElementSibling : item?.previousElementSibling;
  event.preventDefault();
  next?.querySelector<HTMLElement>("[data-row]")?.focus();
}

function RowShapes() {
  return (
    <div class="row-shapes" role="status">
      {[0, 1, 2, 3, 4].map((each) => (
        <div key={each} class="skeleton" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      ))}
      <Hidden>{t("ui-loading")}</Hidden>
    </div>
  );
}
