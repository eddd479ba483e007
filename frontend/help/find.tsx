/** "Find my order": who is not signed in shows that an order is theirs, and gets to its page. */

import "../shared/more-icons";
import { useEffect, useState } from "preact/hooks";
import { ApiError, post } from "../shared/api";
import { Icon } from "../shared/icons";
import { forgetAll } from "../shared/resource";
import { go } from "../shared/router";
import { me, refreshMe } from "../shared/session";
import { t } from "../shared/text";
import type { Me } from "../shared/types";
import { Button, LinkButton } from "../shared/ui";
import { type Claim, CodeForm, OrderForm } from "./prove";
import { NotFound, useTitle } from "./states";

export function Find() {
  useTitle(t("help-find"));
  // A code typed in a conversation may have opened an order since the page was loaded.
  useEffect(() => void refreshMe().catch(() => undefined), []);
  if (!me.value?.codes || me.value.kind !== "visitor") return <NotFound />;
  return (
    <div class="page page--narrow">
      <a class="crumb" href="/">
        <Icon name="arrow-left" size={18} /> {t("help-home-title")}
      </a>
      <header class="page__head">
        <h1>{t("help-find")}</h1>
      </header>
      <ProveSteps onOpen={(order) => go(`/orders/${order}`)} />
    </div>
  );
}

/** Both steps, wherever an order is to be shown as one's own; `onOpen` gets the order's id. */
export function ProveSteps({ onOpen }: { onOpen(order: string): void }) {
  const [claim, setClaim] = useState<Claim>({ number: "", email: "" });
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const open = me.value?.order_id;

  async function attempt(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setProblem("");
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  }

  function ask(given: Claim): Promise<void> {
    return attempt(async () => {
      setClaim(given);
      await post("/api/prove/start", { order_number: given.number, email: given.email });
      setSent(true);
    });
  }

  function finish(code: string): Promise<void> {
    return attempt(async () => {
      const raised = await post<Me>("/api/prove/finish", { order_number: claim.number, email: claim.email, code });
      forgetAll();
      await refreshMe();
      onOpen(raised.order_id ?? "");
    });
  }

  return (
    <div class="prove__steps">
      <p class="quiet">{sent ? t("help-find-sent", { number: claim.number, email: claim.email }) : t("help-find-text")}</p>
      {open && !sent && (
        <p>
          <LinkButton href={`/orders/${open}`} icon="package">
            {t("help-find-opened")}
          </LinkButton>
        </p>
      )}
      <p role="alert" class={problem ? "problem" : "hidden-visually"}>
        {problem}
      </p>
      {sent ? <CodeForm busy={busy} onSend={(code) => void finish(code)} /> : <OrderForm claim={claim} busy={busy} onSend={(given) => void ask(given)} />}
      {sent && (
        <p>
          <Button kind="plain" onClick={() => void ask(claim)}>
            {t("help-find-again")}
          </Button>
          <Button kind="plain" onClick={() => setSent(false)}>
            {t("help-find-other")}
          </Button>
        </p>
      )}
    </div>
  );
}
