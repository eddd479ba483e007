/** Another conversation that belongs to this one: the quoted words, what was said there to unfold, and the way to its case. */

import type { ComponentChildren } from "preact";
import { bodyOf, type ThreadLinked } from "../shared/events";
import { t } from "../shared/text";
import type { Event } from "../shared/types";
import { LinkButton } from "../shared/ui";
import { address, hrefOf } from "./address";
import { known, prefetch } from "./cases";

interface LinkedProps {
  body: ThreadLinked;
  show(events: Event[]): ComponentChildren;
}

export function LinkedThread({ body, show }: LinkedProps) {
  const events = known(body.case_id)?.events.filter((event) => {
    const each = bodyOf(event);
    return each.type !== "thread_linked" || each.link !== "moved";
  });
  return (
    <>
      {body.quotes.map((quote) => (
        <blockquote key={quote.seq} class="linked__quote">
          {quote.text}
        </blockquote>
      ))}
      {body.link === "joined" ? (
        <details class="linked" onToggle={(event) => event.currentTarget.open && void prefetch(body.case_id)}>
          <summary>{t("desk-linked-words")}</summary>
          <ol>{events && show(events)}</ol>
        </details>
      ) : (
        <LinkButton href={hrefOf(address.value.screen, body.case_id)} kind="plain">
          {t("desk-linked-open")}
        </LinkButton>
      )}
    </>
  );
}
