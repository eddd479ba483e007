import { useEffect, useState } from "preact/hooks";
import { me } from "../shared/session";
import { t } from "../shared/text";
import { Button } from "../shared/ui";
import { caseId } from "./address";
import { opened, transfer } from "./cases";
import { sheet } from "./commands";
import { Dialog } from "./dialog";
import { loadStaff, staff } from "./staff";
import { departmentName, nameOf } from "./words";

/** To whom, and what they should know. */
export function TransferDialog() {
  return (
    <Dialog name="transfer" title={t("desk-transfer-title")}>
      <TransferForm />
    </Dialog>
  );
}

function TransferForm() {
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  useEffect(() => void loadStaff(), []);
  const row = opened.value?.case;
  const here = staff.value?.colleagues.filter((each) => each.standing !== "gone" && each.name !== me.value?.name) ?? [];
  const departments = staff.value?.departments ?? [];
  const chosen = to || (departments[0] ? `department:${departments[0]}` : "");

  function go(): void {
    const [kind = "", ...rest] = chosen.split(":");
    const id = rest.join(":");
    if (caseId.value === null || !id) return;
    sheet.value = null;
    void transfer(caseId.value, kind === "agent" ? { agent_id: id } : { department: id }, note);
  }

  return (
    <form
      class="transfer"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <p>{t("desk-transfer-text", { name: row ? nameOf(row) : "" })}</p>
      <div class="transfer__field">
        <label for="transfer-to">{t("desk-transfer-to")}</label>
        <select id="transfer-to" value={chosen} onChange={(event) => setTo(event.currentTarget.value)}>
          <optgroup label={t("desk-transfer-departments")}>
            {departments.map((department) => (
              <option key={department} value={`department:${department}`}>
                {departmentName(department)}
              </option>
            ))}
          </optgroup>
          {here.length > 0 && (
            <optgroup label={t("desk-transfer-colleagues")}>
              {here.map((each) => (
                <option key={each.id} value={`agent:${each.id}`}>
                  {each.name} · {t(`desk-standing-${each.standing}`)}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </div>
      <div class="transfer__field">
        <label for="transfer-note">{t("desk-transfer-note")}</label>
        <textarea id="transfer-note" rows={3} maxLength={2000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </div>
      <div class="dialog__ways">
        <Button kind="primary" type="submit">
          {t("desk-do-transfer")}
        </Button>
        <Button onClick={() => (sheet.value = null)}>{t("desk-keep")}</Button>
      </div>
    </form>
  );
}
