/**
 * The page's words. The catalogue is one flat object made by the server from its Fluent files:
 * `{"key": "text with {name}", "key_one": "…", "key_other": "…"}`.
 */

export type Arguments = Record<string, string | number>;

let messages: Record<string, string> = {};
let plurals = new Intl.PluralRules("en");
let numbers = new Intl.NumberFormat("en");

/** Fetches the catalogue of a language. Raises when it cannot be had: a page without words is no page. */
export async function loadText(language = "en"): Promise<void> {
  const response = await fetch(`/api/text/${language}`);
  if (!response.ok) throw new Error(`no text in ${language}`);
  useText(await response.json(), language);
}

export function useText(catalogue: Record<string, string>, language: string): void {
  messages = catalogue;
  plurals = new Intl.PluralRules(language);
  numbers = new Intl.NumberFormat(language);
}

/**
 * The message for `key`. A message with plural forms takes its number from `count`, else from the first number among
 * the arguments. A key that is missing shows as itself, so that the gap is seen.
 */
export function t(key: string, args: Arguments = {}): string {
  const count = args.count ?? Object.values(args).find((value) => typeof value === "number");
  const text = (typeof count === "number" ? messages[`${key}_${plurals.select(count)}`] : undefined) ?? messages[key];
  if (text === undefined) return key;
  return text.replace(/\{\s*\$?(\w+)\s*\}/g, (whole, name: string) => {
    const value = args[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}
