/** The shapes on the wire. Amounts are minor units with an ISO 4217 code; times RFC 3339; days plain dates. */

export interface Amount {
  minor: number;
  currency: string;
}

export interface Shop {
  name: string;
  assistant: string;
}

export interface Me {
  kind: "customer" | "visitor" | "agent";
  name: string | null;
  role: "agent" | "supervisor" | null;
  locale: string;
  timezone: string;
  currency: string | null;
  csrf: string;
  shop: Shop;
  demo: boolean;
  unread: number;
}

export interface Persona {
  kind: "customer" | "agent";
  id: string;
  name: string;
  story: string;
  try_saying: string | null;
}

export interface Personas {
  personas: Persona[];
}

export interface FoundCustomer {
  id: string;
  name: string;
  email: string;
}

export interface FoundCustomers {
  customers: FoundCustomer[];
}

export interface Box {
  key: string;
  kind: string;
  sentence: string;
  action: string;
  icon: string;
}

export interface ScanOut {
  at: string;
  status: string;
  status_text: string;
  place: string;
  latitude: number | null;
  longitude: number | null;
}

export interface Parcel {
  id: string;
  order_id: string;
  order_number: string;
  direction: "outbound" | "return";
  carrier: string;
  tracking_number: string;
  status: string;
  status_text: string;
  progress: number;
  dispatched_at: string | null;
  promised_on: string | null;
  estimate: string | null;
  days_late: number;
  delivered_at: string | null;
  scans: ScanOut[];
  items: string[];
}

export interface Line {
  id: string;
  name: string;
  options: string;
  quantity: number;
  unit_price: Amount;
  icon: string;
}

export interface OrderOut {
  id: string;
  number: string;
  placed_at: string;
  status: string;
  status_text: string;
  progress: number;
  total: Amount;
  lines: Line[];
  parcels: Parcel[];
}

export interface CaseOut {
  id: string;
  conversation_id: string;
  title: string;
  state: string;
  state_text: string;
  opened_at: string;
}

export interface Home {
  given_name: string;
  showing_id: string;
  boxes: Box[];
  examples: string[];
  orders: OrderOut[];
  open_cases: CaseOut[];
}

export interface Started {
  conversation_id: string;
}

export interface Appended {
  seq: number;
  repeated: boolean;
}

export type Floor = "assistant" | "queue" | "agent";

/** An event as it travels: `body.type` is one of the types of `EventBody` (see events.ts). */
export interface Event {
  seq: number;
  at: string;
  body: { [key: string]: unknown };
}

export interface ConversationOut {
  id: string;
  floor: Floor;
  agent_name: string | null;
  last_seq: number;
  events: Event[];
}

export interface ConversationSummary {
  id: string;
  last_at: string;
  title: string;
  floor: Floor;
}

export interface Conversations {
  conversations: ConversationSummary[];
}

export interface ArticleHit {
  slug: string;
  title: string;
  topic: string;
  quote: string;
}

export interface ArticleHits {
  articles: ArticleHit[];
}

export interface ArticleOut {
  slug: string;
  title: string;
  topic: string;
  updated: string;
  html: string;
}

export interface ClauseOut {
  rule: string;
  text: string;
  verdict: string | null;
}

export interface RulingOut {
  id: string;
  verdict: string;
  facts: string[];
  clauses: ClauseOut[];
  rulebook_version: string;
}

export interface NoticeSummary {
  id: string;
  at: string;
  kind: string;
  title: string;
  read: boolean;
}

export interface Notices {
  notices: NoticeSummary[];
}

export interface NoticeOut {
  id: string;
  at: string;
  kind: string;
  title: string;
  sentences: string[];
  amount: Amount | null;
  reference: string | null;
  conversation_id: string | null;
  ruling: RulingOut | null;
}

export interface DeskCase {
  id: string;
  conversation_id: string;
  customer_name: string;
  title: string;
  reason: string;
  state: string;
  priority: number;
  opened_at: string;
  waiting_since: string | null;
  agent_name: string | null;
  value: Amount | null;
  last_text: string;
}

export interface DeskCases {
  waiting: number;
  mine: number;
  cases: DeskCase[];
}

export interface JournalLine {
  at: string;
  actor: string;
  text: string;
}

export interface ChargeOut {
  id: string;
  at: string;
  amount: Amount;
  refunded: Amount;
  description: string;
  method_label: string;
}

export interface DeskCaseDetail {
  case: DeskCase;
  floor: Floor;
  floor_is_mine: boolean;
  customer: FoundCustomer | null;
  orders: OrderOut[];
  charges: ChargeOut[];
  rulings: RulingOut[];
  journal: JournalLine[];
  last_seq: number;
  events: Event[];
}

export interface KindRate {
  kind: string;
  shown: number;
  taken: number;
}

export interface HitRate {
  since: string;
  showings: number;
  taken: number;
  other: number;
  nothing: number;
  by_kind: KindRate[];
}

export interface FieldProblem {
  field: string;
  message: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  fields?: FieldProblem[];
}
