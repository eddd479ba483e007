import { get } from "../shared/api";
import { useResource } from "../shared/resource";
import { t } from "../shared/text";
import type { Looking } from "../shared/types";

/** Colleagues who have this case on their screen too. */
export function Lookers({ id }: { id: string }) {
  const { data } = useResource(`looking:${id}`, () => get<Looking>(`/api/desk/cases/${encodeURIComponent(id)}/looking`));
  if (!data?.lookers.length) return null;
  return <p class="lookers">{t("desk-looking", { names: data.lookers.map((each) => each.name).join(", ") })}</p>;
}
