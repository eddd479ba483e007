/** What stands in for a screen that cannot be shown. */

import { useEffect } from "preact/hooks";
import type { ApiError } from "../shared/api";
import { place } from "../shared/router";
import { me } from "../shared/session";
import { t } from "../shared/text";
import { EmptyState, ErrorState, LinkButton } from "../shared/ui";

export function useTitle(title: string | undefined): void {
  useEffect(() => {
    const shop = me.value?.shop.name ?? "";
    document.title = title ? `${title} · ${shop}` : shop;
  }, [title]);
}

export function NotFound() {
  useTitle(t("help-not-found-title"));
  return (
    <div class="page">
      <EmptyState
        icon="map-pin"
        whole
        title={t("help-not-found-title")}
        ways={
          <>
            <LinkButton href="/" kind="primary">
              {t("help-to-home")}
            </LinkButton>
            <LinkButton href="/articles">{t("help-articles")}</LinkButton>
          </>
        }
      >
        {t("help-not-found-text")}
      </EmptyState>
    </div>
  );
}

interface FailedProps {
  error: ApiError;
  onRetry: () => void;
  /** The screen has a title of its own. */
  part?: boolean;
}

/** A failed fetch: the sign-in gate when the caller is unknown, else what happened and what next. */
export function Failed({ error, onRetry, part = false }: FailedProps) {
  if (error.status === 401 || (error.status === 403 && me.value?.kind !== "customer")) return <SignInGate whole={!part} />;
  const home = place.value.path !== "/" && <LinkButton href="/">{t("help-to-home")}</LinkButton>;
  return <ErrorState error={error} onRetry={onRetry} whole={!part} ways={home} />;
}

function SignInGate({ whole }: { whole: boolean }) {
  const demo = me.value?.demo;
  const next = encodeURIComponent(place.value.path);
  return (
    <EmptyState
      icon="user"
      whole={whole}
      title={t("help-gate-title")}
      ways={
        <>
          {demo && (
            <LinkButton href={`/try-as?next=${next}`} kind="primary">
              {t("help-demo-try")}
            </LinkButton>
          )}
          <LinkButton href="/">{t("help-to-home")}</LinkButton>
        </>
      }
    >
      {t(demo ? "help-gate-demo" : "help-gate-text")}
    </EmptyState>
  );
}
