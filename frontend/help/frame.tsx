/** The header and footer of every screen. */

import { Icon } from "../shared/icons";
import { place } from "../shared/router";
import { me, signOut } from "../shared/session";
import { t } from "../shared/text";
import { applyTheme, type Theme, theme } from "../shared/theme";
import { Hidden } from "../shared/ui";
import { HumanDoor } from "./door";
import { link, nudge } from "./live";
import { Said } from "./say";

export function Header() {
  const caller = me.value;
  const path = place.value.path;
  return (
    <header class="head">
      {caller?.demo && <DemoBanner />}
      <div class="head__bar">
        <a class="brand" href="/" aria-label={t("help-brand", { shop: caller?.shop.name ?? "" })}>
          <Mark />
          <span class="brand__name">{caller?.shop.name}</span>
          <span class="brand__what">{t("help-help")}</span>
        </a>
        <nav class="head__nav" aria-label={t("help-nav")}>
          <a class="nav" href="/articles" aria-current={path.startsWith("/articles") ? "page" : undefined}>
            <Icon name="book-open" />
            <span class="nav__word">{t("help-articles")}</span>
          </a>
          {caller?.kind === "customer" && (
            <a class="nav" href="/messages" aria-current={path.startsWith("/messages") ? "page" : undefined}>
              <Icon name="inbox" />
              <span class="nav__word">{t("help-messages")}</span>
              {caller.unread > 0 && (
                <span class="nav__count">
                  {caller.unread}
                  <Hidden> {t("help-unread")}</Hidden>
                </span>
              )}
            </a>
          )}
          {caller?.kind === "agent" && (
            <a class="nav" href="/desk">
              <Icon name="headphones" />
              <span class="nav__word">{t("help-desk")}</span>
            </a>
          )}
        </nav>
        <HumanDoor />
      </div>
      <LinkBar />
      <Said />
    </header>
  );
}

function DemoBanner() {
  const caller = me.value;
  return (
    <p class="demo">
      <span>
        <strong>{t("help-demo-shop")}</strong> {t("help-demo-money")}
      </span>
      <span>
        {caller?.name && <span class="demo__who">{t("help-demo-you-are", { name: caller.name })} </span>}
        <a href="/try-as">{t(caller?.name ? "help-demo-switch" : "help-demo-try")}</a>
      </span>
    </p>
  );
}

/** Shown only while the line is broken; writing goes on. */
function LinkBar() {
  const broken = link.value === "reconnecting";
  return (
    <div role="status">
      {broken && (
        <div class="linkbar">
          <Icon name="wifi-off" size={18} />
          <span>
            <strong>{t("ui-link-reconnecting")}</strong> {t("ui-link-reconnecting-text")}
          </span>
          <button type="button" class="linkbar__try" onClick={nudge}>
            {t("ui-retry")}
          </button>
        </div>
      )}
    </div>
  );
}

function Mark() {
  return (
    <svg class="brand__mark" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" />
      <path d="M16 5l5.5 7h-3l4.5 6h-3.6l3.6 5h-5.8v4h-2.4v-4H9l3.6-5H9l4.5-6h-3z" />
    </svg>
  );
}

export function Footer() {
  const caller = me.value;
  return (
    <footer class="foot">
      <p>
        <Icon name="info" size={18} />
        {t("help-trust", { shop: caller?.shop.name ?? "" })}
      </p>
      <div class="foot__ways">
        <a href="/withdraw">{t("help-withdraw-here")}</a>
        <label class="foot__theme">
          {t("ui-theme")}
          <select value={theme.value} onChange={(event) => applyTheme(event.currentTarget.value as Theme)}>
            <option value="system">{t("ui-theme-system")}</option>
            <option value="light">{t("ui-theme-light")}</option>
            <option value="dark">{t("ui-theme-dark")}</option>
          </select>
        </label>
        {caller && caller.kind !== "visitor" && (
          <button type="button" class="textlink" onClick={() => void signOut().then(() => location.assign("/"))}>
            {t("ui-sign-out")}
          </button>
        )}
      </div>
    </footer>
  );
}
