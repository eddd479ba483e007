/**
 * One conversation as this page knows it.
 *
 * The server's numbered events are the truth. What the customer writes shows at once as pending and gives way to its
 * event; a message keeps its own id through every retry, so that sending it again is the same message. Pending messages
 * and the draft outlive a reload of the tab.
 */

import { signal } from "@preact/signals";
import { ApiError, get, post, query } from "../shared/api";
import { bodyOf } from "../shared/events";
import { newId } from "../shared/ids";
import { go } from "../shared/router";
import { become } from "../shared/session";
import type { Appended, ConversationOut, Event, Floor, Started } from "../shared/types";
import { follow, link } from "./live";
import { drop, keep, kept } from "./keep";
import { pageSeen } from "./whereabouts";

export interface Pending {
  id: string;
  text: string;
  choice: string | null;
  state: "sending" | "failed";
  /** Where it stands, once the server said so. */
  seq: number | null;
  problem: string;
}

const TYPING_MS = 8_000;
const PATIENCE_MS = 2_000;

/** The conversation on screen; the header's door speaks for it. */
export const current = signal<Conversation | null>(null);

export class Conversation {
  readonly events = signal<Event[]>([]);
  readonly floor = signal<Floor>("assistant");
  readonly agent = signal<string | null>(null);
  readonly ahead = signal<number | null>(null);
  readonly pending = signal<Pending[]>([]);
  readonly typing = signal<"assistant" | "agent" | null>(null);
  readonly error = signal<ApiError | null>(null);
  readonly loaded = signal(false);
  readonly moving = signal(false);

  private last = 0;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  private readonly underWay = new Set<string>();

  constructor(readonly id: string) {
    this.pending.value = kept<Pending[]>(`pending:${id}`) ?? [];
  }

  async open(): Promise<void> {
    this.error.value = null;
    try {
      const found = await get<ConversationOut>(`/api/conversations/${this.id}`);
      if (this.closed) return;
      this.take(found);
      this.loaded.value = true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error.value = error;
      return;
    }
    follow({
      conversation: this.id,
      after: this.last,
      onEvent: (event) => {
        this.append([event]);
        const body = bodyOf(event);
        if (body.type === "thread_linked" && body.link === "moved") void this.catchUp().catch(() => undefined);
      },
      onBack: () => void this.sendKept(),
      onTyping: (who) => this.setTyping(who),
    });
    void this.sendKept();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.typingTimer);
    follow(null);
  }

  send(text: string, choice: string | null = null): void {
    const message: Pending = { id: newId(), text, choice, state: "sending", seq: null, problem: "" };
    this.setPending([...this.pending.value, message]);
    void this.deliver(message);
  }

  retry(id: string): void {
    const message = this.pending.value.find((candidate) => candidate.id === id);
    if (message) void this.deliver(message);
  }

  discard(id: string): void {
    this.setPending(this.pending.value.filter((message) => message.id !== id));
  }

  /** The human door. Asking twice is asking once. Raises ApiError. */
  askPerson(): Promise<void> {
    return this.move("person");
  }

  backToAssistant(): Promise<void> {
    return this.move("assistant");
  }

  private async move(to: "person" | "assistant"): Promise<void> {
    if (this.moving.value) return;
    this.moving.value = true;
    try {
      await post<Appended>(`/api/conversations/${this.id}/${to}`);
      await this.catchUp();
    } finally {
      this.moving.value = false;
    }
  }

  /** What could not be sent goes out again, in the order in which it was written. */
  private async sendKept(): Promise<void> {
    for (const { id } of this.pending.value) {
      const message = this.pending.value.find((candidate) => candidate.id === id);
      if (message && message.seq === null && !this.underWay.has(id)) await this.deliver(message);
    }
  }

  private async deliver(message: Pending): Promise<void> {
    this.change(message.id, { state: "sending", problem: "" });
    this.underWay.add(message.id);
    try {
      const { id, text, choice } = message;
      const path = `/api/conversations/${this.id}/messages`;
      const { seq, me } = await post<Appended>(path, { message_id: id, text, choice, ...pageSeen() });
      if (me) become(me);
      this.change(id, { seq });
      this.settlePending();
      await this.see(seq);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.change(message.id, { state: "failed", problem: error.message });
    } finally {
      this.underWay.delete(message.id);
    }
  }

  /** What was sent stands at `seq`: it comes by the stream, or is fetched. */
  async see(seq: number): Promise<void> {
    if (link.value !== "live") await this.catchUp();
    else setTimeout(() => this.last < seq && void this.catchUp().catch(() => undefined), PATIENCE_MS);
  }

  private async catchUp(): Promise<void> {
    this.take(await get<ConversationOut>(query(`/api/conversations/${this.id}`, { after: this.last })));
  }

  private take(found: ConversationOut): void {
    // It was joined to another one, which shows what stands here too.
    if (found.goes_on_in) go(`/chat/${found.goes_on_in}`, { replace: true });
    this.append(found.events);
    this.floor.value = found.floor;
    this.agent.value = found.agent_name;
  }

  private append(arrived: Event[]): void {
    const fresh = arrived.filter((event) => event.seq > this.last);
    if (fresh.length === 0) return;
    for (const event of fresh) {
      this.last = event.seq;
      const body = bodyOf(event);
      if (body.type === "floor_moved") {
        this.floor.value = body.to;
        this.agent.value = body.to === "agent" ? body.agent_name : null;
        this.ahead.value = body.to === "queue" ? body.waiting_before : null;
      }
      if (body.type === "customer_said") this.forgetEcho(body.text);
      else this.setTyping(null);
    }
    this.events.value = [...this.events.value, ...fresh];
    this.settlePending();
  }

  /** An own message that arrives by the stream before its request is answered: the pending one gives way now. */
  private forgetEcho(text: string): void {
    const echo = this.pending.value.find((message) => message.seq === null && message.text === text);
    if (echo && echo.state === "sending") this.discard(echo.id);
  }

  private settlePending(): void {
    const left = this.pending.value.filter((message) => message.seq === null || message.seq > this.last);
    if (left.length !== this.pending.value.length) this.setPending(left);
  }

  private change(id: string, how: Partial<Pending>): void {
    this.setPending(this.pending.value.map((message) => (message.id === id ? { ...message, ...how } : message)));
  }

  private setPending(messages: Pending[]): void {
    this.pending.value = messages;
    if (messages.length) keep(`pending:${this.id}`, messages);
    else drop(`pending:${this.id}`);
  }

  private setTyping(who: "assistant" | "agent" | null): void {
    clearTimeout(this.typingTimer);
    this.typing.value = who;
    if (who) this.typingTimer = setTimeout(() => (this.typing.value = null), TYPING_MS);
  }
}

interface Opening {
  text?: string;
  /** What the text stands for, when it is a button's label. */
  choice?: string;
  showing_id?: string;
}

/** Starts a conversation; `message_id` is the caller's, so that a second press of the same button starts no second one. */
export async function startConversation(message_id: string, opening: Opening = {}): Promise<string> {
  return (await post<Started>("/api/conversations", { message_id, ...opening, ...pageSeen() })).conversation_id;
}
