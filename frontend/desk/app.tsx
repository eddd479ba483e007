import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me } from "../shared/session";
import { t } from "../shared/text";
import { Button } from "../shared/ui";
import { address, caseId, isInsight, type Screen } from "./address";
import { CasePane } from "./case-pane";
import { CheatSheet } from "./cheat-sheet";
import { HandBackDialog } from "./hand-back";
import { HitRatePane } from "./hit-rate";
import { listenToKeys } from "./keys";
import { ListPane } from "./list";
import { MergeDialog } from "./merge-dialog";
import { followMerging } from "./merging";
import { goLive, link, nudge } from "./live";
import { Palette } from "./palette";
import { counts } from "./queue";
import { SignIn } from "./sign-in";
import { UnderstandingPane } from "./understanding";
import { SplitDialog } from "./split-dialog";
import { TransferDialog } from "./transfer";
import { Views } from "./views";
import { WallPane } from "./wall";

export function App() {
  useEffect(goLive, []);
  useSignalEffect(() => {
    const waiting = me.value?.kind === "agent" ? (counts.value?.waiting ?? 0) : 0;
    document.title = waiting ? t("desk-title-waiting", { count: waiting }) : t("desk-title");
  });
  return me.value?.kind === "agent" ? <Desk /> : <SignIn />;
}

function Desk() {
  useEffect(listenToKeys, []);
  useEffect(followMerging, []);
  const { screen } = address.value;
  const insight = isInsight(screen) && caseId.value === null;
  return (
    <div class="desk" data-front={caseId.value === null ? (insight ? "insight" : "list") : "case"}>
      <a class="skip" href={caseId.value === null ? "#list-title" : "#case-title"}>
        {t("ui-skip")}
      </a>
      <LinkLine />
      <Views />
      {insight ? (
        <Insights screen={screen} />
      ) : (
        <main class="panes">
          <h1 class="hidden-visually">{t("desk-title")}</h1>
          <ListPane />
          <CasePane />
        </main>
      )}
      <Palette />
      <CheatSheet />
      <HandBackDialog />
      <MergeDialog />
      <SplitDialog />
      <TransferDialog />
    </div>
  );
}

function Insights({ screen }: { screen: Screen }) {
  if (screen === "wall") return <WallPane />;
  return screen === "understanding" ? <UnderstandingPane /> : <HitRatePane />;
}

/** Says that the live line is down; what is on screen may be behind until it is back. */
function LinkLine() {
  const down = link.value === "reconnecting" || link.value === "paused";
  return (
    <div class="link-line" role="status">
      {down && (
        <p>
          <b>{t("ui-link-reconnecting")}</b> <span>{t("ui-link-reconnecting-text")}</span>
          <Button kind="plain" onClick={nudge}>
            {t("desk-link-now")}
          </Button>
        </p>
      )}
    </div>
  );
}
