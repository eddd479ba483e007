/**
 * The keyboard. Keys of one letter never fire while somebody types or a dialog is open, and can be switched off;
 * Ctrl/Cmd-K always opens the palette.
 */

import { commands, sheet } from "./commands";
import { singleKeys } from "./settings";

const SEQUENCE_MS = 1_200;
let first: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function expectSecond(key: string | null): void {
  clearTimeout(timer);
  first = key;
  if (key !== null) timer = setTimeout(() => (first = null), SEQUENCE_MS);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    sheet.value = sheet.value === "palette" ? null : "palette";
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || sheet.value || isTyping(event.target) || !singleKeys.value) return;
  const pressed = first === null ? [event.key] : [first, event.key];
  expectSecond(null);
  const all = commands();
  const command = all.find(({ keys }) => keys?.length === pressed.length && keys.every((key, at) => key === pressed[at]));
  if (command) {
    if (command.can && !command.can()) return;
    event.preventDefault();
    command.run();
  } else if (pressed.length === 1 && all.some(({ keys }) => keys?.length === 2 && keys[0] === event.key)) {
    expectSecond(event.key);
  }
}

/** Listens until the returned function is called. */
export function listenToKeys(): () => void {
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
