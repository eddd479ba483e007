/** The way of a parcel as a drawing: scans joined in the order in which they happened. No tiles, no outside request. */

import { t } from "../shared/text";
import type { ScanOut } from "../shared/types";

interface Stop {
  place: string;
  x: number;
  y: number;
}

/** The drawing's own units are the pixels that it gets, nearly, so that its words stay readable on a phone. */
const WIDE = 640;
const NARROW = 320;
const HEIGHT = 210;
const MOVED = 3;
const CROWD = 9;
const PAD_X = 40;
const PAD_Y = 46;

/** The places of `scans` (newest first) in a box, oldest first. A place seen twice in a row is one stop. */
export function stops(scans: ScanOut[], width: number): Stop[] {
  const seen: { place: string; latitude: number; longitude: number }[] = [];
  for (const scan of [...scans].reverse()) {
    if (scan.latitude === null || scan.longitude === null) continue;
    const last = seen.at(-1);
    if (last && last.latitude === scan.latitude && last.longitude === scan.longitude) continue;
    seen.push({ place: scan.place, latitude: scan.latitude, longitude: scan.longitude });
  }
  if (seen.length === 0) return [];
  const middle = seen.reduce((sum, stop) => sum + stop.latitude, 0) / seen.length;
  // A degree of longitude is shorter the farther it is from the equator.
  const flat = seen.map((stop) => ({ ...stop, east: stop.longitude * Math.cos((middle * Math.PI) / 180), north: stop.latitude }));
  const east = range(flat.map((stop) => stop.east));
  const north = range(flat.map((stop) => stop.north));
  const scale = Math.min((width - 2 * PAD_X) / (east.size || 1e-9), (HEIGHT - 2 * PAD_Y) / (north.size || 1e-9));
  const use = Number.isFinite(scale) && scale < 1e8 ? scale : 0;
  return flat.map((stop) => ({
    place: stop.place,
    x: width / 2 + (stop.east - east.middle) * use,
    y: HEIGHT / 2 - (stop.north - north.middle) * use,
  }));
}

function range(values: number[]): { size: number; middle: number } {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return { size: high - low, middle: (low + high) / 2 };
}

/**
 * The scans to draw. In the van the whole country would press the last streets into one dot, so the drawing is then of
 * the round alone, once it has moved.
 */
export function leg(scans: ScanOut[]): ScanOut[] {
  const before = scans.findIndex((scan) => scan.status !== "out_for_delivery" && scan.status !== "delivered");
  const inVan = before < 0 ? scans : scans.slice(0, before);
  return new Set(inVan.map((scan) => `${scan.latitude} ${scan.longitude}`)).size >= MOVED ? inVan : scans;
}

export function Route({ scans, arrived }: { scans: ScanOut[]; arrived: boolean }) {
  const width = matchMedia("(max-width: 44rem)").matches ? NARROW : WIDE;
  const way = stops(leg(scans), width);
  const first = way[0];
  const last = way.at(-1);
  if (!first || !last || way.length < 2) return null;
  const crowded = way.length > CROWD;
  return (
    <svg
      class="route"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={t("help-route", { from: first.place, to: last.place, count: way.length })}
    >
      <path class="route__line" d={curve(way)} />
      {way.slice(0, -1).map((stop, index) => (
        <circle
          key={index}
          class={crowded && index > 0 ? "route__stop route__stop--small" : "route__stop"}
          cx={stop.x}
          cy={stop.y}
          r={index === 0 ? 6 : crowded ? 2.5 : 4.5}
        />
      ))}
      {!arrived && <circle class="route__pulse" cx={last.x} cy={last.y} r="9" />}
      <circle class="route__here" cx={last.x} cy={last.y} r="8" />
      <Label stop={first} against={last} width={width} />
      <Label stop={last} against={first} width={width} strong />
    </svg>
  );
}

/** Gentle bends through every stop. */
function curve(way: Stop[]): string {
  return way
    .map((stop, index) => {
      const before = way[index - 1];
      if (!before) return `M${round(stop.x)} ${round(stop.y)}`;
      const bend = (stop.x - before.x) / 2;
      return `C${round(before.x + bend)} ${round(before.y)} ${round(stop.x - bend)} ${round(stop.y)} ${round(stop.x)} ${round(stop.y)}`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function Label({ stop, against, width, strong = false }: { stop: Stop; against: Stop; width: number; strong?: boolean }) {
  const anchor = stop.x < width * 0.35 ? "start" : stop.x > width * 0.65 ? "end" : "middle";
  const x = anchor === "start" ? stop.x - 8 : anchor === "end" ? stop.x + 8 : stop.x;
  const below = stop.y > against.y || (stop.y === against.y && strong);
  return (
    <text class={strong ? "route__label route__label--here" : "route__label"} x={x} y={below ? stop.y + 30 : stop.y - 18} text-anchor={anchor}>
      {stop.place}
    </text>
  );
}
