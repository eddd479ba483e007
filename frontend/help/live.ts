/**
 * The one stream of this tab. It carries `changed` frames for whatever is on screen and, in a chat, that conversation's
 * events. The table is the truth: a frame only says what to fetch again.
 */

import { signal } from "@preact/signals";
import { invalidate } from "../shared/resource";
import { me, refreshMe } from "../shared/session";
import { type LinkState, openStream, type Stream } from "../shared/stream";
import type { Event } from "../shared/types";

export interface Follower {
  conversation: string;
  after: number;
  onEvent(event: Event): void;
  /** The line stands again after it was broken. */
  onBack(): void;
  onTyping(who: "assistant" | "agent"): void;
}

export const link = signal<LinkState>("closed");
/** The thing that changed last, as "parcel:ID"; a page that shows it says so. */
export const lastChange = signal<{ key: string } | null>(null);

let stream: Stream | null = null;
let release: (() => void) | null = null;

/** Follows a conversation, or with null only what changes for the customer. A visitor has nothing to follow alone. */
export function follow(follower: Follower | null): void {
  stream?.close();
  release?.();
  stream = release = null;
  if (follower === null && me.value?.kind !== "customer") {
    link.value = "closed";
    return;
  }
  stream = openStream({
    url: follower ? `/api/stream?conversation=${encodeURIComponent(follower.conversation)}` : "/api/stream",
    after: follower ? follower.after : null,
    onOpen: (again) => {
      // Between what was fetched and this moment nobody told this tab of a change.
      invalidate("");
      recount();
      if (again) follower?.onBack();
    },
    onFrame: ({ event, data }) => {
      const body: unknown = JSON.parse(data);
      if (event === "changed") changed(body as { what: string; id: string });
      else if (event === "event") follower?.onEvent(body as Event);
      else if (event === "typing") follower?.onTyping((body as { who: "assistant" | "agent" }).who);
    },
  });
  release = stream.state.subscribe((state) => (link.value = state));
}

/** Tries a broken line again now. */
export function nudge(): void {
  stream?.nudge();
}

function changed({ what, id }: { what: string; id: string }): void {
  invalidate(`${what}:${id}`);
  invalidate("home");
  if (what === "parcel" || what === "refund") invalidate("order:");
  if (what === "notice" || what === "refund") {
    invalidate("notices");
    recount();
  }
  lastChange.value = { key: `${what}:${id}` };
}

/** Only the unread count hangs on it, which the next change brings too. */
function recount(): void {
  refreshMe().catch(() => undefined);
}
