/** The one live line of this tab: changes of the queue, and the events of the open case. */

import { computed, effect, signal, untracked } from "@preact/signals";
import { query } from "../shared/api";
import { me } from "../shared/session";
import { invalidate } from "../shared/resource";
import { type Frame, type LinkState, openStream, type Stream } from "../shared/stream";
import type { Event } from "../shared/types";
import { caseId, view } from "./address";
import { caseChanged, known, lastSeq, load, sendWaiting, takeIn } from "./cases";
import { askAgain } from "./failure";
import { queueChanged, refresh } from "./queue";
import { staffChanged } from "./staff";

/** What a customer writes in a case that is not open here raises no frame: the lists are read anew this often. */
const LISTS_MS = 30_000;

export const link = signal<LinkState>("connecting");

let stream: Stream | null = null;
let carried: string | null | undefined;
let follow: (() => void) | undefined;

export function nudge(): void {
  stream?.nudge();
}

function close(): void {
  follow?.();
  stream?.close();
  stream = null;
  carried = undefined;
}

function connect(id: string | null): void {
  close();
  carried = id;
  const detail = id === null ? undefined : known(id);
  const line = openStream({
    url: query("/api/desk/stream", { case: id ?? undefined }),
    after: detail ? lastSeq(detail) : null,
    evenHidden: true,
    onFrame: (frame) => receive(id, frame),
    onOpen: (again) => {
      // What changed before the line stood, nobody told this tab.
      queueChanged();
      caseChanged();
      if (again) sendWaiting();
    },
    onRefused: askAgain,
  });
  stream = line;
  follow = effect(() => {
    link.value = line.state.value;
  });
}

function receive(id: string | null, frame: Frame): void {
  if (frame.event === "event" && id !== null) takeIn(id, JSON.parse(frame.data) as Event);
  if (frame.event === "changed") {
    const what = JSON.parse(frame.data) as { what: string; id: string };
    const all = what.what === "all";
    if (all || what.what === "queue" || what.what === "case") queueChanged();
    if (all || what.what === "staff") staffChanged();
    if (what.what === "looking") invalidate(`looking:${what.id}`);
    else if (all || what.id === caseId.peek()) caseChanged();
  }
}

/** The case whose events the line must carry: a case that is still being fetched keeps the line as it is. */
const wanted = computed<string | null | undefined>(() => {
  const id = caseId.value;
  return id === null ? null : known(id) ? id : undefined;
});

/** Follows the address and the caller from now on. */
export function goLive(): () => void {
  const stops = [
    effect(() => {
      const id = wanted.value;
      const agent = me.value?.kind === "agent";
      untracked(() => {
        if (!agent) close();
        else if (carried === undefined || (id !== undefined && id !== carried)) connect(id ?? null);
      });
    }),
    effect(() => {
      if (me.value?.kind === "agent") void refresh(view.value);
    }),
    effect(() => {
      if (me.value?.kind === "agent" && caseId.value !== null) void load(caseId.value);
    }),
  ];
  const again = setInterval(() => {
    if (document.visibilityState === "visible" && link.peek() === "live") queueChanged();
  }, LISTS_MS);
  return () => {
    clearInterval(again);
    for (const stop of stops) stop();
    close();
  };
}
