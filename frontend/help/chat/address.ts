/**
 * An address as one sentence, which the server reads back as the same address (core/addresses.py): lines, place and country,
 * with commas between them. What is sent is what a person would type, so the conversation stays readable.
 */

import type { AddressCard } from "../../shared/events";
import { t } from "../../shared/text";

export type Problems = Partial<Record<"street" | "city" | "postcode" | "region", string>>;

/** Where the server knows the country by the name that is sent. */
export const COUNTRIES = "AT AU BE CA CH CZ DE DK ES FI FR GB GR HU IE IT JP NL NO NZ PL PT RO SE US".split(" ");

const REGIONS: Record<string, string> = {
  US: "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY",
  CA: "AB BC MB NB NL NS NT NU ON PE QC SK YT",
  AU: "ACT NSW NT QLD SA TAS VIC WA",
};

/** Postcodes that are not just four to six digits; the same as the server's. */
const POSTCODES: Record<string, RegExp> = {
  US: /^\d{5}(-\d{4})?$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
  NL: /^\d{4} ?[A-Z]{2}$/i,
  IE: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/i,
  PL: /^\d{2}-\d{3}$/,
  PT: /^\d{4}-\d{3}$/,
  JP: /^\d{3}-\d{4}$/,
  SE: /^\d{3} ?\d{2}$/,
  CZ: /^\d{3} ?\d{2}$/,
  GR: /^\d{3} ?\d{2}$/,
};
const ANY_POSTCODE = /^\d{4,6}$/;

export function regionsOf(country: string): string[] {
  return REGIONS[country]?.split(" ") ?? [];
}

/** In English whatever the page speaks: the server reads it. */
export function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
}

export function wrongIn({ lines, city, postcode, region, country }: AddressCard): Problems {
  const found: Problems = {};
  if (!lines[0]?.trim()) found.street = t("help-address-need-street");
  else if (!/\d/.test(lines[0])) found.street = t("help-address-need-number");
  if (!city.trim()) found.city = t("help-address-need-city");
  if (!(POSTCODES[country] ?? ANY_POSTCODE).test(postcode.trim())) found.postcode = t("help-address-need-postcode", { country: countryName(country) });
  if (regionsOf(country).length > 0 && !region) found.region = t("help-address-need-region");
  return found;
}

export function sentence({ lines, city, postcode, region, country }: AddressCard): string {
  const place = regionsOf(country).length > 0 ? `${city.trim()}, ${region} ${postcode.trim()}` : `${postcode.trim()} ${city.trim()}`;
  return [...lines.map((line) => line.trim()), place, countryName(country)].filter(Boolean).join(", ");
}
