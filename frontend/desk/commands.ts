/**
 * All that an agent can do by a key or from the palette, once. The keys, the cheat sheet and the palette read this list,
 * so they can't disagree.
 */

import { signal } from "@preact/signals";
import { go } from "../shared/router";
import { me } from "../shared/session";
import { t } from "../shared/text";
import { applyTheme } from "../shared/theme";
import { address, caseId, hrefOf, type Screen } from "./address";
import { askSolved, busy, opened, take, takeNext, takeOver } from "./cases";
import { merging } from "./merging";
import { findRow } from "./queue";
import { available, choose } from "./staff";
import { setSingleKeys, singleKeys } from "./settings";

export interface Command {
  label: string;
  /** As pressed, one after the other. Without: only in the palette. */
  keys?: string[];
  /** Has a place in the palette too. */
  listed: boolean;
  can?(): boolean;
  run(): void;
}

export type Sheet = "keys" | "palette" | "hand-back" | "merge" | "split" | "transfer";
/** The dialog on screen. */
export const sheet = signal<Sheet | null>(null);

const rows = () => [...document.querySelectorAll<HTMLAnchorElement>("[data-row]")];
const focusOn = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();

function move(by: 1 | -1): void {
  const all = rows();
  const here = all.findIndex((row) => row === document.activeElement);
  const at = here >= 0 ? here + by : all.findIndex((row) => row.dataset.row === caseId.value) + by;
  const next = all[Math.min(Math.max(at, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** The row that has the focus, else the open case. */
function aimed(): string | null {
  const row = document.activeElement?.closest<HTMLElement>("[data-row]");
  return row?.dataset.row ?? caseId.value;
}

function canTake(id: string | null): id is string {
  if (id === null || busy.value) return false;
  const row = id === caseId.value ? (opened.value?.case ?? findRow(id)) : findRow(id);
  return row?.state === "waiting";
}

export async function takeAndOpen(id: string): Promise<void> {
  if (id !== caseId.value) go(hrefOf(address.value.screen, id));
  if (await take(id)) focusOn("#composer");
}

function to(screen: Screen): () => void {
  return () => {
    go(hrefOf(screen));
    requestAnimationFrame(() => focusOn("#list-title"));
  };
}

const mine = () => opened.value?.floor_is_mine === true && busy.value === null;
const canMerge = () => busy.value === null && (merging.value?.others.length ?? 0) > 0;
const isSupervisor = () => me.value?.role === "supervisor";

export const canTakeOver = () => isSupervisor() && busy.value === null && opened.value?.case.state === "with_agent" && !opened.value.floor_is_mine;

export function commands(): Command[] {
  return [
    { label: t("desk-do-down"), keys: ["j"], listed: false, run: () => move(1) },
    { label: t("desk-do-up"), keys: ["k"], listed: false, run: () => move(-1) },
    { label: t("desk-do-open"), keys: ["Enter"], listed: false, can: () => false, run: () => undefined },
    {
      label: t("desk-do-take"),
      keys: ["t"],
      listed: true,
      can: () => canTake(aimed()),
      run: () => {
        const id = aimed();
        if (canTake(id)) void takeAndOpen(id);
      },
    },
    { label: t("desk-do-take-next"), keys: ["n"], listed: true, can: () => !busy.value, run: () => void takeNext() },
    { label: t("desk-do-reply"), keys: ["r"], listed: true, can: () => opened.value !== undefined, run: () => focusOn("#composer") },
    { label: t("desk-merging-do"), keys: ["m"], listed: true, can: canMerge, run: () => (sheet.value = "merge") },
    { label: t("desk-do-filter"), keys: ["/"], listed: true, run: () => focusOn("#filter") },
    { label: t("desk-to-waiting"), keys: ["g", "w"], listed: true, run: to("waiting") },
    { label: t("desk-to-mine"), keys: ["g", "m"], listed: true, run: to("mine") },
    { label: t("desk-to-open"), keys: ["g", "o"], listed: true, run: to("open") },
    { label: t("desk-to-resolved"), keys: ["g", "r"], listed: true, run: to("resolved") },
    { label: t("desk-to-wall"), keys: ["g", "a"], listed: true, can: isSupervisor, run: to("wall") },
    { label: t("desk-to-hit-rate"), keys: ["g", "h"], listed: true, can: isSupervisor, run: to("hit-rate") },
    { label: t("desk-to-understanding"), keys: ["g", "u"], listed: true, can: isSupervisor, run: to("understanding") },
    { label: t("desk-do-keys"), keys: ["?"], listed: true, run: () => (sheet.value = "keys") },
    { label: t("desk-do-ask-solved"), listed: true, can: mine, run: () => void askSolved(caseId.value ?? "") },
    { label: t("desk-splitting-do"), listed: true, can: mine, run: () => (sheet.value = "split") },
    { label: t("desk-do-transfer"), keys: ["p"], listed: true, can: mine, run: () => (sheet.value = "transfer") },
    { label: t("desk-do-take-over"), listed: true, can: canTakeOver, run: () => void takeOver(caseId.value ?? "") },
    { label: t(available.value ? "desk-away-do" : "desk-available-do"), keys: ["a"], listed: true, run: () => void choose(!available.value) },
    { label: t("desk-do-hand-back"), listed: true, can: mine, run: () => (sheet.value = "hand-back") },
    {
      label: t(singleKeys.value ? "desk-keys-off" : "desk-keys-on"),
      listed: true,
      run: () => setSingleKeys(!singleKeys.value),
    },
    { label: t("desk-theme-light"), listed: true, run: () => applyTheme("light") },
    { label: t("desk-theme-dark"), listed: true, run: () => applyTheme("dark") },
    { label: t("desk-theme-system"), listed: true, run: () => applyTheme("system") },
  ];
}
