import { useEffect, useState } from "preact/hooks";
import { get, post } from "../shared/api";
import { bodyOf, type EventBody } from "../shared/events";
import { t } from "../shared/text";
import type { DeskCaseDetail, IntentName, ReadingOut, Readings } from "../shared/types";
import { Hidden } from "../shared/ui";
import { failureOf } from "./failure";
import { IntentSelect } from "./understanding";

const LONGEST = 80;

/** What was made of the customer's words, with a way to put it right. */
export function Understood({ detail }: { detail: DeskCaseDetail }) {
  const [found, setFound] = useState<Readings | null>(null);
  const [problem, setProblem] = useState("");
  const id = detail.case.id;

  useEffect(() => {
    let current = true;
    setProblem("");
    get<Readings>(`/api/desk/cases/${encodeURIComponent(id)}/readings`).then(
      (data) => current && setFound(data),
      (error: unknown) => {
        const failure = failureOf(error);
        if (current) setProblem(failure.message);
      },
    );
    return () => {
      current = false;
    };
  }, [id, detail.last_seq]);

  const said = new Map(detail.events.map((event) => [event.seq, wordsOf(bodyOf(event))]));
  const weighed = found?.readings.filter((reading) => reading.act !== null && reading.seq !== null) ?? [];
  if (problem) return <p class="side__none">{problem}</p>;
  if (weighed.length === 0) return <p class="side__none">{t("desk-read-none")}</p>;
  return (
    <ul class="understood">
      {weighed.map((reading) => (
        <One key={reading.id} reading={reading} words={said.get(reading.seq ?? 0) ?? ""} intents={found?.intents ?? []} />
      ))}
    </ul>
  );
}

function wordsOf(body: EventBody): string {
  return body.type === "customer_said" ? body.text : "";
}

function One({ reading, words, intents }: { reading: ReadingOut; words: string; intents: IntentName[] }) {
  const best = reading.intents[0];
  const [meant, setMeant] = useState(reading.meant?.name ?? best?.intent.name ?? "");
  const [state, setState] = useState<"" | "sending" | "kept">("");
  const [problem, setProblem] = useState("");

  async function correct(name: string): Promise<void> {
    setMeant(name);
    setState("sending");
    setProblem("");
    try {
      await post(`/api/desk/readings/${encodeURIComponent(reading.id)}/meant`, { intent: name });
      setState("kept");
    } catch (error) {
      setState("");
      setProblem(failureOf(error).message);
    }
  }

  return (
    <li>
      <p class="understood__said">“{words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words}”</p>
      {best && <p class="understood__as">{t("desk-read-as", { intent: best.intent.title, value: Math.round(100 * best.probability) })}</p>}
      <label class="labelled">
        <span>
          {t("desk-read-meant")}
          <Hidden> {words.slice(0, LONGEST)}</Hidden>
        </span>
        <IntentSelect value={meant} intents={intents} onChange={(name) => void correct(name)} />
      </label>
      <p class="understood__state" role="status">
        {state === "sending" ? t("desk-sending") : state === "kept" ? t("desk-read-kept") : problem}
      </p>
      <p class="understood__id">{t("desk-read-id", { id: reading.id })}</p>
    </li>
  );
}
