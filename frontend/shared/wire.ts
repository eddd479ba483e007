/** Made by `make openapi`: what the server sends fits the types that the pages are written with. */

import type { components } from "./openapi";
import type * as page from "./types";

type Sent = components["schemas"];
type Fits<A extends B, B> = A;

export type Checked = [
  Fits<Sent["Amount"], page.Amount>,
  Fits<Sent["Shop"], page.Shop>,
  Fits<Sent["Me"], page.Me>,
  Fits<Sent["Persona"], page.Persona>,
  Fits<Sent["Personas"], page.Personas>,
  Fits<Sent["FoundCustomer"], page.FoundCustomer>,
  Fits<Sent["FoundCustomers"], page.FoundCustomers>,
  Fits<Sent["Box"], page.Box>,
  Fits<Sent["ScanOut"], page.ScanOut>,
  Fits<Sent["Parcel"], page.Parcel>,
  Fits<Sent["Line"], page.Line>,
  Fits<Sent["OrderOut"], page.OrderOut>,
  Fits<Sent["CaseOut"], page.CaseOut>,
  Fits<Sent["Home"], page.Home>,
  Fits<Sent["Started"], page.Started>,
  Fits<Sent["Appended"], page.Appended>,
  Fits<Sent["Event"], page.Event>,
  Fits<Sent["ConversationOut"], page.ConversationOut>,
  Fits<Sent["ConversationSummary"], page.ConversationSummary>,
  Fits<Sent["Conversations"], page.Conversations>,
  Fits<Sent["ArticleHit"], page.ArticleHit>,
  Fits<Sent["ArticleHits"], page.ArticleHits>,
  Fits<Sent["ArticleOut"], page.ArticleOut>,
  Fits<Sent["ClauseOut"], page.ClauseOut>,
  Fits<Sent["RulingOut"], page.RulingOut>,
  Fits<Sent["NoticeSummary"], page.NoticeSummary>,
  Fits<Sent["Notices"], page.Notices>,
  Fits<Sent["NoticeOut"], page.NoticeOut>,
  Fits<Sent["DeskCase"], page.DeskCase>,
  Fits<Sent["DeskCases"], page.DeskCases>,
  Fits<Sent["JournalLine"], page.JournalLine>,
  Fits<Sent["ChargeOut"], page.ChargeOut>,
  Fits<Sent["DeskCaseDetail"], page.DeskCaseDetail>,
  Fits<Sent["KindRate"], page.KindRate>,
  Fits<Sent["HitRate"], page.HitRate>,
];
