/** The help home: what it is probably about, the orders, what is open, and room to say it in one's own words. */

import { get } from "../shared/api";
import { useResource } from "../shared/resource";
import { me } from "../shared/session";
import { t } from "../shared/text";
import type { ArticleHits, Home as HomeData } from "../shared/types";
import { LinkButton, Skeleton } from "../shared/ui";
import { Ask } from "./ask";
import { Boxes } from "./boxes";
import { OpenCases, Promised, Ways } from "./home-side";
import { OrderRow } from "./order-row";
import { Failed, useTitle } from "./states";
import { Topics } from "./topics";

export function Home() {
  useTitle(t("help-home-title"));
  return me.value?.kind === "customer" ? <CustomerHome /> : <VisitorHome />;
}

function CustomerHome() {
  const home = useResource("home", () => get<HomeData>("/api/home"));
  const data = home.data;
  return (
    <div class="page">
      <section class="hero">
        <h1>{t("help-hello", { name: data?.given_name ?? me.value?.name?.split(" ")[0] ?? "" })}</h1>
        <Ask examples={data?.examples ?? []} {...(data && { showingId: data.showing_id })} />
      </section>
      {!data && home.error && <Failed part error={home.error} onRetry={home.reload} />}
      {!data && !home.error && <HomeSkeleton />}
      {data && <Found data={data} />}
    </div>
  );
}

function Found({ data }: { data: HomeData }) {
  return (
    <>
      <Boxes data={data} />
      <div class="home__columns">
        <section aria-labelledby="orders-head">
          <h2 id="orders-head" class="section__head">
            {t("help-orders")}
          </h2>
          {data.orders.length === 0 ? (
            <p class="quiet card pad">{t("help-orders-none")}</p>
          ) : (
            <ul class="rows card">
              {data.orders.map((order) => (
                <OrderRow key={order.id} order={order} />
              ))}
            </ul>
          )}
        </section>
        <aside class="home__side">
          <OpenCases cases={data.open_cases} />
          {data.promises.length > 0 && <Promised promises={data.promises} />}
          <Ways />
        </aside>
      </div>
      <HomeTopics />
    </>
  );
}

function VisitorHome() {
  const caller = me.value;
  return (
    <div class="page">
      <section class="hero">
        <h1>{t("help-hello-visitor")}</h1>
        <Ask examples={[t("help-example-1"), t("help-example-2"), t("help-example-3")]} />
      </section>
      {caller?.codes && (
        <p>
          <LinkButton href="/find" icon="package">
            {t("help-find")}
          </LinkButton>
        </p>
      )}
      {caller?.demo ? (
        <section class="card invite">
          <div>
            <h2>{t("help-invite-title")}</h2>
            <p>{t("help-invite-text", { shop: caller.shop.name })}</p>
          </div>
          <LinkButton href="/try-as" kind="primary" size="large" icon="users">
            {t("help-demo-try")}
          </LinkButton>
        </section>
      ) : (
        <section class="card invite">
          <div>
            <h2>{t("help-gate-title")}</h2>
            <p>{t("help-gate-text")}</p>
          </div>
        </section>
      )}
      <HomeTopics />
    </div>
  );
}

function HomeTopics() {
  const articles = useResource("articles:", () => get<ArticleHits>("/api/articles"));
  if (!articles.data?.articles.length) return null;
  return (
    <section aria-labelledby="topics-head">
      <h2 id="topics-head" class="section__head">
        {t("help-topics")}
      </h2>
      <Topics articles={articles.data.articles} short />
    </section>
  );
}

function HomeSkeleton() {
  return (
    <>
      <div class="boxes">
        <Skeleton lines={3} />
        <Skeleton lines={3} />
        <Skeleton lines={3} />
      </div>
      <Skeleton lines={6} />
    </>
  );
}
