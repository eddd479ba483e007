/** One short line at the bottom of the screen: spoken by screen readers, gone by itself, never the only record of anything. */

import { signal } from "@preact/signals";
import { t } from "../shared/text";
import { Button } from "../shared/ui";

interface Line {
  text: string;
  tone: "plain" | "bad";
}

const STAYS_MS = 8_000;
const line = signal<Line | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function say(text: string, tone: Line["tone"] = "plain"): void {
  clearTimeout(timer);
  line.value = { text, tone };
  timer = setTimeout(() => (line.value = null), STAYS_MS);
}

export function Said() {
  const now = line.value;
  return (
    <div class="said" role="status">
      {now && (
        <div class={`said__line said__line--${now.tone}`}>
          <span>{now.text}</span>
          <Button kind="plain" size="square" icon="x" aria-label={t("ui-close")} onClick={() => (line.value = null)} />
        </div>
      )}
    </div>
  );
}
