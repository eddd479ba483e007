/**
 * One server-sent event stream that heals itself.
 *
 * It resumes after the last numbered frame it saw (Last-Event-ID), backs off with jitter while the server is away,
 * treats silence as a lost line (the server pings every 15 s), lets go while the tab has been hidden for long, and
 * comes back at once when the tab is looked at or the network returns.
 */

import { type ReadonlySignal, signal } from "@preact/signals";

export type LinkState = "connecting" | "live" | "reconnecting" | "paused" | "refused" | "closed";

export interface Frame {
  id: number | null;
  event: string;
  data: string;
}

export interface StreamOptions {
  url: string;
  /** The number of the last event that is already shown; null when the stream carries no numbered events. */
  after: number | null;
  /** Stays on the line in a hidden tab too: for who waits for something to happen. */
  evenHidden?: boolean;
  onFrame(frame: Frame): void;
  /** Each time the line stands; `again` after it was broken. Unnumbered frames may be missed before: refetch what is shown. */
  onOpen?(again: boolean): void;
  /** The server will not have this caller (4xx). The stream does not try again. */
  onRefused?(status: number): void;
}

export interface Stream {
  state: ReadonlySignal<LinkState>;
  /** Tries now instead of at the end of the pause. */
  nudge(): void;
  close(): void;
}

const SILENCE_MS = 40_000;
const HIDDEN_MS = 5 * 60_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** Splits a text stream into frames; a frame may arrive in any number of pieces. */
export class FrameReader {
  private rest = "";

  push(piece: string): Frame[] {
    this.rest = (this.rest + piece).replace(/\r\n?/g, "\n");
    const blocks = this.rest.split("\n\n");
    this.rest = blocks.pop() ?? "";
    return blocks.map(parseBlock).filter((frame) => frame !== null);
  }
}

function parseBlock(block: string): Frame | null {
  const frame: Frame = { id: null, event: "message", data: "" };
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith(":")) continue;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    else if (field === "event") frame.event = value;
    else if (field === "id" && /^\d+$/.test(value)) frame.id = Number(value);
  }
  if (data.length === 0) return null;
  frame.data = data.join("\n");
  return frame;
}

/** The pause before try number `failures` + 1, spread by `random` (0 to 1) so that tabs do not return in step. */
export function pauseAfter(failures: number, random = Math.random()): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1)) * (0.7 + 0.6 * random);
}

export function openStream(options: StreamOptions): Stream {
  const state = signal<LinkState>("connecting");
  let last = options.after;
  let failures = 0;
  let opened = false;
  let abort: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    clearTimeout(timer);
    const mine = (abort = new AbortController());
    let silence = setTimeout(() => mine.abort(), SILENCE_MS);
    try {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (last !== null) headers["Last-Event-ID"] = String(last);
      const response = await fetch(options.url, { headers, signal: mine.signal, cache: "no-store" });
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        finish("refused");
        options.onRefused?.(response.status);
        return;
      }
      if (!response.ok || !response.body) throw new Error(String(response.status));
      let standing = false;
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const frames = new FrameReader();
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        if (!standing) {
          // The server speaks first, and only once it listens for changes: what is fetched from here on misses none.
          standing = true;
          state.value = "live";
          options.onOpen?.(opened || failures > 0);
          opened = true;
        }
        failures = 0;
        clearTimeout(silence);
        silence = setTimeout(() => mine.abort(), SILENCE_MS);
        for (const frame of frames.push(value)) {
          if (abort !== mine) return;
          if (frame.id !== null) {
            if (last !== null && frame.id <= last) continue;
            last = frame.id;
          }
          options.onFrame(frame);
        }
      }
    } catch {
      // Every broken line ends here and is answered alike: wait, then try again from the last number.
    } finally {
      clearTimeout(silence);
    }
    if (abort !== mine || state.value === "refused") return;
    abort = null;
    failures += 1;
    state.value = "reconnecting";
    timer = setTimeout(run, pauseAfter(failures));
  }

  function drop(): void {
    clearTimeout(timer);
    const mine = abort;
    abort = null;
    mine?.abort();
  }

  function finish(as: LinkState): void {
    state.value = as;
    drop();
    clearTimeout(hiddenTimer);
    removeEventListener("online", nudge);
    removeEventListener("offline", lost);
    document.removeEventListener("visibilitychange", looked);
  }

  function nudge(): void {
    if (abort === null && (state.value === "reconnecting" || state.value === "paused")) void run();
  }

  function lost(): void {
    drop();
    state.value = "reconnecting";
    timer = setTimeout(run, LONGEST_PAUSE_MS);
  }

  function looked(): void {
    clearTimeout(hiddenTimer);
    if (document.visibilityState === "visible") return nudge();
    if (options.evenHidden) return;
    hiddenTimer = setTimeout(() => {
      drop();
      state.value = "paused";
    }, HIDDEN_MS);
  }

  addEventListener("online", nudge);
  addEventListener("offline", lost);
  document.addEventListener("visibilitychange", looked);
  void run();
  return { state, nudge, close: () => finish("closed") };
}
