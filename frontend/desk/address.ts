/** What the address says: which view is chosen and which case is open. */

import { computed } from "@preact/signals";
import { query } from "../shared/api";
import { match, place } from "../shared/router";

export const VIEWS = ["waiting", "mine", "open", "resolved"] as const;
export type View = (typeof VIEWS)[number];
const INSIGHTS = ["wall", "hit-rate", "understanding"] as const;
export type Insight = (typeof INSIGHTS)[number];
export type Screen = View | Insight;

export interface Address {
  screen: Screen;
  caseId: string | null;
}

function isScreen(value: string | null): value is Screen {
  return [...INSIGHTS, ...VIEWS].some((screen) => screen === value);
}

/** A screen of figures, which only supervisors have. */
export function isInsight(screen: Screen): screen is Insight {
  return INSIGHTS.some((insight) => insight === screen);
}

export const address = computed<Address>(() => {
  const { path, search } = place.value;
  const wanted = search.get("view");
  return { screen: isScreen(wanted) ? wanted : "waiting", caseId: match("/desk/cases/:id", path)?.id ?? null };
});

/** The view whose list is shown. */
export const view = computed<View>(() => (isInsight(address.value.screen) ? "waiting" : address.value.screen));
export const caseId = computed(() => address.value.caseId);

export function hrefOf(screen: Screen, id: string | null = null): string {
  const path = id === null ? "/desk" : `/desk/cases/${encodeURIComponent(id)}`;
  return query(path, { view: screen === "waiting" ? undefined : screen });
}
