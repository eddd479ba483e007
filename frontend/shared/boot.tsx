/** Starts an app: words first, then who is asking, then the screen. */

import type { JSX } from "preact";
import { render } from "preact";
import { refreshMe } from "./session";
import { loadText } from "./text";
import { applyTheme } from "./theme";

export async function boot(App: () => JSX.Element): Promise<void> {
  applyTheme();
  const root = document.getElementById("app") as HTMLElement;
  try {
    const [words, caller] = await Promise.allSettled([loadText(), refreshMe()]);
    if (words.status === "rejected") throw words.reason;
    if (caller.status === "rejected") throw caller.reason;
  } catch {
    render(<Unreachable />, root);
    return;
  }
  render(<App />, root);
}

/** Shown when not even the words could be had, so it brings its own. */
function Unreachable() {
  return (
    <main class="state">
      <h1>We can’t reach the help page right now</h1>
      <p>Nothing was lost. Check your connection and try again.</p>
      <div class="state__ways">
        <button type="button" class="button button--primary" onClick={() => location.reload()}>
          Try again
        </button>
      </div>
    </main>
  );
}
