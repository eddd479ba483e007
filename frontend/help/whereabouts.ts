/** What the customer looked at before they wrote: part of what "it" means. */

import { match } from "../shared/router";
import type { OnPage } from "../shared/types";

const PAGES: [string, OnPage["kind"]][] = [
  ["/orders/:id", "order"],
  ["/parcel/:id", "parcel"],
  ["/articles/:id", "article"],
];
let seen: OnPage | null = null;

/** A chat keeps the page that it was opened from; any other page takes its place. */
export function notePage(path: string): void {
  if (path.startsWith("/chat/")) return;
  seen = null;
  for (const [pattern, kind] of PAGES) {
    const id = match(pattern, path)?.id;
    if (id) seen = { kind, id };
  }
}

export function pageSeen(): { page?: OnPage } {
  return seen ? { page: seen } : {};
}
