/**
 * The HTTP client. Every failure is an ApiError whose `message` can be shown to a person as it is.
 *
 * A request that changes something carries the session's CSRF token. When the server says the token is stale (the
 * session changed in another tab), a new one is fetched and the request is sent once more.
 */

import { t } from "./text";
import type { FieldProblem, Me, Problem } from "./types";

const PATIENCE_MS = 20_000;
let csrf = "";

export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came (offline, too slow, server away). */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldProblem[] = [],
  ) {
    super(message);
  }

  /** The same request may succeed when repeated as it is. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function takeCsrf(token: string): void {
  csrf = token;
}

export function csrfNow(): string {
  return csrf;
}

export function get<T>(path: string): Promise<T> {
  return call<T>("GET", path, undefined, true);
}

export function post<T = void>(path: string, body?: unknown): Promise<T> {
  return call<T>("POST", path, body, true);
}

export function del<T = void>(path: string): Promise<T> {
  return call<T>("DELETE", path, undefined, true);
}

/** `path` with its query; parameters that are undefined or empty are left out. */
export function query(path: string, parameters: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  return search.size ? `${path}?${search}` : path;
}

async function call<T>(method: string, path: string, body: unknown, mayRenew: boolean): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json, application/problem+json" };
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw new ApiError(0, "no_answer", t(navigator.onLine ? "ui-error-no-answer" : "ui-error-offline"));
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const error = await refusal(response);
  if (mayRenew && method !== "GET" && error.status === 403 && error.code.includes("csrf")) {
    takeCsrf((await call<Me>("GET", "/api/me", undefined, false)).csrf);
    return call<T>(method, path, body, false);
  }
  throw error;
}

async function refusal(response: Response): Promise<ApiError> {
  try {
    const problem = (await response.json()) as Problem;
    return new ApiError(response.status, problem.code ?? "", problem.detail || problem.title, problem.fields ?? []);
  } catch {
    return new ApiError(response.status, "unreadable", t("ui-error-server"));
  }
}
