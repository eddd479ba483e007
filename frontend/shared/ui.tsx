/** The small parts that both apps share: buttons, cards, and the three states before and beside data. */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "./api";
import { ago, moment, money } from "./format";
import { Icon, type IconName } from "./icons";
import { t } from "./text";
import type { Amount } from "./types";

type Kind = "primary" | "quiet" | "plain" | "danger";

interface ButtonProps extends Omit<JSX.IntrinsicElements["button"], "size" | "icon"> {
  kind?: Kind;
  size?: "large" | "square";
  icon?: IconName;
  busy?: boolean;
  children?: ComponentChildren;
}

function buttonClass(kind: Kind, size: string | undefined, extra: unknown): string {
  return ["button", `button--${kind}`, size && `button--${size}`, extra].filter(Boolean).join(" ");
}

/** `busy` keeps the focus where it is and swallows further presses. */
export function Button({ kind = "quiet", size, icon, busy, children, class: extra, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={buttonClass(kind, size, extra)}
      aria-busy={busy ? "true" : undefined}
      aria-disabled={busy ? "true" : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

interface LinkButtonProps {
  href: string;
  kind?: Kind;
  size?: "large" | "square";
  icon?: IconName;
  class?: string;
  /** The name of a link that shows only a picture. */
  label?: string;
  children?: ComponentChildren;
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton({ href, kind = "quiet", size, icon, class: extra, label, children }: LinkButtonProps) {
  return (
    <a href={href} class={buttonClass(kind, size, extra)} aria-label={label}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </a>
  );
}

export function Card({ class: extra, children }: { class?: string; children: ComponentChildren }) {
  return <div class={extra ? `card ${extra}` : "card"}>{children}</div>;
}

export function Badge({ tone = "", children }: { tone?: "" | "accent" | "good" | "warn" | "bad"; children: ComponentChildren }) {
  return <span class={tone ? `badge badge--${tone}` : "badge"}>{children}</span>;
}

/** How far something is, 0 to 4. The words beside it say the same, so it is hidden from readers of the screen. */
export function Track({ progress, late = false }: { progress: number; late?: boolean }) {
  return (
    <div class={late ? "track track--late" : "track"} aria-hidden="true">
      {[1, 2, 3, 4].map((step) => (
        <i key={step} class={progress >= step ? "done" : ""} />
      ))}
    </div>
  );
}

export function Sum({ amount }: { amount: Amount }) {
  return <span class="figures">{money(amount)}</span>;
}

/** "5 minutes ago", kept true while it stands; the exact moment is in its title. */
export function Ago({ at }: { at: string }) {
  const [now, tick] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => tick(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={moment(at, now)}>
      {ago(at, now)}
    </time>
  );
}

export function Hidden({ children }: { children: ComponentChildren }) {
  return <span class="hidden-visually">{children}</span>;
}

/** The shape of what is coming. Said once to readers of the screen. */
export function Skeleton({ lines = 3, card = true }: { lines?: number; card?: boolean }) {
  return (
    <div class={card ? "card skeleton" : "skeleton"} role="status">
      {Array.from({ length: lines }, (_, index) => (
        <i key={index} />
      ))}
      <Hidden>{t("ui-loading")}</Hidden>
    </div>
  );
}

interface StateProps {
  icon?: IconName;
  title: string;
  children?: ComponentChildren;
  /** What to do next. */
  ways?: ComponentChildren;
  /** The state is the whole screen, so its title is the screen's. */
  whole?: boolean;
}

/** Nothing here: says what will be here and what to do. */
export function EmptyState({ icon = "inbox", title, children, ways, whole }: StateProps) {
  const Title = whole ? "h1" : "h2";
  return (
    <div class="state">
      <Icon name={icon} />
      <Title>{title}</Title>
      {children && <p>{children}</p>}
      {ways && <div class="state__ways">{ways}</div>}
    </div>
  );
}

interface ErrorProps {
  error: ApiError;
  onRetry?: () => void;
  ways?: ComponentChildren;
  whole?: boolean;
}

/** It went wrong: what happened, that nothing was lost, what next. */
export function ErrorState({ error, onRetry, ways, whole }: ErrorProps) {
  const missing = error.status === 404;
  const Title = whole ? "h1" : "h2";
  return (
    <div class="state" role="alert">
      <Icon name={missing ? "search" : error.status === 0 ? "wifi-off" : "circle-alert"} />
      <Title>{t(missing ? "ui-missing-title" : "ui-error-title")}</Title>
      <p>{missing ? t("ui-missing-text") : error.message}</p>
      <div class="state__ways">
        {onRetry && !missing && (
          <Button icon="refresh-cw" onClick={onRetry}>
            {t("ui-retry")}
          </Button>
        )}
        {ways}
      </div>
    </div>
  );
}
