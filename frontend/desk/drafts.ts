/** Words that were typed and not sent, kept by case while the tab lives: changing cases loses nothing. */

import { signal } from "@preact/signals";

const KEY = "desk-drafts";
export const drafts = signal<Record<string, string>>(stored());

function stored(): Record<string, string> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

export function keepDraft(id: string, text: string): void {
  const { [id]: _, ...rest } = drafts.value;
  write(text === "" ? rest : { ...rest, [id]: text });
}

export function forgetDrafts(): void {
  write({});
}

function write(value: Record<string, string>): void {
  drafts.value = value;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // Storage is refused in some private modes; drafts then last as long as the page.
  }
}
