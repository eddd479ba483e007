import { Icon } from "../shared/icons";
import { t } from "../shared/text";
import type { ArticleHit } from "../shared/types";

const FEW = 4;

/** Articles under their topics, in the order in which the server names them. `short`: a section's first few of each. */
export function Topics({ articles, short = false }: { articles: ArticleHit[]; short?: boolean }) {
  const Title = short ? "h3" : "h2";
  const topics = new Map<string, ArticleHit[]>();
  for (const article of articles) topics.set(article.topic, [...(topics.get(article.topic) ?? []), article]);
  return (
    <div class="topics">
      {[...topics].map(([topic, inside]) => (
        <section key={topic} class="card pad">
          <Title class="topics__name">{topic}</Title>
          <ul class="links">
            {inside.slice(0, short ? FEW : undefined).map((article) => (
              <li key={article.slug}>
                <a href={`/articles/${article.slug}`}>{article.title}</a>
              </li>
            ))}
            {short && inside.length > FEW && (
              <li>
                <a class="links__all" href="/articles">
                  {t("help-topic-all", { count: inside.length })} <Icon name="arrow-right" size={16} />
                </a>
              </li>
            )}
          </ul>
        </section>
      ))}
    </div>
  );
}
