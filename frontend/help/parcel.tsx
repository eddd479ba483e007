/** One parcel: where it is in words, the day promised against the day expected, its way, and every scan. */

import "../shared/more-icons";
import "./parcel.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../shared/api";
import { clock, day, moment } from "../shared/format";
import { Icon } from "../shared/icons";
import { useResource } from "../shared/resource";
import { t } from "../shared/text";
import type { Parcel, ScanOut } from "../shared/types";
import { Ago, Badge, Button, Skeleton, Track } from "../shared/ui";
import type { ScreenProps } from "./app";
import { lastChange } from "./live";
import { arrival } from "./parcel-words";
import { Route } from "./route";
import { Failed, useTitle } from "./states";
import { TalkButton } from "./talk-button";

const GLOW_MS = 4_000;
const FEW = 6;

export function ParcelPage({ id }: ScreenProps) {
  const found = useResource(`parcel:${id}`, () => get<Parcel>(`/api/parcels/${id}`));
  const parcel = found.data;
  useTitle(parcel ? parcel.status_text : t("help-parcel-title"));
  return (
    <div class="page page--narrow">
      {!parcel && found.error && <Failed error={found.error} onRetry={found.reload} />}
      {!parcel && !found.error && <Skeleton lines={7} />}
      {parcel && <Shown parcel={parcel} />}
    </div>
  );
}

function Shown({ parcel }: { parcel: Parcel }) {
  const { glow, news } = useNews(parcel);
  const late = parcel.days_late > 0 && !parcel.delivered_at;
  const came = arrival(parcel);
  return (
    <>
      <a class="crumb" href={`/orders/${parcel.order_id}`}>
        <Icon name="arrow-left" size={18} /> {t("help-order-number", { number: parcel.order_number })}
      </a>
      <div role="status" class="hidden-visually">
        {news}
      </div>
      <section class={glow ? "card parcel glow" : "card parcel"}>
        <p class="kind">{t(parcel.direction === "return" ? "help-parcel-return" : "help-parcel-title")}</p>
        <h1>{parcel.status_text}</h1>
        <p class="quiet">{parcel.items.join(", ")}</p>
        <Steps parcel={parcel} late={late} />
        <dl class="days">
          {parcel.promised_on && (
            <div>
              <dt>{t("help-parcel-promised")}</dt>
              <dd>{day(parcel.promised_on)}</dd>
            </div>
          )}
          <div>
            <dt>{came?.label ?? t("help-parcel-expected")}</dt>
            <dd>{came?.value ?? t("help-parcel-no-day")}</dd>
          </div>
          {parcel.days_late > 0 && (
            <div>
              <dt>{t("help-parcel-late")}</dt>
              <dd>
                <Badge tone="warn">{t("help-days", { count: parcel.days_late })}</Badge>
              </dd>
            </div>
          )}
        </dl>
        <Route scans={parcel.scans} arrived={parcel.delivered_at !== null} />
        <p class="parcel__carrier quiet">
          {parcel.carrier} · <span class="code">{parcel.tracking_number}</span>
          {parcel.scans[0] && (
            <>
              {" "}
              · {t("help-parcel-seen")} <Ago at={parcel.scans[0].at} />
            </>
          )}
        </p>
        <TalkButton icon="message-circle" about={t("help-wrong-parcel", { item: parcel.items[0] ?? "", number: parcel.order_number })} label={t("help-wrong")} />
      </section>
      <section aria-labelledby="scans-head">
        <h2 id="scans-head" class="section__head">
          {t("help-scans")}
        </h2>
        {parcel.scans.length === 0 ? <p class="quiet card pad">{t("help-scans-none")}</p> : <Timeline scans={parcel.scans} glow={glow} />}
      </section>
    </>
  );
}

function Steps({ parcel, late }: { parcel: Parcel; late: boolean }) {
  const words = parcel.direction === "return" ? "help-step-return-" : "help-step-";
  return (
    <div class="steps">
      <Track progress={parcel.progress} late={late} />
      <ol class="steps__words">
        {[1, 2, 3, 4].map((step) => (
          <li key={step} class={parcel.progress >= step ? "done" : ""} aria-current={parcel.progress === step ? "step" : undefined}>
            {t(`${words}${step}`)}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Timeline({ scans, glow }: { scans: ScanOut[]; glow: boolean }) {
  const [all, showAll] = useState(scans.length <= FEW + 1);
  return (
    <>
      <ol class="scans card">
        {(all ? scans : scans.slice(0, FEW)).map((scan, index) => (
          <li key={`${scan.at}${scan.status}`} class={index === 0 ? (glow ? "now glow" : "now") : ""}>
            <span class="scans__what">{scan.status_text}</span>
            <span class="scans__where">{scan.place}</span>
            <time dateTime={scan.at} title={moment(scan.at)}>
              {day(scan.at, undefined, "short")}, {clock(scan.at)}
            </time>
          </li>
        ))}
      </ol>
      {!all && (
        <Button class="scans__all" icon="chevron-down" onClick={() => showAll(true)}>
          {t("help-scans-all", { count: scans.length })}
        </Button>
      )}
    </>
  );
}

/** What changed while the page was open: a glow for the eye, a sentence for the ear. */
function useNews(parcel: Parcel): { glow: boolean; news: string } {
  const [glow, setGlow] = useState(false);
  const [news, setNews] = useState("");
  const [newest] = parcel.scans;
  const mark = `${parcel.status}${newest?.at ?? ""}`;
  const before = useRef(mark);
  useEffect(() => {
    if (before.current === mark) return;
    before.current = mark;
    if (lastChange.value?.key !== `parcel:${parcel.id}`) return;
    setGlow(true);
    setNews(t("help-parcel-news", { status: parcel.status_text, place: newest?.place ?? "" }));
    const timer = setTimeout(() => setGlow(false), GLOW_MS);
    return () => clearTimeout(timer);
  }, [mark]);
  return { glow, news };
}
