import { day } from "../shared/format";
import { t } from "../shared/text";
import type { Parcel } from "../shared/types";

export interface Arrival {
  label: string;
  value: string;
}

/** When a parcel came, or is honestly expected; null when no day can be named. */
export function arrival(parcel: Parcel): Arrival | null {
  if (parcel.delivered_at) {
    return { label: t(parcel.direction === "return" ? "help-parcel-came-back" : "help-parcel-came"), value: day(parcel.delivered_at) };
  }
  if (parcel.estimate) return { label: t("help-parcel-expected"), value: day(parcel.estimate) };
  return null;
}
