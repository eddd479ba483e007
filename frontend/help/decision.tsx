/** What can be done about a decision: its signed receipt to keep, and an appeal. Comes with the Message Center's own file. */

import { useRef, useState } from "preact/hooks";
import { ApiError, post } from "../shared/api";
import { moment } from "../shared/format";
import { Icon, PATHS } from "../shared/icons";
import { invalidate } from "../shared/resource";
import { t } from "../shared/text";
import type { AppealSent, Standing } from "../shared/types";
import { Button, LinkButton } from "../shared/ui";
import { say } from "./say";

const LONGEST = 2_000;

// From Lucide, like those in shared/icons.tsx and under the same licence; the first load does without them.
Object.assign(PATHS, {
  download: "M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5",
  scale: "M12 3v18M7 21h10M3 7h2c2 0 5-1 7-2 2 1 5 2 7 2h2M16 16l3-8 3 8c-.87.65-1.92 1-3 1s-2.13-.35-3-1zM2 16l3-8 3 8c-.87.65-1.92 1-3 1s-2.13-.35-3-1z",
});

/** `told`: what a person decided, and why, stands above it already. */
export function Decision({ standing, told }: { standing: Standing; told: boolean }) {
  const path = `/api/rulings/${encodeURIComponent(standing.ruling_id)}/receipt`;
  return (
    <section class="decision" aria-label={t("help-decision")}>
      <p class="decision__files">
        <a class="button button--quiet" href={`${path}.pdf`} download>
          <Icon name="download" size={18} /> {t("help-download-pdf")}
        </a>
        <a class="button button--quiet" href={`${path}.json`} download>
          <Icon name="download" size={18} /> {t("help-download-json")}
        </a>
      </p>
      <p class="quiet">{t("help-download-what")}</p>
      {standing.by && !told && <p>{t("help-decided-by", { name: standing.by, reason: standing.reason ?? "" })}</p>}
      {standing.superseded_by && <p>{t("help-superseded")}</p>}
      <Appeal standing={standing} />
    </section>
  );
}

function Appeal({ standing }: { standing: Standing }) {
  const [open, setOpen] = useState(false);
  if (standing.appeal) {
    const { at, statement } = standing.appeal;
    return (
      <div class="decision__appeal" role="status">
        <p>
          <Icon name="scale" size={18} /> {t(standing.superseded_by ? "help-appealed-done" : "help-appealed", { moment: moment(at) })}
        </p>
        {statement && <blockquote>{statement}</blockquote>}
      </div>
    );
  }
  if (standing.superseded_by) return null;
  if (open) return <AppealForm rulingId={standing.ruling_id} onLeave={() => setOpen(false)} />;
  return (
    <p>
      <Button icon="scale" onClick={() => setOpen(true)}>
        {t("help-appeal")}
      </Button>
    </p>
  );
}

function AppealForm({ rulingId, onLeave }: { rulingId: string; onLeave(): void }) {
  const [statement, setStatement] = useState("");
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<AppealSent | null>(null);
  const first = useRef(true);

  async function send(): Promise<void> {
    setBusy(true);
    try {
      setSent(await post<AppealSent>(`/api/rulings/${encodeURIComponent(rulingId)}/appeal`, { statement: statement.trim() }));
      invalidate("notice");
      invalidate("home");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
      setBusy(false);
    }
  }

  function focusOnce(element: HTMLTextAreaElement | null): void {
    if (first.current) element?.focus();
    first.current = element === null;
  }

  if (sent) {
    return (
      <p role="status">
        {t("help-appeal-sent")} <LinkButton href={`/chat/${sent.conversation_id}`}>{t("help-see-conversation")}</LinkButton>
      </p>
    );
  }
  return (
    <form
      class="decision__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
    >
      <label for="statement">{t("help-appeal-label")}</label>
      <p class="quiet" id="statement-hint">
        {t("help-appeal-text")}
      </p>
      <textarea
        id="statement"
        class="field"
        rows={4}
        maxLength={LONGEST}
        aria-describedby="statement-hint"
        ref={focusOnce}
        value={statement}
        onInput={(event) => setStatement(event.currentTarget.value)}
      />
      <div class="decision__ways">
        <Button kind="primary" type="submit" busy={busy}>
          {t("help-appeal-send")}
        </Button>
        <Button kind="plain" onClick={onLeave}>
          {t("help-appeal-leave")}
        </Button>
      </div>
    </form>
  );
}
