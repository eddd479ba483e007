/** Where the customer stands while no assistant speaks: the place in line and the way back. */

import { ApiError } from "../../shared/api";
import { Icon } from "../../shared/icons";
import { t } from "../../shared/text";
import { Button } from "../../shared/ui";
import type { Conversation } from "../conversation";
import { say } from "../say";

export function FloorBanner({ talk }: { talk: Conversation }) {
  if (talk.floor.value !== "queue") return null;
  const ahead = talk.ahead.value;

  function back(): void {
    talk.backToAssistant().catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      say(error.message, "bad");
    });
  }

  return (
    <div class="floor">
      <Icon name="clock" />
      <p>
        <strong>{t("help-line-title")}</strong>{" "}
        {ahead === null ? t("help-line-unknown") : ahead === 0 ? t("help-line-next") : t("help-line-ahead", { count: ahead })}
      </p>
      <Button kind="quiet" busy={talk.moving.value} onClick={back}>
        {t("help-line-back")}
      </Button>
    </div>
  );
}
