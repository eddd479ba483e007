import { day, moment } from "../shared/format";
import { t } from "../shared/text";
import type { Parcel } from "../shared/types";
import { Badge, Track } from "../shared/ui";

/** One parcel: its state in words, its days, its last scan. `whole` adds the earlier scans. */
export function ParcelFacts({ parcel, whole = false }: { parcel: Parcel; whole?: boolean }) {
  const [last, ...earlier] = parcel.scans;
  const late = parcel.days_late > 0 ? t("desk-days-late", { count: parcel.days_late }) : "";
  return (
    <div class="parcel">
      <p class="fact__title">
        <span>{parcel.status_text}</span>
        {late && late !== parcel.status_text && <Badge tone="warn">{late}</Badge>}
        {parcel.direction === "return" && <Badge>{t("desk-parcel-return")}</Badge>}
      </p>
      <Track progress={parcel.progress} late={parcel.days_late > 0} />
      <p class="fact__text">
        {parcel.carrier} <span class="code">{parcel.tracking_number}</span>
      </p>
      <p class="fact__text">{when(parcel)}</p>
      {last && (
        <p class="fact__text">
          {t("desk-last-scan")} {last.status_text}, {last.place} · <time dateTime={last.at}>{moment(last.at)}</time>
        </p>
      )}
      {parcel.items.length > 0 && <p class="fact__text">{parcel.items.join(", ")}</p>}
      {whole && earlier.length > 0 && (
        <details class="scans">
          <summary>{t("desk-scans", { count: earlier.length })}</summary>
          <ol>
            {earlier.map((scan) => (
              <li key={`${scan.at} ${scan.status}`}>
                <time dateTime={scan.at}>{moment(scan.at)}</time>
                <span>
                  {scan.status_text}, {scan.place}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function when(parcel: Parcel): string {
  if (parcel.delivered_at) return t("desk-parcel-delivered", { day: moment(parcel.delivered_at) });
  const promised = parcel.promised_on ? t("desk-parcel-promised", { day: day(parcel.promised_on, new Date(), "short") }) : "";
  const estimate = parcel.estimate
    ? t("desk-parcel-estimate", { day: day(parcel.estimate, new Date(), "short") })
    : t("desk-parcel-no-estimate");
  return [promised, estimate].filter(Boolean).join(" · ");
}
