/** Sending files, with word of how far it is: what `fetch` cannot tell. Failures are ApiErrors, as in api.ts. */

import { ApiError, csrfNow, get, takeCsrf } from "./api";
import { t } from "./text";
import type { Me, Problem } from "./types";

/** Photos go by phone lines as well; a minute without an end is given up. */
const PATIENCE_MS = 90_000;

export interface Upload<T> {
  done: Promise<T>;
  stop(): void;
}

/** `onProgress` gets a share from 0 to 1. Stopped, `done` fails with the code "stopped". */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Upload<T> {
  let request = new XMLHttpRequest();
  let stopped = false;

  function send(mayRenew: boolean): Promise<T> {
    request = new XMLHttpRequest();
    return new Promise<T>((resolve, reject) => {
      const fail = (error: ApiError) => reject(error);
      request.open("POST", path);
      request.timeout = PATIENCE_MS;
      request.setRequestHeader("Accept", "application/json, application/problem+json");
      request.setRequestHeader("X-CSRF-Token", csrfNow());
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
      request.onerror = request.ontimeout = () => fail(new ApiError(0, "no_answer", t(navigator.onLine ? "ui-error-no-answer" : "ui-error-offline")));
      request.onabort = () => fail(new ApiError(0, "stopped", ""));
      request.onload = () => {
        if (request.status < 300) return resolve(JSON.parse(request.responseText) as T);
        const error = refusal(request);
        if (!mayRenew || !error.code.includes("csrf")) return fail(error);
        get<Me>("/api/me")
          .then((me) => takeCsrf(me.csrf))
          .then(() => send(false))
          .then(resolve, reject);
      };
      if (stopped) fail(new ApiError(0, "stopped", ""));
      else request.send(form);
    });
  }

  return {
    done: send(true),
    stop() {
      stopped = true;
      request.abort();
    },
  };
}

function refusal(request: XMLHttpRequest): ApiError {
  try {
    const problem = JSON.parse(request.responseText) as Problem;
    return new ApiError(request.status, problem.code ?? "", problem.detail || problem.title);
  } catch {
    return new ApiError(request.status, "unreadable", t("ui-error-server"));
  }
}
