/** The cases that were opened: what is known of each, and what an agent may do with it. */

import { batch, computed, signal } from "@preact/signals";
import { ApiError, get, post } from "../shared/api";
import { bodyOf } from "../shared/events";
import { newId } from "../shared/ids";
import { go } from "../shared/router";
import { t } from "../shared/text";
import type { Appended, DeskCaseDetail, Event } from "../shared/types";
import { address, caseId, hrefOf } from "./address";
import { calm, failureOf } from "./failure";
import { queueChanged } from "./queue";

export interface Outgoing {
  messageId: string;
  text: string;
  /** `failed` may be sent again as it is, or withdrawn. */
  state: "sending" | "sent" | "failed";
  seq: number | null;
  reason: string;
}

export interface Notice {
  /** The case it is about; null for the queue. */
  about: string | null;
  tone: "good" | "bad";
  text: string;
  /** Takes the act back, while it can be. */
  undo?: () => void;
}

export type Act = "take" | "take-next" | "hand-back" | "ask-solved" | "merge" | "split" | "undo" | "transfer" | "take-over";

const REMEMBERED = 40;
const CALM_MS = 120;

const details = signal<Record<string, DeskCaseDetail>>({});
const outbox = signal<Record<string, Outgoing[]>>({});
export const caseError = signal<{ id: string; error: ApiError } | null>(null);
export const notice = signal<Notice | null>(null);
export const busy = signal<Act | null>(null);

export const opened = computed(() => (caseId.value === null ? undefined : details.value[caseId.value]));

export function known(id: string): DeskCaseDetail | undefined {
  return details.value[id];
}

/** Messages on their way that the conversation does not show yet. */
export const outgoing = computed<Outgoing[]>(() => {
  const detail = opened.value;
  if (!detail) return [];
  const sent = outbox.value[detail.case.id] ?? [];
  return sent.filter((message) => message.seq === null || message.seq > lastSeq(detail));
});

export function lastSeq(detail: DeskCaseDetail): number {
  return Math.max(detail.last_seq, detail.events.at(-1)?.seq ?? 0);
}

function put(detail: DeskCaseDetail): void {
  const id = detail.case.id;
  const newer = details.value[id]?.events.filter((event) => event.seq > (detail.events.at(-1)?.seq ?? 0)) ?? [];
  const { [id]: _, ...rest } = details.value;
  const kept = Object.entries(rest).slice(-REMEMBERED);
  details.value = { ...Object.fromEntries(kept), [id]: { ...detail, events: [...detail.events, ...newer] } };
}

export async function load(id: string): Promise<void> {
  try {
    put(await get<DeskCaseDetail>(`/api/desk/cases/${encodeURIComponent(id)}`));
    if (caseError.value?.id === id) caseError.value = null;
  } catch (problem) {
    caseError.value = { id, error: failureOf(problem) };
  }
}

/** Has a case at hand before it is opened. A failure shows when it is opened. */
export async function prefetch(id: string): Promise<void> {
  if (details.value[id]) return;
  try {
    put(await get<DeskCaseDetail>(`/api/desk/cases/${encodeURIComponent(id)}`));
  } catch (problem) {
    failureOf(problem);
  }
}

/** The open case changed in more than its words: fetch it anew. */
export const caseChanged = calm(CALM_MS, () => {
  if (caseId.value !== null) void load(caseId.value);
});

/** Takes in one live event of case `id`; one that is there already changes nothing. */
export function takeIn(id: string, event: Event): void {
  const detail = details.value[id];
  if (!detail || event.seq <= (detail.events.at(-1)?.seq ?? 0)) return;
  const body = bodyOf(event);
  batch(() => {
    details.value = { ...details.value, [id]: { ...detail, events: [...detail.events, event], last_seq: event.seq } };
    // An own message can arrive here before its request is answered.
    const own = body.type === "agent_said" && outbox.value[id]?.find((one) => one.seq === null && one.text === body.text);
    if (own) change(id, own.messageId, { state: "sent", seq: event.seq });
    // The customer went on: what came of the last act is old news.
    if (body.type === "customer_said" && notice.value?.about === id && notice.value.tone === "good") notice.value = null;
  });
  if (body.type === "floor_moved" || body.type === "case_moved" || body.type === "reported" || body.type === "thread_linked") caseChanged();
}

function path(id: string, act: string): string {
  return `/api/desk/cases/${encodeURIComponent(id)}/${act}`;
}

export async function during(act: Act, about: string | null, work: () => Promise<void>): Promise<boolean> {
  if (busy.value) return false;
  busy.value = act;
  notice.value = null;
  try {
    await work();
    return true;
  } catch (problem) {
    const error = failureOf(problem);
    notice.value = { about, tone: "bad", text: error.message };
    return false;
  } finally {
    busy.value = null;
    queueChanged();
  }
}

/** Takes a waiting case. Refused when somebody else was faster: then says who has it. */
export function take(id: string): Promise<boolean> {
  return during("take", id, async () => {
    try {
      put(await post<DeskCaseDetail>(path(id, "claim")));
    } catch (problem) {
      if (!(problem instanceof ApiError) || problem.status !== 409) throw problem;
      await load(id);
      const holder = details.value[id]?.case.agent_name;
      throw new ApiError(409, problem.code, holder ? t("desk-taken-by", { name: holder }) : problem.message);
    }
  });
}

/** Takes the case that is next in line and opens it. */
export function takeNext(): Promise<boolean> {
  return during("take-next", null, async () => {
    const detail = await post<DeskCaseDetail | undefined>("/api/desk/claim-next");
    if (!detail) {
      notice.value = { about: null, tone: "good", text: t("desk-nobody-waits") };
      return;
    }
    put(detail);
    go(hrefOf(address.value.screen, detail.case.id));
  });
}

export function handBack(id: string): Promise<boolean> {
  return during("hand-back", id, async () => {
    await post(path(id, "hand-back"));
    await load(id);
    notice.value = { about: id, tone: "good", text: t("desk-handed-back") };
  });
}

export function askSolved(id: string): Promise<boolean> {
  return during("ask-solved", id, async () => {
    await post(path(id, "ask-solved"));
    await load(id);
    notice.value = { about: id, tone: "good", text: t("desk-asked-solved") };
  });
}

/** To a department's line, or to a colleague. */
export function transfer(id: string, to: { department: string } | { agent_id: string }, note: string): Promise<boolean> {
  return during("transfer", id, async () => {
    await post(path(id, "transfer"), { ...to, note });
    await load(id);
    notice.value = { about: id, tone: "good", text: t("desk-transferred") };
  });
}

/** A supervisor takes a colleague's case. */
export function takeOver(id: string): Promise<boolean> {
  return during("take-over", id, async () => {
    await post(path(id, "take-over"));
    await load(id);
    notice.value = { about: id, tone: "good", text: t("desk-taken-over") };
  });
}

const lines = new Map<string, Promise<void>>();

/** Sends `text` after what was sent before it; shown at once, marked until it stands. */
export function send(id: string, text: string): void {
  const message: Outgoing = { messageId: newId(), text, state: "sending", seq: null, reason: "" };
  outbox.value = { ...outbox.value, [id]: [...(outbox.value[id] ?? []), message] };
  deliver(id, message.messageId);
}

/** The same message again: it keeps its id, so it can't stand twice. */
export function sendAgain(id: string, messageId: string): void {
  change(id, messageId, { state: "sending", reason: "" });
  deliver(id, messageId);
}

/** Takes a message that could not be sent out of the line and returns its words. */
export function withdraw(id: string, messageId: string): string {
  const text = outbox.value[id]?.find((message) => message.messageId === messageId)?.text ?? "";
  const left = (outbox.value[id] ?? []).filter((message) => message.messageId !== messageId);
  outbox.value = { ...outbox.value, [id]: left };
  return text;
}

/** The line is back: what failed for want of an answer goes out again. */
export function sendWaiting(): void {
  for (const [id, messages] of Object.entries(outbox.value)) {
    for (const message of messages) if (message.state === "failed") sendAgain(id, message.messageId);
  }
}

function change(id: string, messageId: string, to: Partial<Outgoing>): void {
  const messages = outbox.value[id] ?? [];
  const changed = messages.map((message) => (message.messageId === messageId ? { ...message, ...to } : message));
  outbox.value = { ...outbox.value, [id]: changed };
}

function deliver(id: string, messageId: string): void {
  const before = lines.get(id) ?? Promise.resolve();
  lines.set(id, before.then(() => postOne(id, messageId)));
}

async function postOne(id: string, messageId: string): Promise<void> {
  const message = outbox.value[id]?.find((one) => one.messageId === messageId);
  if (message?.state !== "sending") return;
  try {
    const stands = await post<Appended>(path(id, "messages"), { message_id: messageId, text: message.text });
    change(id, messageId, { state: "sent", seq: stands.seq });
  } catch (problem) {
    const error = failureOf(problem);
    batch(() => {
      change(id, messageId, { state: "failed", reason: error.message });
      if (error.status === 409) {
        notice.value = { about: id, tone: "bad", text: error.message };
        caseChanged();
      }
    });
  }
}

export function forgetCases(): void {
  details.value = {};
  outbox.value = {};
  caseError.value = null;
  notice.value = null;
}
