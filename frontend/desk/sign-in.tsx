import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../shared/api";
import { Icon } from "../shared/icons";
import { me, signIn } from "../shared/session";
import { t } from "../shared/text";
import { Button } from "../shared/ui";
import { forgetCases } from "./cases";
import { forgetDrafts } from "./drafts";
import { counts, forgetQueue } from "./queue";

/** Who worked at this desk last in this tab: what they wrote and did not send is kept for them, for nobody else. */
let lastAgent: string | null = null;

function noteAgent(): void {
  const name = me.value?.name ?? null;
  if (lastAgent !== null && lastAgent !== name) {
    forgetCases();
    forgetDrafts();
    forgetQueue();
  }
  lastAgent = name;
}

export function SignIn() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const caller = me.value;
  // The lists are forgotten on a wanted sign-out; what is still there means that the session ended by itself.
  const wasHere = counts.value !== null;

  useEffect(() => field.current?.focus(), []);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem("");
    try {
      await signIn("/api/desk/session", { email, password });
      noteAgent();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
      field.current?.focus();
    }
  }

  return (
    <main class="gate">
      <form class="gate__card card" onSubmit={submit}>
        <p class="gate__shop">{caller?.shop.name}</p>
        <h1>{t("desk-sign-in-title")}</h1>
        {caller?.kind === "customer" ? (
          <p class="gate__note">{t("desk-sign-in-customer", { name: caller.name ?? "" })}</p>
        ) : (
          wasHere && <p class="gate__note">{t("desk-sign-in-ended")}</p>
        )}
        <label class="gate__field">
          <span>{t("desk-email")}</span>
          <input
            ref={field}
            class="field"
            type="email"
            name="email"
            autoComplete="username"
            required
            minLength={3}
            maxLength={254}
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </label>
        <label class="gate__field">
          <span>{t("desk-password")}</span>
          <input
            class="field"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            maxLength={256}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <div role="alert">
          {problem && (
            <p class="gate__problem">
              <Icon name="circle-alert" size={18} /> {problem}
            </p>
          )}
        </div>
        <Button kind="primary" size="large" type="submit" busy={busy}>
          {t("desk-sign-in")}
        </Button>
        {caller?.demo && (
          <p class="gate__demo">
            {t("desk-sign-in-demo")} <a href="/try-as">{t("desk-sign-in-demo-link")}</a>
          </p>
        )}
      </form>
    </main>
  );
}
