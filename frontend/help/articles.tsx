/** Help articles: all of them by topic, found by meaning, and one to read. */

import "./search.css";
import "./articles.css";
import { useEffect, useState } from "preact/hooks";
import { get, query } from "../shared/api";
import { day } from "../shared/format";
import { Icon } from "../shared/icons";
import { useResource } from "../shared/resource";
import { go, place } from "../shared/router";
import { t } from "../shared/text";
import type { ArticleHit, ArticleHits, ArticleOut } from "../shared/types";
import { EmptyState, Skeleton } from "../shared/ui";
import type { ScreenProps } from "./app";
import { Failed, useTitle } from "./states";
import { Topics } from "./topics";
import { TalkButton } from "./talk-button";

const PAUSE_MS = 250;

export function Articles() {
  useTitle(t("help-articles"));
  const [words, setWords] = useState(place.value.search.get("q") ?? "");
  const [asked, setAsked] = useState(words.trim());
  const found = useResource(`articles:${asked}`, () => get<ArticleHits>(query("/api/articles", { q: asked })));
  const articles = found.data?.articles;

  useEffect(() => {
    const timer = setTimeout(() => {
      const q = words.trim();
      if (q === asked) return;
      setAsked(q);
      go(query("/articles", { q }), { replace: true });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);

  return (
    <div class="page">
      <header class="page__head">
        <h1>{t("help-articles")}</h1>
        <form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
          <label class="hidden-visually" for="article-search">
            {t("help-articles-search")}
          </label>
          <Icon name="search" />
          <input
            id="article-search"
            class="field"
            type="search"
            maxLength={200}
            placeholder={t("help-articles-search")}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </form>
      </header>
      <p class="hidden-visually" role="status">
        {asked && articles ? t("help-articles-found", { count: articles.length }) : ""}
      </p>
      {!articles && found.error && <Failed part error={found.error} onRetry={found.reload} />}
      {!articles && !found.error && <Skeleton lines={6} />}
      {articles?.length === 0 && (
        <EmptyState icon="search" title={t("help-articles-none")} ways={asked ? <TalkButton icon="message-circle" about={asked} label={t("help-articles-ask")} /> : undefined}>
          {t("help-articles-none-text")}
        </EmptyState>
      )}
      {articles && articles.length > 0 && (asked ? <Hits articles={articles} /> : <Topics articles={articles} />)}
    </div>
  );
}

function Hits({ articles }: { articles: ArticleHit[] }) {
  return (
    <ul class="rows card">
      {articles.map((article) => (
        <li key={article.slug}>
          <a class="row" href={`/articles/${article.slug}`}>
            <span class="row__main">
              <span class="row__title">{article.title}</span>
              <span class="row__more">{article.quote || article.topic}</span>
            </span>
            <Icon name="chevron-right" size={18} />
          </a>
        </li>
      ))}
    </ul>
  );
}

export function Article({ id }: ScreenProps) {
  const found = useResource(`article:${id}`, () => get<ArticleOut>(`/api/articles/${encodeURIComponent(id)}`));
  const article = found.data;
  useTitle(article?.title ?? t("help-articles"));
  // The browser looked for the heading before there was one.
  useEffect(() => {
    if (!article) return;
    const headings = document.querySelectorAll(".prose [id]");
    [...headings].find((heading) => location.hash === `#${encodeURIComponent(heading.id)}`)?.scrollIntoView();
  }, [article?.slug]);
  return (
    <div class="page page--reading">
      <a class="crumb" href="/articles">
        <Icon name="arrow-left" size={18} /> {t("help-articles")}
      </a>
      {!article && found.error && <Failed error={found.error} onRetry={found.reload} />}
      {!article && !found.error && <Skeleton lines={8} />}
      {article && (
        <article>
          <p class="kind">{article.topic}</p>
          <h1>{article.title}</h1>
          <div class="prose" dangerouslySetInnerHTML={{ __html: article.html }} />
          <p class="quiet">{t("help-article-updated", { day: day(article.updated) })}</p>
          <div class="card pad article__more">
            <p>{t("help-article-more")}</p>
            <TalkButton icon="message-circle" about={t("help-article-question", { title: article.title })} label={t("help-article-ask")} />
          </div>
        </article>
      )}
    </div>
  );
}
