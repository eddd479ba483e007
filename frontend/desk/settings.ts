/** What this agent chose on this device. */

import { signal } from "@preact/signals";

const KEY = "desk-single-keys";

/** Shortcuts of one key can be switched off: speech input and a slip of the hand press them unmeant (WCAG 2.1.4). */
export const singleKeys = signal(stored());

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Storage is refused in some private modes; the choice then lasts as long as the page.
  }
}
