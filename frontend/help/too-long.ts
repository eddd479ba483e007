/** Text that does not fit into one message. Nothing is cut: the writer decides what to leave out. */

import { t } from "../shared/text";

const MOST = 20_000;

/** Why `words` cannot be sent, or nothing. */
export function tooLong(words: string): string {
  return words.length > MOST ? t("help-too-long", { most: MOST }) : "";
}
