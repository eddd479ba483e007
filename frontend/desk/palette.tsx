import { useEffect, useState } from "preact/hooks";
import { go } from "../shared/router";
import { t } from "../shared/text";
import { hrefOf } from "./address";
import { Keys } from "./cheat-sheet";
import { commands, sheet } from "./commands";
import { Dialog } from "./dialog";
import { knownRows } from "./queue";
import { nameOf } from "./words";

interface Entry {
  label: string;
  note: string;
  keys: string[];
  run(): void;
}

const MOST = 12;

function entries(): Entry[] {
  const acts = commands().filter((command) => command.listed && (command.can?.() ?? true));
  const rows = knownRows().map((row) => ({
    label: nameOf(row),
    note: row.title,
    keys: [],
    run: () => go(hrefOf("waiting", row.id)),
  }));
  return [...acts.map(({ label, keys, run }) => ({ label, note: "", keys: keys ?? [], run })), ...rows];
}

export function Palette() {
  return (
    <Dialog name="palette" title={t("desk-palette")} bare>
      <Search />
    </Dialog>
  );
}

function Search() {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries()
    .filter(({ label, note }) => words.every((word) => `${label} ${note}`.toLowerCase().includes(word)))
    .slice(0, MOST);
  const chosen = Math.min(at, found.length - 1);

  useEffect(() => document.getElementById(`entry-${chosen}`)?.scrollIntoView({ block: "nearest" }), [chosen]);

  function run(entry: Entry | undefined): void {
    if (!entry) return;
    sheet.value = null;
    // After the dialog gave the focus back, so that the act can move it on.
    setTimeout(entry.run);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((chosen + step + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") run(found[chosen]);
    else return;
    event.preventDefault();
  }

  return (
    <div class="palette">
      <input
        class="field"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-activedescendant={found.length ? `entry-${chosen}` : undefined}
        aria-label={t("desk-palette")}
        placeholder={t("desk-palette-hint")}
        autoComplete="off"
        autoFocus
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-list" role="listbox" aria-label={t("desk-palette")}>
        {found.map((entry, place) => (
          <li
            key={`${entry.label} ${entry.note} ${place}`}
            id={`entry-${place}`}
            role="option"
            aria-selected={place === chosen}
            onPointerMove={() => setAt(place)}
            onClick={() => run(entry)}
          >
            <span>
              {entry.label} {entry.note && <small>{entry.note}</small>}
            </span>
            {entry.keys.length > 0 && (
              <span class="palette__keys">
                <Keys keys={entry.keys} />
              </span>
            )}
          </li>
        ))}
      </ul>
      <p class="palette__none" role="status">
        {found.length === 0 && t("desk-palette-none")}
      </p>
    </div>
  );
}
