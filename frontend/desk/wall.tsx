import "./staffing.css";
import { useEffect } from "preact/hooks";
import { get } from "../shared/api";
import { invalidate, useResource } from "../shared/resource";
import { t } from "../shared/text";
import type { Colleague, Wall } from "../shared/types";
import { ErrorState, Hidden, Skeleton } from "../shared/ui";
import { span } from "./now";
import { counts } from "./queue";
import { staff } from "./staff";
import { Wait, WaitWords } from "./wait";
import { departmentName } from "./words";

const AGAIN_MS = 15_000;

/** How things stand now, to be read from three metres. */
export function WallPane() {
  const { data, error, reload } = useResource("wall", () => get<Wall>("/api/desk/wall"));
  // A line that grew and a colleague who came are told live; what only the clock changes is looked up.
  useEffect(() => invalidate("wall"), [counts.value, staff.value]);
  useEffect(() => {
    const again = setInterval(() => invalidate("wall"), AGAIN_MS);
    return () => clearInterval(again);
  }, []);
  return (
    <main class="insight wall">
      <h1 id="list-title" tabIndex={-1}>
        {t("desk-view-wall")}
      </h1>
      <p class="insight__lead">{t("desk-wall-lead")}</p>
      {data ? <Figures wall={data} /> : error ? <ErrorState error={error} onRetry={reload} /> : <Skeleton lines={6} />}
    </main>
  );
}

function Figures({ wall }: { wall: Wall }) {
  return (
    <>
      <dl class="wall__figures">
        <Figure name={t("desk-wall-waiting")} due={wall.waiting > 0}>
          {t("desk-number", { value: wall.waiting })}
        </Figure>
        <Figure name={t("desk-wall-longest")}>{wall.longest_since ? <Since at={wall.longest_since} /> : <None why={t("desk-wall-none-waits")} />}</Figure>
        <Figure name={t("desk-wall-talking")}>{t("desk-number", { value: wall.with_agents })}</Figure>
        <Figure name={t("desk-wall-confirmed")}>{t("desk-number", { value: wall.confirmed })}</Figure>
        <Figure name={t("desk-wall-verified")}>{t("desk-number", { value: wall.verified })}</Figure>
        <Figure name={t("desk-wall-median")}>
          <Span seconds={wall.wait_p50} />
        </Figure>
        <Figure name={t("desk-wall-most")}>
          <Span seconds={wall.wait_p95} />
        </Figure>
      </dl>
      {wall.by_department.length > 0 && (
        <Table caption={t("desk-wall-lines")} heads={[t("desk-wall-department"), t("desk-wall-waiting"), t("desk-wall-longest")]}>
          {wall.by_department.map((line) => (
            <tr key={line.department}>
              <th scope="row">{departmentName(line.department)}</th>
              <td>{t("desk-number", { value: line.waiting })}</td>
              <td>
                <Since at={line.longest_since} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Table caption={t("desk-wall-people")} heads={[t("desk-wall-person"), t("desk-wall-standing"), t("desk-wall-load")]}>
        {wall.colleagues.map((each) => (
          <tr key={each.id}>
            <th scope="row">{each.name}</th>
            <td>
              <Standing colleague={each} />
            </td>
            <td>{t("desk-wall-load-of", { load: each.load, capacity: each.capacity })}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function Figure({ name, due = false, children }: { name: string; due?: boolean; children: preact.ComponentChildren }) {
  return (
    <div class={due ? "wall__figure wall__figure--due" : "wall__figure"}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Table({ caption, heads, children }: { caption: string; heads: string[]; children: preact.ComponentChildren }) {
  return (
    <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table class="rates">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Standing({ colleague }: { colleague: Colleague }) {
  return (
    <>
      <i class={`standing standing--${colleague.standing}`} aria-hidden="true" /> {t(`desk-standing-${colleague.standing}`)}
    </>
  );
}

function Since({ at }: { at: string }) {
  return (
    <>
      <Wait since={at} />
      <Hidden>
        <WaitWords since={at} />
      </Hidden>
    </>
  );
}

/** A dash for the eye, and why for the ear. */
function None({ why }: { why: string }) {
  return (
    <span title={why}>
      <span aria-hidden="true">–</span>
      <Hidden>{why}</Hidden>
    </span>
  );
}

function Span({ seconds }: { seconds: number | null }) {
  return seconds === null ? <None why={t("desk-wall-too-few")} /> : <>{span(Math.round(seconds))}</>;
}
