/**
 * Data that a screen shows: fetched on arrival, shown at once from memory when it was seen before, fetched again when
 * the server says that it changed.
 */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "./api";

export interface Resource<T> {
  data: T | undefined;
  error: ApiError | undefined;
  /** A request is under way (also while older data is shown). */
  loading: boolean;
  reload(): void;
  /** Puts data in place without a request. */
  put(data: T): void;
}

const memory = new Map<string, unknown>();
const watchers = new Set<(prefix: string) => void>();

/** Fetches anew what is on screen under `prefix`, and forgets the rest of it. */
export function invalidate(prefix: string): void {
  for (const watch of [...watchers]) watch(prefix);
}

export function forgetAll(): void {
  memory.clear();
}

/** `key` names the data; null means that nothing is wanted now. */
export function useResource<T>(key: string | null, load: () => Promise<T>): Resource<T> {
  const [, redraw] = useState(0);
  const state = useRef<{ key: string | null; error: ApiError | undefined; loading: boolean; turn: number }>({
    key: null,
    error: undefined,
    loading: false,
    turn: 0,
  });
  const loader = useRef(load);
  loader.current = load;

  function start(wanted: string): void {
    const turn = ++state.current.turn;
    state.current.loading = true;
    redraw((n) => n + 1);
    loader.current().then(
      (data) => {
        memory.set(wanted, data);
        settle(turn, undefined);
      },
      (error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        settle(turn, error);
      },
    );
  }

  function settle(turn: number, error: ApiError | undefined): void {
    if (turn !== state.current.turn) return;
    state.current.loading = false;
    state.current.error = error;
    redraw((n) => n + 1);
  }

  if (state.current.key !== key) {
    state.current.key = key;
    state.current.error = undefined;
    state.current.loading = key !== null;
  }

  useEffect(() => {
    if (key === null) return;
    start(key);
    const watch = (prefix: string) => {
      if (key.startsWith(prefix)) start(key);
    };
    watchers.add(watch);
    return () => {
      watchers.delete(watch);
      state.current.turn++;
    };
  }, [key]);

  return {
    data: key === null ? undefined : (memory.get(key) as T | undefined),
    error: state.current.error,
    loading: state.current.loading,
    reload: () => key !== null && start(key),
    put: (data) => {
      if (key !== null) memory.set(key, data);
      redraw((n) => n + 1);
    },
  };
}
