/** Light, dark, or as the system says. The choice stays on this device. */

import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const KEY = "hub-theme";
export const theme = signal<Theme>(stored());

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

export function applyTheme(value: Theme = theme.value): void {
  theme.value = value;
  if (value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
  try {
    if (value === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
  } catch {
    // Storage is refused in some private modes; the choice then lasts as long as the page.
  }
}
