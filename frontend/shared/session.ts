/** Who the caller is. Loaded once at the start and again after each sign-in or sign-out. */

import { signal } from "@preact/signals";
import { del, get, post, takeCsrf } from "./api";
import { speakLocale } from "./format";
import { forgetAll } from "./resource";
import type { Me } from "./types";

export const me = signal<Me | null>(null);

let asked = 0;

/** Of several that are under way only the one asked for last counts: an older answer may come after a newer one. */
export async function refreshMe(): Promise<Me> {
  const turn = ++asked;
  const caller = await get<Me>("/api/me");
  return turn === asked || me.value === null ? become(caller) : me.value;
}

/** Signs in by `path` and forgets all that was fetched as somebody else. */
export async function signIn(path: string, body: unknown): Promise<Me> {
  await post<Me>(path, body);
  forgetAll();
  return refreshMe();
}

export async function signOut(): Promise<Me> {
  await del("/api/session");
  forgetAll();
  return refreshMe();
}

/** The caller as the server has just said; an answer may bring it along. */
export function become(caller: Me): Me {
  takeCsrf(caller.csrf);
  speakLocale(caller.locale, caller.timezone);
  me.value = caller;
  return caller;
}
