/** Pages without loads: the address is the state, links stay real links. */

import { signal } from "@preact/signals";

export interface Place {
  path: string;
  search: URLSearchParams;
}

export const place = signal<Place>(here());

function here(): Place {
  return { path: location.pathname.replace(/(.)\/+$/, "$1"), search: new URLSearchParams(location.search) };
}

export function go(href: string, how: { replace?: boolean } = {}): void {
  history[how.replace ? "replaceState" : "pushState"](null, "", href);
  place.value = here();
  if (!how.replace) scrollTo(0, 0);
}

/** The named parts of `path` under `pattern` ("/chat/:id"), or null when it does not fit. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const want = pattern.split("/");
  const have = path.split("/");
  if (want.length !== have.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of want.entries()) {
    const value = have[index] ?? "";
    if (part.startsWith(":") && value) found[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return found;
}

/** Takes over clicks on links that this app `owns`; everything else stays with the browser. */
export function startRouter(owns: (path: string) => boolean): void {
  addEventListener("popstate", () => (place.value = here()));
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.("a");
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute("download")) return;
    if (!owns(link.pathname) || (link.hash && link.pathname === location.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
