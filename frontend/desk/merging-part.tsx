import "./merging.css";
import { moment } from "../shared/format";
import { t } from "../shared/text";
import type { CaseName, MergingOut } from "../shared/types";
import { Button } from "../shared/ui";
import { address, caseId, hrefOf } from "./address";
import { busy, opened } from "./cases";
import { sheet } from "./commands";
import { merging, undoMerge, undoSplit } from "./merging";
import { Section } from "./section";

/** On top of the case, whichever part of it is on screen: the customer's other open cases, or where this one went. */
export function MergingHint() {
  const now = merging.value;
  if (!now || (!now.goes_on_in && now.others.length === 0)) return null;
  return (
    <div class="merging__hint">
      {now.goes_on_in ? (
        <p>
          {t("desk-merging-went")} <CaseLink named={now.goes_on_in} />
        </p>
      ) : (
        <>
          <p>{t("desk-merging-others", { count: now.others.length })}</p>
          <Button kind="quiet" onClick={() => (sheet.value = "merge")}>
            {t("desk-merging-do")}
          </Button>
        </>
      )}
    </div>
  );
}

/** What was merged and split, with the ways back. */
export function MergingPart() {
  const now = merging.value;
  if (!now) return null;
  return (
    <Section title={t("desk-merging")}>
      {!now.goes_on_in && now.others.length === 0 && <p class="side__none">{t("desk-merging-none")}</p>}
      {opened.value?.floor_is_mine && (
        <div>
          <Button onClick={() => (sheet.value = "split")}>{t("desk-splitting-do")}</Button>
        </div>
      )}
      <Done now={now} />
    </Section>
  );
}

function Done({ now }: { now: MergingOut }) {
  const id = caseId.value ?? "";
  const undoing = busy.value === "undo";
  return (
    <ul class="merging__done">
      {now.merges.map((one) => (
        <li key={one.id}>
          <CaseLink named={one.case.id === id ? one.into : one.case} />
          <p class="fact__text">{t("desk-merging-by", { name: one.by, moment: moment(one.at) })}</p>
          {one.why_not ? (
            <p class="fact__text">{one.why_not}</p>
          ) : (
            <Button kind="plain" busy={undoing} aria-label={t("desk-merging-undo-this", { title: one.case.title })} onClick={() => void undoMerge(id, one.id)}>
              {t("desk-merging-undo")}
            </Button>
          )}
        </li>
      ))}
      {now.splits.map((one) => (
        <li key={one.id}>
          <CaseLink named={one.case.id === id ? one.origin : one.case} />
          <p class="fact__text">{t("desk-splitting-of", { name: one.by, moment: moment(one.at) })}</p>
          <Button kind="plain" busy={undoing} aria-label={t("desk-splitting-undo-this", { title: one.case.title })} onClick={() => void undoSplit(id, one.id)}>
            {t("desk-merging-undo")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function CaseLink({ named }: { named: CaseName }) {
  return <a href={hrefOf(address.value.screen, named.id)}>{named.title}</a>;
}
