/** Made by `make openapi`: what the server sends fits the types that the pages are written with. */

import type { components } from "./openapi";
import type * as page from "./types";

type Sent = components["schemas"];
type Fits<A extends B, B> = A;

export type Checked = [
  Fits<Sent["Amount"], page.Amount>,
  Fits<Sent["Appended"], page.Appended>,
  Fits<Sent["ArticleHit"], page.ArticleHit>,
  Fits<Sent["ArticleHits"], page.ArticleHits>,
  Fits<Sent["ArticleOut"], page.ArticleOut>,
  Fits<Sent["Box"], page.Box>,
  Fits<Sent["CaseOut"], page.CaseOut>,
  Fits<Sent["ChargeOut"], page.ChargeOut>,
  Fits<Sent["ClauseOut"], page.ClauseOut>,
  Fits<Sent["ConversationOut"], page.ConversationOut>,
  Fits<Sent["ConversationSummary"], page.ConversationSummary>,
  Fits<Sent["Conversations"], page.Conversations>,
  Fits<Sent["DeskCase"], page.DeskCase>,
  Fits<Sent["DeskCaseDetail"], page.DeskCaseDetail>,
  Fits<Sent["DeskCases"], page.DeskCases>,
  Fits<Sent["Event"], page.Event>,
  Fits<Sent["FoundCustomer"], page.FoundCustomer>,
  Fits<Sent["FoundCustomers"], page.FoundCustomers>,
  Fits<Sent["HitRate"], page.HitRate>,
  Fits<Sent["Home"], page.Home>,
  Fits<Sent["JournalLine"], page.JournalLine>,
  Fits<Sent["KindRate"], page.KindRate>,
  Fits<Sent["Line"], page.Line>,
  Fits<Sent["Me"], page.Me>,
  Fits<Sent["NoticeOut"], page.NoticeOut>,
  Fits<Sent["NoticeSummary"], page.NoticeSummary>,
  Fits<Sent["Notices"], page.Notices>,
  Fits<Sent["OrderOut"], page.OrderOut>,
  Fits<Sent["Parcel"], page.Parcel>,
  Fits<Sent["Persona"], page.Persona>,
  Fits<Sent["Personas"], page.Personas>,
  Fits<Sent["PromiseOut"], page.PromiseOut>,
  Fits<Sent["RulingOut"], page.RulingOut>,
  Fits<Sent["ScanOut"], page.ScanOut>,
  Fits<Sent["Shop"], page.Shop>,
  Fits<Sent["Started"], page.Started>,
  Fits<Sent["Problem"], page.Problem>,
  Fits<Sent["FieldProblem"], page.FieldProblem>,
  Fits<Sent["IntentName"], page.IntentName>,
  Fits<Sent["ReadingOut"], page.ReadingOut>,
  Fits<Sent["Readings"], page.Readings>,
  Fits<Sent["SuggestionOut"], page.SuggestionOut>,
  Fits<Sent["UnderstandingOut"], page.UnderstandingOut>,
  Fits<Sent["OnPage"], page.OnPage>,
];
