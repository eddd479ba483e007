/** "My returns": what is on its way back, and how to hand it in. */

import "../shared/more-icons";
import "./chat/chat.css";
import { get } from "../shared/api";
import { Icon } from "../shared/icons";
import { useResource } from "../shared/resource";
import { t } from "../shared/text";
import type { Returns as Found } from "../shared/types";
import { EmptyState, Skeleton } from "../shared/ui";
import { ReturnShown, shown } from "./return-card";
import { Failed, useTitle } from "./states";
import { TalkButton } from "./talk-button";

export function Returns() {
  useTitle(t("help-returns"));
  const found = useResource("return:", () => get<Found>("/api/returns"));
  const returns = found.data?.returns ?? [];
  const open = returns.filter((back) => back.status !== "closed");
  const closed = returns.filter((back) => back.status === "closed");
  const begin = <TalkButton kind="primary" icon="undo-2" about={t("choice-topic-return-items")} label={t("choice-topic-return-items")} choice="topic:return_items" />;
  return (
    <div class="page page--narrow">
      <a class="crumb" href="/">
        <Icon name="arrow-left" size={18} /> {t("help-home-title")}
      </a>
      {!found.data && found.error && <Failed error={found.error} onRetry={found.reload} />}
      {!found.data && !found.error && <Skeleton lines={7} />}
      {found.data && (
        <header class="page__head page__head--act">
          <h1>{t("help-returns")}</h1>
          {returns.length > 0 && begin}
        </header>
      )}
      {found.data && returns.length === 0 && (
        <EmptyState icon="undo-2" title={t("help-returns-none")} ways={begin}>
          {t("help-returns-none-text")}
        </EmptyState>
      )}
      {open.map((back) => (
        <ReturnShown key={back.id} back={shown(back)} />
      ))}
      {closed.length > 0 && (
        <section aria-labelledby="closed-head" class="back__closed">
          <h2 id="closed-head" class="section__head">
            {t("help-returns-closed")}
          </h2>
          {closed.map((back) => (
            <ReturnShown key={back.id} back={shown(back)} />
          ))}
        </section>
      )}
    </div>
  );
}
