/** Who works at the desk, where they stand, and whether I take new cases. */

import { computed, signal } from "@preact/signals";
import { get, post } from "../shared/api";
import { me } from "../shared/session";
import type { Staff } from "../shared/types";
import { notice } from "./cases";
import { calm, failureOf } from "./failure";

const CALM_MS = 200;

export const staff = signal<Staff | null>(null);
export const available = computed(() => staff.value?.availability === "available");

export async function loadStaff(): Promise<void> {
  if (me.peek()?.kind !== "agent") return;
  try {
    staff.value = await get<Staff>("/api/desk/staff");
  } catch (problem) {
    failureOf(problem);
  }
}

export const staffChanged = calm(CALM_MS, () => void loadStaff());

export async function choose(take: boolean): Promise<void> {
  try {
    await post("/api/desk/availability", { availability: take ? "available" : "away" });
    await loadStaff();
  } catch (problem) {
    notice.value = { about: null, tone: "bad", text: failureOf(problem).message };
  }
}

export function forgetStaff(): void {
  staff.value = null;
}
