/**
 * Holds the help page's first load to its budget: the JavaScript and CSS that its entry needs before anything shows,
 * gzip -9, in kB of 1000 bytes. The font is cached for long and counted apart. Run after a build.
 */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 30;
const built = resolve(process.argv[2] ?? join(import.meta.dirname, "../src/resolution_hub/static"));
const manifest = JSON.parse(readFileSync(join(built, ".vite/manifest.json"), "utf8"));

/** All files that come with `entry` without a dynamic import. */
function firstLoad(entry, seen = new Set()) {
  if (seen.has(entry)) return [];
  seen.add(entry);
  const { file, css = [], imports = [] } = manifest[entry];
  return [file, ...css, ...imports.flatMap((name) => firstLoad(name, seen))];
}

function size(file) {
  return gzipSync(readFileSync(join(built, file)), { level: 9 }).length;
}

const files = [...new Set(firstLoad("help/index.html"))];
const whole = files.reduce((sum, file) => sum + size(file), 0) / 1000;
for (const file of files) console.log(`${(size(file) / 1000).toFixed(2).padStart(8)} kB  ${file}`);
console.log(`${whole.toFixed(2).padStart(8)} kB  help, first load (at most ${BUDGET_KB})`);
if (whole > BUDGET_KB) process.exit(1);
