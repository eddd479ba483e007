/** What the assistant asks a visitor to show, as a form; typing the same works as well. */

import { bodyOf } from "../../shared/events";
import type { Event } from "../../shared/types";
import { CodeForm, OrderForm } from "../prove";

export function ProveForm({ event, onSend }: { event: Event; onSend(text: string): void }) {
  const body = bodyOf(event);
  const card = body.type === "assistant_said" ? body.cards.find((each) => each.kind === "prove") : undefined;
  if (!card) return null;
  const { asks, order_number: number, email } = card.data;
  if (asks === "code") return <CodeForm key={event.seq} onSend={onSend} />;
  return <OrderForm key={event.seq} claim={{ number, email }} onSend={(claim) => onSend(`${claim.number}, ${claim.email}`)} />;
}
