/**
 * The withdrawal function of Directive 2011/83/EU, art. 11a: always to be found, two steps. The first says which contract and
 * which things; the second, in the talk, is the button "Confirm withdrawal". The receipt follows with date and time.
 */

import { t } from "../shared/text";
import { useTitle } from "./states";
import { Wrong } from "./wrong";

export function Withdraw() {
  useTitle(t("help-withdraw"));
  return (
    <div class="page page--narrow">
      <section class="card pad prose">
        <h1>{t("help-withdraw")}</h1>
        <p>{t("help-withdraw-text")}</p>
        <ol>
          <li>{t("help-withdraw-one")}</li>
          <li>{t("help-withdraw-two")}</li>
        </ol>
        <p>{t("help-withdraw-receipt")}</p>
        <Wrong kind="primary" icon="chevron-right" about={t("help-withdraw")} label={t("help-withdraw-begin")} choice="topic:withdraw" />
        <p class="quiet">{t("help-withdraw-free")}</p>
      </section>
    </div>
  );
}
