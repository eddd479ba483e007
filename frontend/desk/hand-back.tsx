import { me } from "../shared/session";
import { t } from "../shared/text";
import { Button } from "../shared/ui";
import { caseId } from "./address";
import { handBack, opened } from "./cases";
import { sheet } from "./commands";
import { Dialog } from "./dialog";
import { nameOf } from "./words";

/** Handing back can't be taken back by the agent alone, so it is asked once. */
export function HandBackDialog() {
  const row = opened.value?.case;
  function go(): void {
    sheet.value = null;
    if (caseId.value !== null) void handBack(caseId.value);
  }
  return (
    <Dialog name="hand-back" title={t("desk-hand-back-title", { assistant: me.value?.shop.assistant ?? "" })}>
      <p>{t("desk-hand-back-text", { name: row ? nameOf(row) : "", assistant: me.value?.shop.assistant ?? "" })}</p>
      <div class="dialog__ways">
        <Button kind="primary" onClick={go}>
          {t("desk-do-hand-back")}
        </Button>
        <Button onClick={() => (sheet.value = null)}>{t("desk-keep")}</Button>
      </div>
    </Dialog>
  );
}
