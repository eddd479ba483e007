import "./merging.css";
import { useState } from "preact/hooks";
import { moment } from "../shared/format";
import { t } from "../shared/text";
import type { OtherCase } from "../shared/types";
import { Button } from "../shared/ui";
import { caseId } from "./address";
import { sheet } from "./commands";
import { Dialog } from "./dialog";
import { merge, merging } from "./merging";
import { stateWord } from "./words";

/** What a merge would do, before it does it. */
export function MergeDialog() {
  return (
    <Dialog name="merge" title={t("desk-merging-title")}>
      <Choose others={merging.value?.others ?? []} />
    </Dialog>
  );
}

function Choose({ others }: { others: OtherCase[] }) {
  const [first] = useState(() => others.find((each) => !each.why_not)?.id ?? others[0]?.id ?? "");
  const [wanted, setWanted] = useState(first);
  const chosen = others.find((each) => each.id === wanted);

  function go(): void {
    if (!chosen || chosen.why_not || caseId.value === null) return;
    sheet.value = null;
    void merge(caseId.value, chosen.id);
  }

  return (
    <form
      class="merging"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <fieldset>
        <legend>{t("desk-merging-which")}</legend>
        {others.map((each) => (
          <label key={each.id} class="merging__case">
            <input type="radio" name="other" value={each.id} checked={each.id === wanted} onChange={() => setWanted(each.id)} />
            <span>
              <b>{each.title}</b> <small>{stateWord(each.state)}, {moment(each.opened_at)}</small>
              {each.last_text && <q>{each.last_text}</q>}
            </span>
          </label>
        ))}
      </fieldset>
      <div role="status">
        {chosen?.why_not && <p class="merging__not">{chosen.why_not}</p>}
        {chosen && !chosen.why_not && (
          <ul>
            {chosen.will.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
      <div class="dialog__ways">
        <Button kind="primary" type="submit" autoFocus disabled={!chosen || chosen.why_not !== null}>
          {t("desk-merging-confirm")}
        </Button>
        <Button onClick={() => (sheet.value = null)}>{t("desk-merging-leave")}</Button>
      </div>
    </form>
  );
}
