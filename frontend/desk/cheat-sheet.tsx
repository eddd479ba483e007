import { t } from "../shared/text";
import { commands } from "./commands";
import { Dialog } from "./dialog";
import { setSingleKeys, singleKeys } from "./settings";

export function CheatSheet() {
  return (
    <Dialog name="keys" title={t("desk-keys-title")}>
      <label class="keys__switch">
        <input type="checkbox" checked={singleKeys.value} onChange={(event) => setSingleKeys(event.currentTarget.checked)} />
        <span>
          <b>{t("desk-keys-switch")}</b>
          <small>{t("desk-keys-switch-text")}</small>
        </span>
      </label>
      <dl class={singleKeys.value ? "keys" : "keys keys--off"}>
        {commands()
          .filter((command) => command.keys)
          .map(({ label, keys }) => (
            <Key key={label} label={label} keys={keys ?? []} />
          ))}
      </dl>
      <dl class="keys">
        <Key label={t("desk-palette")} keys={[modifier(), "K"]} together />
        <Key label={t("desk-key-send")} keys={["Enter"]} />
        <Key label={t("desk-key-newline")} keys={["Shift", "Enter"]} together />
        <Key label={t("desk-key-leave")} keys={["Esc"]} />
      </dl>
    </Dialog>
  );
}

export function modifier(): string {
  return /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl";
}

function Key({ label, keys, together = false }: { label: string; keys: string[]; together?: boolean }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Keys keys={keys} together={together} />
      </dd>
    </div>
  );
}

export function Keys({ keys, together = false }: { keys: string[]; together?: boolean }) {
  return (
    <>
      {keys.map((key, at) => (
        <>
          {at > 0 && <span>{together ? " + " : ` ${t("desk-key-then")} `}</span>}
          <kbd>{key}</kbd>
        </>
      ))}
    </>
  );
}
