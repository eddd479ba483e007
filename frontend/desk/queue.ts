/**
 * The lists of cases, one a view. A list that was seen is shown again at once while its newer self is fetched, so
 * changing views never shows a spinner twice.
 */

import { computed, signal } from "@preact/signals";
import { type ApiError, get, query } from "../shared/api";
import { me } from "../shared/session";
import type { DeskCase, DeskCases } from "../shared/types";
import { VIEWS, type View, view } from "./address";
import { calm, failureOf } from "./failure";

/** The server names this many cases of a view at most. */
export const LIST_LIMIT = 200;

const CALM_MS = 150;
/** Lists that are not on screen may be a little behind: their counts are read, not worked with. */
const BACKGROUND_MS = 2_000;

const lists = signal<Partial<Record<View, DeskCase[]>>>({});
export const counts = signal<{ waiting: number; mine: number } | null>(null);
export const queueError = signal<ApiError | null>(null);
export const filter = signal("");

const turns: Record<View, number> = { waiting: 0, mine: 0, open: 0, resolved: 0 };

export const list = computed(() => lists.value[view.value]);

export const shown = computed(() => {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  return list.value?.filter((row) => {
    const text = `${row.customer_name} ${row.title} ${row.reason} ${row.last_text} ${row.agent_name ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
});

/** How many stand in a view; undefined before it is known. What is resolved is history, not work: it is not counted. */
export function countOf(which: View): number | undefined {
  if (which === "waiting" || which === "mine") return counts.value?.[which];
  return which === "open" ? lists.value.open?.length : undefined;
}

export async function refresh(which: View): Promise<void> {
  const turn = ++turns[which];
  try {
    const found = await get<DeskCases>(query("/api/desk/cases", { view: which }));
    if (turn !== turns[which]) return;
    lists.value = { ...lists.value, [which]: found.cases };
    counts.value = { waiting: found.waiting, mine: found.mine };
    queueError.value = null;
  } catch (problem) {
    const error = failureOf(problem);
    if (turn === turns[which] && which === view.value) queueError.value = error;
  }
}

const refreshRest = calm(BACKGROUND_MS, () => {
  if (me.value?.kind === "agent" && view.value !== "open") void refresh("open");
});

/** Something in the queue changed: fetch the list on screen now, the other counted one when there is time. */
export const queueChanged = calm(CALM_MS, () => {
  if (me.value?.kind !== "agent") return;
  void refresh(view.value);
  refreshRest();
});

/** A case anywhere in the lists that were fetched. */
export function findRow(id: string): DeskCase | undefined {
  return VIEWS.map((which) => lists.value[which]?.find((row) => row.id === id)).find((row) => row !== undefined);
}

export function knownRows(): DeskCase[] {
  const byId = new Map<string, DeskCase>();
  for (const which of VIEWS) for (const row of lists.value[which] ?? []) byId.set(row.id, row);
  return [...byId.values()];
}

export function forgetQueue(): void {
  for (const which of VIEWS) turns[which]++;
  lists.value = {};
  counts.value = null;
  queueError.value = null;
  filter.value = "";
}
