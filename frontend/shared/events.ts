/** Bodies of conversation events and the cards in them; mirrors core/events.py. */

import type { Amount, Event, Floor, OrderOut, Parcel, ProgrammeOut } from "./types";

export interface Choice {
  id: string;
  label: string;
}

export interface ChargeCard {
  id: string;
  at: string;
  amount: Amount;
  refunded: Amount;
  description: string;
  method_label: string;
}

export interface RefundCard {
  id: string;
  amount: Amount;
  state: "granted" | "sent" | "failed";
  method_label: string;
  requested_at: string;
  arrives_from: string | null;
  arrives_to: string | null;
  reference: string | null;
}

export interface ConfirmCard {
  title: string;
  lines: { label: string; value_text?: string | null; amount?: Amount | null }[];
}

export interface ReceiptCard {
  notice_id: string | null;
  title: string;
  amount: Amount | null;
  reference: string | null;
  ruling_id: string | null;
}

export interface ArticleCard {
  slug: string;
  title: string;
  heading: string;
  quote: string;
  /** The heading's id on the article's page; absent in what was said before there were ids. */
  anchor?: string;
}

/** What the catalogue says of a product: its words and its list price. */
export interface ProductCard {
  product_id: string;
  name: string;
  category: string;
  quote: string;
  price: Amount | null;
}

/** A form: what a visitor has to show next, with what they have said so far. */
export interface ProveCard {
  asks: "order" | "code";
  order_number: string;
  email: string;
}

/** Things to choose from, several at once; the answer's choice is "items:ID,ID". */
export interface PickCard {
  lines: { id: string; name: string; options: string; quantity: number; icon: string; order_number: string }[];
}

/** A form for an address, filled with the one that is known. */
export interface AddressCard {
  lines: string[];
  city: string;
  region: string;
  postcode: string;
  country: string;
}

/** Goods on their way back. `label`: the parcel waits to be handed in. */
export interface ReturnCard {
  id: string;
  order_id: string;
  kind: string;
  items: string[];
  status: "authorised" | "in_transit" | "received" | "closed";
  status_text: string;
  refund_due: Amount;
  timing_text: string;
  deadline: string | null;
  prepaid: boolean;
  label: boolean;
}

export type Card =
  | { kind: "order"; data: OrderOut }
  | { kind: "parcel"; data: Parcel }
  | { kind: "charge"; data: ChargeCard }
  | { kind: "refund"; data: RefundCard }
  | { kind: "confirm"; data: ConfirmCard }
  | { kind: "receipt"; data: ReceiptCard }
  | { kind: "article"; data: ArticleCard }
  | { kind: "prove"; data: ProveCard }
  | { kind: "pick"; data: PickCard }
  | { kind: "address"; data: AddressCard }
  | { kind: "return"; data: ReturnCard }
  | { kind: "programme"; data: ProgrammeOut }
  | { kind: "product"; data: ProductCard };

/** A photo at /api/photos/ID; `alt` is what its sender says is to be seen, often nothing. */
export interface ShownPhoto {
  id: string;
  width: number;
  height: number;
  alt: string;
}

/** Words that stand in another conversation; `by` is "customer", "assistant" or an agent's name. */
export interface Quote {
  seq: number;
  at: string;
  by: string;
  text: string;
}

/** Another conversation of the same owner belongs to this one. */
export interface ThreadLinked {
  type: "thread_linked";
  link: "joined" | "moved" | "parted" | "begun" | "led_to";
  text: string;
  conversation_id: string;
  case_id: string;
  quotes: Quote[];
}

export type EventBody =
  | { type: "customer_said"; text: string; choice: string | null }
  | { type: "customer_showed"; photos: ShownPhoto[] }
  | { type: "assistant_said"; text: string; cards: Card[]; choices: Choice[] }
  | { type: "agent_said"; text: string; agent_id: string; agent_name: string }
  | { type: "reported"; text: string; cards: Card[] }
  | { type: "floor_moved"; to: Floor; text: string; agent_name: string | null; waiting_before: number | null }
  | { type: "case_moved"; case_id: string; state: string; text: string; choices: Choice[] }
  | ThreadLinked;

/** The body with its type; an event of a type this page does not know yet is left to the caller's default branch. */
export function bodyOf(event: Event): EventBody {
  return event.body as unknown as EventBody;
}

/** The ways on that an event offers. */
export function choicesOf(event: Event): Choice[] {
  const body = bodyOf(event);
  return body.type === "assistant_said" || body.type === "case_moved" ? (body.choices ?? []) : [];
}
