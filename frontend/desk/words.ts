/** Names for what arrives as a code. */

import { t } from "../shared/text";
import type { DeskCase, DeskCaseDetail } from "../shared/types";

export function nameOf(row: DeskCase): string {
  return row.customer_name || t("desk-visitor");
}

/** The catalogue's word for a code, or the code itself, made readable, when the catalogue is behind. */
function wordFor(prefix: string, code: string): string {
  const key = `${prefix}${code.replaceAll("_", "-")}`;
  const word = t(key);
  return word === key ? code.replaceAll("_", " ") : word;
}

export function stateWord(state: string): string {
  return wordFor("desk-state-", state);
}

export function kindWord(kind: string): string {
  return wordFor("desk-kind-", kind);
}

/** Why the agent can't write here now; null when they can. A waiting case can be taken by writing. */
export function whyClosed(detail: DeskCaseDetail): string | null {
  if (detail.floor_is_mine || detail.case.state === "waiting") return null;
  if (detail.floor === "agent" && detail.case.agent_name) return t("desk-closed-agent", { name: detail.case.agent_name });
  if (detail.case.state === "resolved") return t("desk-closed-resolved");
  return t("desk-closed-assistant");
}

/** "device_support" as people write it. */
export function departmentName(id: string): string {
  const words = id.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
