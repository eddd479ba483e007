/** One clock for all waiting times on the screen, so that they tick together. */

import { signal } from "@preact/signals";
import { t } from "../shared/text";

export const now = signal(Date.now());

setInterval(() => {
  if (document.visibilityState === "visible") now.value = Date.now();
}, 1000);
document.addEventListener("visibilitychange", () => {
  now.value = Date.now();
});

/** A live chat is promised within minutes; past this, a person on the line counts each one. */
const LONG_WAIT_S = 300;

export function secondsSince(at: string): number {
  return Math.max(0, Math.floor((now.value - Date.parse(at)) / 1000));
}

export function isLong(at: string): boolean {
  return secondsSince(at) >= LONG_WAIT_S;
}

/** "42 s", "6 m 04 s", "2 h 05 m", "3 d 4 h". */
export function span(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 60) return t("desk-span-seconds", { s: String(seconds) });
  if (minutes < 60) return t("desk-span-minutes", { m: String(minutes), s: two(seconds % 60) });
  if (hours < 24) return t("desk-span-hours", { h: String(hours), m: two(minutes % 60) });
  return t("desk-span-days", { d: String(Math.floor(hours / 24)), h: String(hours % 24) });
}
