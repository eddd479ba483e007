/** A waiting time that ticks. Only this text is drawn again each second. */

import { t } from "../shared/text";
import { isLong, secondsSince, span } from "./now";

export function Wait({ since }: { since: string }) {
  return (
    <time class={isLong(since) ? "wait wait--long" : "wait"} dateTime={since}>
      {span(secondsSince(since))}
    </time>
  );
}

export function WaitWords({ since }: { since: string }) {
  const minutes = Math.floor(secondsSince(since) / 60);
  return <>{minutes === 0 ? t("desk-wait-short") : t("desk-wait-minutes", { count: minutes })}</>;
}
