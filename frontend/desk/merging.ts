/** What could be merged into the open case, what was merged and split, and the acts that do and undo it. */

import { computed, effect, signal } from "@preact/signals";
import { get, post } from "../shared/api";
import { newId } from "../shared/ids";
import { go } from "../shared/router";
import { t } from "../shared/text";
import type { MergeOut, MergingOut, SplitOut } from "../shared/types";
import { address, caseId, hrefOf } from "./address";
import { during, load, notice, opened } from "./cases";
import { failureOf } from "./failure";

const found = signal<{ id: string; merging: MergingOut } | null>(null);

export const merging = computed(() => (found.value?.id === caseId.value ? found.value?.merging : undefined));

async function look(id: string): Promise<void> {
  try {
    found.value = { id, merging: await get<MergingOut>(`/api/desk/cases/${encodeURIComponent(id)}/merging`) };
  } catch (problem) {
    failureOf(problem);
  }
}

/** Follows the open case from now on: each time it is fetched, so is this. */
export function followMerging(): () => void {
  return effect(() => {
    const id = opened.value?.case.id;
    if (id !== undefined) void look(id);
  });
}

async function again(id: string, text: string, undo?: () => void): Promise<void> {
  await load(id);
  await look(id);
  notice.value = { about: id, tone: "good", text, ...(undo ? { undo } : {}) };
}

export function merge(id: string, other: string): Promise<boolean> {
  return during("merge", id, async () => {
    const { merge_id } = await post<{ merge_id: string }>(`/api/desk/cases/${encodeURIComponent(id)}/merge`, { case_id: other });
    await again(id, t("desk-merging-done"), () => void undoMerge(id, merge_id));
  });
}

export function undoMerge(id: string, mergeId: MergeOut["id"]): Promise<boolean> {
  return during("undo", id, async () => {
    await post(`/api/desk/merges/${encodeURIComponent(mergeId)}/undo`);
    await again(id, t("desk-merging-undone"));
  });
}

export interface Splitting {
  seqs: number[];
  topic: string;
  order_id: string | null;
}

/** Opens the new case. */
export function split(id: string, what: Splitting): Promise<boolean> {
  return during("split", id, async () => {
    const made = await post<{ split_id: string; case_id: string }>(`/api/desk/cases/${encodeURIComponent(id)}/split`, { id: newId(), ...what });
    go(hrefOf(address.value.screen, made.case_id));
    await again(made.case_id, t("desk-splitting-done"), () => void undoSplit(made.case_id, made.split_id));
  });
}

export function undoSplit(id: string, splitId: SplitOut["id"]): Promise<boolean> {
  return during("undo", id, async () => {
    await post(`/api/desk/splits/${encodeURIComponent(splitId)}/undo`);
    await again(id, t("desk-splitting-undone"));
  });
}
