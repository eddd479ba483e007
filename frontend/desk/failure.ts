/** What to do with a failure, and how to keep many causes from becoming many requests. */

import { ApiError } from "../shared/api";
import { me, refreshMe } from "../shared/session";

/**
 * The failure as one that can be shown. When it says that the caller is no agent (any more), who the caller is gets
 * asked anew, and the sign-in takes the screen. Anything that is not an answer of the server is a fault and is thrown.
 */
export function failureOf(problem: unknown): ApiError {
  if (!(problem instanceof ApiError)) throw problem;
  if (problem.status === 401 || problem.status === 403) askAgain();
  return problem;
}

let asking = false;

export function askAgain(): void {
  if (asking) return;
  asking = true;
  const before = me.value;
  refreshMe()
    .catch(() => {
      me.value = before;
    })
    .finally(() => {
      asking = false;
    });
}

/** Runs `act` once, `ms` after the first of any number of calls. */
export function calm(ms: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      act();
    }, ms);
  };
}
