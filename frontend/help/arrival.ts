/**
 * Arriving from the shop: its page links here with a short-lived identity token in the fragment ("#token=…"), which no
 * server log ever sees. The token is traded for a session and taken out of the address.
 */

import { post, takeCsrf } from "../shared/api";
import type { Me } from "../shared/types";

export async function signInFromAddress(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!token) return;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    const caller = await (await fetch("/api/me")).json();
    takeCsrf((caller as Me).csrf);
    await post<Me>("/api/session", { token });
  } catch {
    // An expired or used token leaves a visitor, who sees what to do on the page itself.
  }
}
