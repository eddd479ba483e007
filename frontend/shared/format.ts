/**
 * Money, days and times in the caller's locale and time zone.
 *
 * A plain date ("2026-11-23") is a calendar day and means the same day everywhere, so it is never shifted by a zone.
 */

import type { Amount } from "./types";

let locale = "en";
let timeZone = "UTC";

/** `wanted` is used when it is a kind of the page's language: German dates inside English sentences help nobody. */
export function speakLocale(wanted: string, zone: string): void {
  locale = wanted.split("-")[0] === "en" ? wanted : "en";
  timeZone = zone;
}

export function money(amount: Amount): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency: amount.currency });
  return format.format(amount.minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** "Monday 23 November": a calendar day, or the day of an instant where the caller is. The year only when it differs. */
export function day(value: string, now = new Date(), weekday: "long" | "short" = "long"): string {
  const plain = isPlain(value);
  const at = new Date(plain ? `${value}T00:00:00Z` : value);
  const zone = plain ? "UTC" : timeZone;
  const sameYear = part(at, zone, "year") === part(now, timeZone, "year");
  return new Intl.DateTimeFormat(locale, {
    weekday,
    day: "numeric",
    month: weekday === "long" ? "long" : "short",
    ...(sameYear ? {} : { year: "numeric" }),
    timeZone: zone,
  }).format(at);
}

/** "23 Nov" without a weekday, for lists. */
export function shortDay(value: string, now = new Date()): string {
  const plain = isPlain(value);
  const at = new Date(plain ? `${value}T00:00:00Z` : value);
  const zone = plain ? "UTC" : timeZone;
  const sameYear = part(at, zone, "year") === part(now, timeZone, "year");
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
    timeZone: zone,
  }).format(at);
}

export function clock(at: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone }).format(new Date(at));
}

/** "23 Nov, 14:05", with the year when it is not this one. */
export function moment(at: string, now = new Date()): string {
  return `${shortDay(at, now)}, ${clock(at)}`;
}

/** "5 minutes ago", "in 2 days": the largest unit that makes at least one. */
export function ago(at: string, now = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ["year", 31_557_600],
    ["month", 2_629_800],
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, "second");
}

function isPlain(value: string): boolean {
  return value.length === 10;
}

function part(at: Date, zone: string, name: "year"): string {
  return new Intl.DateTimeFormat("en", { [name]: "numeric", timeZone: zone }).format(at);
}
