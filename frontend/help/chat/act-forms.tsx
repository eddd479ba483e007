/** What an act still needs, as a form under the question; typing the same works as well. */

import { bodyOf, type Card } from "../../shared/events";
import type { Event } from "../../shared/types";
import { AddressForm } from "./address-form";
import { PickForm } from "./pick-form";

interface FormProps {
  event: Event;
  onSend(text: string, choice?: string): void;
}

export function ActForms({ event, onSend }: FormProps) {
  for (const card of cardsOf(event)) {
    if (card.kind === "pick") return <PickForm key={event.seq} card={card.data} onSend={onSend} />;
    if (card.kind === "address") return <AddressForm key={event.seq} known={card.data} onSend={onSend} />;
  }
  return null;
}

/** Whether the event shows its things as a list to tick: their buttons would say the same again. */
export function hasPick(event: Event): boolean {
  return cardsOf(event).some((card) => card.kind === "pick");
}

function cardsOf(event: Event): Card[] {
  const body = bodyOf(event);
  return body.type === "assistant_said" ? body.cards : [];
}
