import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../shared/icons";
import { me, signOut } from "../shared/session";
import { t } from "../shared/text";
import { applyTheme, theme } from "../shared/theme";
import { Button, Hidden } from "../shared/ui";
import { address, hrefOf, type Screen, VIEWS } from "./address";
import { AvailabilityButton } from "./availability";
import { forgetCases } from "./cases";
import { sheet } from "./commands";
import { forgetDrafts } from "./drafts";
import { calm } from "./failure";
import { forgetStaff } from "./staff";
import { counts, countOf, forgetQueue, LIST_LIMIT, refresh } from "./queue";

const ICONS: Record<Screen, IconName> = {
  waiting: "clock",
  mine: "user",
  open: "message-circle",
  resolved: "circle-check",
  wall: "users",
  "hit-rate": "chart-column",
  understanding: "lightbulb",
};
const ANNOUNCE_MS = 1_000;

export function Views() {
  useEffect(() => {
    if (address.peek().screen !== "open") void refresh("open");
  }, []);
  return (
    <header class="views">
      <p class="views__brand">
        <b>{me.value?.shop.name}</b> <span>{t("desk-name")}</span>
      </p>
      <nav aria-label={t("desk-views")}>
        <ul>
          {VIEWS.map((screen) => (
            <ViewLink key={screen} screen={screen} count={countOf(screen)} />
          ))}
          {me.value?.role === "supervisor" && (
            <>
              <ViewLink screen="wall" count={undefined} />
              <ViewLink screen="hit-rate" count={undefined} />
              <ViewLink screen="understanding" count={undefined} />
            </>
          )}
        </ul>
      </nav>
      <WaitingSpoken />
      <div class="views__foot">
        <AvailabilityButton />
        <p class="views__me">
          <b>{me.value?.name}</b>
          <span>{t(me.value?.role === "supervisor" ? "desk-role-supervisor" : "desk-role-agent")}</span>
        </p>
        <div class="views__tools">
          <Button kind="plain" size="square" icon="search" class="wide-only" title={t("desk-palette")} aria-label={t("desk-palette")} onClick={() => (sheet.value = "palette")} />
          <Button kind="plain" size="square" icon="keyboard" class="wide-only" title={t("desk-do-keys")} aria-label={t("desk-do-keys")} onClick={() => (sheet.value = "keys")} />
          <ThemeButton />
          <Button kind="plain" size="square" icon="log-out" title={t("ui-sign-out")} aria-label={t("ui-sign-out")} onClick={leave} />
        </div>
      </div>
    </header>
  );
}

function ViewLink({ screen, count }: { screen: Screen; count: number | undefined }) {
  const many = count !== undefined && count >= LIST_LIMIT && screen === "open";
  const current = address.value.screen === screen;
  const link = useRef<HTMLAnchorElement>(null);
  // On a phone the views stand in one row that may be wider than the screen.
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  return (
    <li>
      <a class="view" ref={link} href={hrefOf(screen)} aria-current={current ? "page" : undefined}>
        <Icon name={ICONS[screen]} size={18} />
        <span class="view__name">{t(`desk-view-${screen}`)}</span>
        {count !== undefined && (
          <span class={screen === "waiting" && count > 0 ? "view__count view__count--due" : "view__count"}>
            {many ? t("desk-many", { count: LIST_LIMIT }) : count}
          </span>
        )}
      </a>
    </li>
  );
}

function ThemeButton() {
  const dark = theme.value === "dark" || (theme.value === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  const label = t(dark ? "desk-theme-light" : "desk-theme-dark");
  return (
    <Button kind="plain" size="square" icon={dark ? "sun" : "moon"} title={label} aria-label={label} onClick={() => applyTheme(dark ? "light" : "dark")} />
  );
}

/** Tells screen readers when the line grew, not each second and not when it shrank. */
function WaitingSpoken() {
  const spoken = useSignal("");
  const before = useRef<number | null>(null);
  const announce = useRef(
    calm(ANNOUNCE_MS, () => {
      const count = counts.value?.waiting ?? 0;
      if (before.current !== null && count > before.current) spoken.value = t("desk-waiting-now", { count });
      before.current = count;
    }),
  );
  useSignalEffect(() => {
    if (counts.value) announce.current();
  });
  return (
    <div role="status">
      <Hidden>{spoken}</Hidden>
    </div>
  );
}

async function leave(): Promise<void> {
  await signOut().catch(() => undefined);
  if (me.value?.kind === "agent") return;
  forgetCases();
  forgetDrafts();
  forgetQueue();
  forgetStaff();
}
