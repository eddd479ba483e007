/**
 * The shapes on the wire, by the names that the server gives them (web/shapes.py), made from its OpenAPI document.
 * Amounts are minor units with an ISO 4217 code; times RFC 3339; days plain dates.
 */

import type { components } from "./openapi";

type Sent = components["schemas"];

export type Amount = Sent["Amount"];
export type Appended = Sent["Appended"];
export type ArticleHit = Sent["ArticleHit"];
export type ArticleHits = Sent["ArticleHits"];
export type ArticleOut = Sent["ArticleOut"];
export type Box = Sent["Box"];
export type CaseOut = Sent["CaseOut"];
export type ChargeOut = Sent["ChargeOut"];
export type ClauseOut = Sent["ClauseOut"];
export type Colleague = Sent["Colleague"];
export type ConversationOut = Sent["ConversationOut"];
export type ConversationSummary = Sent["ConversationSummary"];
export type Conversations = Sent["Conversations"];
export type DeskCase = Sent["DeskCase"];
export type DeskCaseDetail = Sent["DeskCaseDetail"];
export type DeskCases = Sent["DeskCases"];
/** An event as it travels; what its `body` may be stands in events.ts. */
export type Event = Sent["Event"];
export type Floor = ConversationOut["floor"];
export type FoundCustomer = Sent["FoundCustomer"];
export type FoundCustomers = Sent["FoundCustomers"];
export type HitRate = Sent["HitRate"];
export type Home = Sent["Home"];
export type JournalLine = Sent["JournalLine"];
export type KindRate = Sent["KindRate"];
export type Looking = Sent["Looking"];
export type Line = Sent["Line"];
export type Me = Sent["Me"];
export type NoticeOut = Sent["NoticeOut"];
export type NoticeSummary = Sent["NoticeSummary"];
export type Notices = Sent["Notices"];
export type OrderOut = Sent["OrderOut"];
export type OrderOptions = Sent["OrderOptions"];
export type Parcel = Sent["Parcel"];
export type Persona = Sent["Persona"];
export type Personas = Sent["Personas"];
export type PromiseOut = Sent["PromiseOut"];
export type RulingOut = Sent["RulingOut"];
export type ScanOut = Sent["ScanOut"];
export type Shop = Sent["Shop"];
export type Staff = Sent["Staff"];
export type Started = Sent["Started"];
export type Wall = Sent["Wall"];

/** RFC 9457; the document does not list it because every path may answer with it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  fields?: FieldProblem[];
}

export interface FieldProblem {
  field: string;
  message: string;
}
export type IntentName = Sent["IntentName"];
export type ReadingOut = Sent["ReadingOut"];
export type Readings = Sent["Readings"];
export type SuggestionOut = Sent["SuggestionOut"];
export type UnderstandingOut = Sent["UnderstandingOut"];
export type OnPage = Sent["OnPage"];
export type AppealSent = Sent["AppealSent"];
export type DeskStanding = Sent["DeskStanding"];
export type HeldReturn = Sent["HeldReturn"];
export type Standing = Sent["Standing"];
export type OrderName = Sent["OrderName"];
export type Mailbox = Sent["Mailbox"];
export type ProgrammeOut = Sent["ProgrammeOut"];
export type OptionLine = Sent["OptionLine"];
export type OrderPayments = Sent["OrderPayments"];
export type ReturnDetail = Sent["ReturnDetail"];
export type Returns = Sent["Returns"];
export type DropOffsOut = Sent["DropOffsOut"];
export type ProfileOut = Sent["ProfileOut"];
export type SubscriptionOut = Sent["SubscriptionOut"];
export type ChecksOut = Sent["ChecksOut"];
export type Checked = Sent["Checked"];
export type ActsBegun = Sent["ActsBegun"];
export type ActOut = Sent["ActOut"];
export type CaseName = Sent["CaseName"];
export type MergeOut = Sent["MergeOut"];
export type MergingOut = Sent["MergingOut"];
export type OtherCase = Sent["OtherCase"];
export type SplitOut = Sent["SplitOut"];
export type TopicName = Sent["TopicName"];
