import "./merging.css";
import { useState } from "preact/hooks";
import { bodyOf } from "../shared/events";
import { clock } from "../shared/format";
import { t } from "../shared/text";
import type { DeskCaseDetail, TopicName } from "../shared/types";
import { Button } from "../shared/ui";
import { opened } from "./cases";
import { sheet } from "./commands";
import { Dialog } from "./dialog";
import { merging, split } from "./merging";

const ANY = "person";

/** Which of the customer's messages are about something else, and about what. */
export function SplitDialog() {
  const detail = opened.value;
  return (
    <Dialog name="split" title={t("desk-splitting-title")}>
      {detail && <Choose detail={detail} topics={merging.value?.topics ?? []} />}
    </Dialog>
  );
}

function Choose({ detail, topics }: { detail: DeskCaseDetail; topics: TopicName[] }) {
  const [seqs, setSeqs] = useState<number[]>([]);
  const [topic, setTopic] = useState(ANY);
  const [order, setOrder] = useState("");

  function toggle(seq: number): void {
    setSeqs(seqs.includes(seq) ? seqs.filter((each) => each !== seq) : [...seqs, seq]);
  }

  function go(): void {
    if (seqs.length === 0) return;
    sheet.value = null;
    void split(detail.case.id, { seqs, topic, order_id: order || null });
  }

  return (
    <form
      class="merging"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <fieldset class="merging__words">
        <legend>{t("desk-splitting-words")}</legend>
        {detail.events.map((event) => {
          const body = bodyOf(event);
          if (body.type !== "customer_said") return null;
          return (
            <label key={event.seq} class="merging__case">
              <input type="checkbox" checked={seqs.includes(event.seq)} onChange={() => toggle(event.seq)} />
              <span>
                {body.text} <small>{clock(event.at)}</small>
              </span>
            </label>
          );
        })}
      </fieldset>
      <label class="labelled">
        <span>{t("desk-splitting-topic")}</span>
        <select class="field" value={topic} onChange={(event) => setTopic(event.currentTarget.value)}>
          {topics.map((each) => (
            <option key={each.topic} value={each.topic}>
              {each.title}
            </option>
          ))}
        </select>
      </label>
      {detail.orders.length > 0 && (
        <label class="labelled">
          <span>{t("desk-splitting-order")}</span>
          <select class="field" value={order} onChange={(event) => setOrder(event.currentTarget.value)}>
            <option value="">{t("desk-splitting-no-order")}</option>
            {detail.orders.map((each) => (
              <option key={each.id} value={each.id}>
                {each.number}: {each.lines[0]?.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <p class="fact__text">{t("desk-splitting-text")}</p>
      <div class="dialog__ways">
        <Button kind="primary" type="submit" disabled={seqs.length === 0}>
          {t("desk-splitting-confirm")}
        </Button>
        <Button onClick={() => (sheet.value = null)}>{t("desk-merging-leave")}</Button>
      </div>
    </form>
  );
}
