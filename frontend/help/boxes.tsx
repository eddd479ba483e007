/** The predicted reasons, each opened by one press, and the way on when none of them fits. */

import { useRef, useState } from "preact/hooks";
import { ApiError, post } from "../shared/api";
import { Icon } from "../shared/icons";
import { newId } from "../shared/ids";
import { go } from "../shared/router";
import { t } from "../shared/text";
import type { Box, Home, Started } from "../shared/types";
import { Button } from "../shared/ui";
import { startConversation } from "./conversation";
import { useDoor } from "./door";
import { say } from "./say";
import { Thing } from "./things";

export function Boxes({ data }: { data: Home }) {
  const [opening, setOpening] = useState("");

  async function open(box: Box): Promise<void> {
    if (opening) return;
    setOpening(box.key);
    try {
      const started = await post<Started>("/api/home/open", { showing_id: data.showing_id, key: box.key });
      go(`/chat/${started.conversation_id}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
      setOpening("");
    }
  }

  return (
    <section aria-labelledby="boxes-head">
      <h2 id="boxes-head" class="section__head">
        {t(data.boxes.length ? "help-boxes" : "help-boxes-none")}
      </h2>
      <ul class="boxes">
        {data.boxes.map((box) => (
          <li key={box.key}>
            <button type="button" class="box card" aria-busy={opening === box.key} onClick={() => void open(box)}>
              <Thing name={box.icon} />
              <span class="box__sentence">{box.sentence}</span>
              <span class="box__action">
                {box.action}
                <Icon name="arrow-right" size={18} />
              </span>
            </button>
          </li>
        ))}
        <li>
          <SomethingElse showingId={data.showing_id} />
        </li>
      </ul>
    </section>
  );
}

/** None of the boxes fits: write it, or get a person. */
function SomethingElse({ showingId }: { showingId: string }) {
  const [shown, show] = useState(false);
  const [busy, setBusy] = useState(false);
  const door = useDoor();
  const attempt = useRef(newId());

  async function write(): Promise<void> {
    setBusy(true);
    try {
      go(`/chat/${await startConversation(attempt.current, { showing_id: showingId })}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
      setBusy(false);
    }
  }

  if (!shown) {
    return (
      <button type="button" class="box box--else" onClick={() => show(true)}>
        <span class="box__sentence">{t("help-something-else")}</span>
      </button>
    );
  }
  return (
    <div class="box box--else box--open" role="group" aria-label={t("help-something-else")}>
      <Button kind="quiet" icon="message-circle" busy={busy} onClick={() => void write()} ref={focusNow}>
        {t("help-write-it")}
      </Button>
      <Button kind="quiet" icon="headphones" busy={door.busy} onClick={door.open}>
        {t("help-more-help")}
      </Button>
    </div>
  );
}

function focusNow(element: HTMLElement | null): void {
  element?.focus();
}
