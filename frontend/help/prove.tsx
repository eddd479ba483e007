/** Showing that an order is one's own: the two forms, for the page and for the conversation, and a demo's mailbox. */

import "./prove.css";
import { useEffect, useState } from "preact/hooks";
import { get } from "../shared/api";
import { clock } from "../shared/format";
import { Icon } from "../shared/icons";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { Mailbox } from "../shared/types";
import { Button } from "../shared/ui";

const LOOK_MS = 2_000;
const NEWEST = 1;

export interface Claim {
  number: string;
  email: string;
}

interface OrderFormProps {
  claim: Claim;
  busy?: boolean;
  onSend(claim: Claim): void;
}

export function OrderForm({ claim, busy = false, onSend }: OrderFormProps) {
  const [number, setNumber] = useState(claim.number);
  const [email, setEmail] = useState(claim.email);
  return (
    <form
      class="prove card"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSend({ number: number.trim(), email: email.trim() });
      }}
    >
      <label for="prove-number">{t("help-find-number")}</label>
      <input id="prove-number" class="field" required maxLength={80} autocomplete="off" value={number} onInput={(event) => setNumber(event.currentTarget.value)} />
      <label for="prove-email">{t("help-find-email")}</label>
      <input
        id="prove-email"
        class="field"
        type="email"
        required
        maxLength={254}
        autocomplete="email"
        value={email}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <Button kind="primary" type="submit" busy={busy}>
        {t("help-find-send")}
      </Button>
    </form>
  );
}

interface CodeFormProps {
  busy?: boolean;
  onSend(code: string): void;
}

export function CodeForm({ busy = false, onSend }: CodeFormProps) {
  const [code, setCode] = useState("");
  return (
    <>
      <form
        class="prove card"
        onSubmit={(event) => {
          event.preventDefault();
          if (busy) return;
          onSend(code.trim());
          setCode("");
        }}
      >
        <label for="prove-code">{t("help-find-code")}</label>
        <input
          id="prove-code"
          class="field prove__code"
          required
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="\s*[0-9]([\s\-]*[0-9]){5}\s*"
          title={t("help-find-code")}
          maxLength={20}
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <Button kind="primary" type="submit" busy={busy}>
          {t("help-find-open")}
        </Button>
      </form>
      {me.value?.demo && <DemoMailbox />}
    </>
  );
}

/** No mail leaves a demo: what would have been sent is read here. */
function DemoMailbox() {
  const [mail, setMail] = useState<Mailbox["messages"]>([]);

  useEffect(() => {
    let closed = false;
    const look = () =>
      get<Mailbox>("/api/demo/mailbox").then(
        (found) => closed || setMail(found.messages.slice(0, NEWEST)),
        () => undefined, // the next look may find it
      );
    void look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      closed = true;
      clearInterval(timer);
    };
  }, []);

  return (
    <section class="mailbox" aria-labelledby="mailbox-head">
      <h2 id="mailbox-head">
        <Icon name="inbox" size={18} /> {t("help-mailbox")}
      </h2>
      <p class="quiet">{t("help-mailbox-text")}</p>
      <ul aria-live="polite">
        {mail.map((letter) => (
          <li key={letter.id}>
            <p class="mailbox__head">
              <strong>{letter.subject}</strong>
              <span class="quiet">
                {letter.to} · {clock(letter.at)}
              </span>
            </p>
            <p>{letter.text}</p>
          </li>
        ))}
      </ul>
      {mail.length === 0 && <p class="quiet">{t("help-mailbox-empty")}</p>}
    </section>
  );
}
