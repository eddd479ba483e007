import { Icon } from "../shared/icons";
import { t } from "../shared/text";
import { Button } from "../shared/ui";
import { type Notice, notice } from "./cases";

/** What came of the last act. Stays until the next one or until it is closed. */
export function NoticeLine({ notice: { tone, text, undo } }: { notice: Notice }) {
  return (
    <div class={`notice notice--${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={tone === "bad" ? "circle-alert" : "circle-check"} size={18} />
      <p>{text}</p>
      {undo && (
        <Button kind="plain" class="notice__undo" onClick={undo}>
          {t("desk-merging-undo")}
        </Button>
      )}
      <Button kind="plain" size="square" icon="x" aria-label={t("ui-close")} onClick={() => (notice.value = null)} />
    </div>
  );
}
