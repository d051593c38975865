/**
 * The view in the URL's hash: `#type=air_strike&admin1=Ar-Raqqah&killed=1..&sel=3f…`. A hash works
 * from a server and from `file://`, and is never sent anywhere. What is at its default is left out.
 */

import {
  FIRST_VIEW,
  NO_FILTERS,
  type Box,
  type Filters,
  type Flag,
  type MapView,
  type OpenQuote,
  type PaneName,
  type Range,
  type Sort,
  type SortKey,
  type TimeUnit,
  type ViewState,
} from "./state";

type ListName = { [K in keyof Filters]: Filters[K] extends readonly string[] ? K : never }[keyof Filters];
type RangeName = { [K in keyof Filters]: Filters[K] extends Range | null ? K : never }[keyof Filters];

const LISTS: readonly (readonly [string, ListName])[] = [
  ["type", "types"],
  ["actor", "actors"],
  ["recipient", "recipients"],
  ["country", "countries"],
  ["admin1", "admin1"],
  ["place", "places"],
  ["status", "status"],
  ["review", "review"],
  ["speaker", "speakers"],
  ["publisher", "publishers"],
  ["only", "flags"],
];

const RANGES: readonly (readonly [string, RangeName])[] = [
  ["killed", "killed"],
  ["wounded", "wounded"],
  ["score", "score"],
  ["sources", "sources"],
];

const CLOSED: Partial<Record<ListName, readonly string[]>> = {
  status: ["occurred", "alleged", "denied"],
  review: ["unreviewed", "accepted", "rejected"],
  flags: ["undated", "unlocated", "edited", "disputed", "commented"] satisfies Flag[],
};

const SORTS: readonly SortKey[] = [
  "date", "type", "place", "killed", "wounded", "reports", "sources", "score", "match",
];
const UNITS: readonly TimeUnit[] = ["day", "week", "month", "year"];
const PANES: readonly PaneName[] = ["list", "map", "evidence"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Return the hash of a view, without `#`; the same view always gives the same words. */
export function encode(view: ViewState): string {
  const found = new URLSearchParams();
  const { filters } = view;
  if (filters.text) found.set("q", filters.text);
  for (const [key, name] of LISTS) for (const value of filters[name]) found.append(key, value);
  if (filters.from || filters.to) found.set("date", `${filters.from ?? ""}..${filters.to ?? ""}`);
  for (const [key, name] of RANGES) {
    const range = filters[name];
    if (range) found.set(key, `${range.low ?? ""}..${range.high ?? ""}`);
  }
  if (filters.box) found.set("box", boxWords(filters.box));
  const sort = `${view.sort.key}${view.sort.descending ? "-" : ""}`;
  if (sort !== FIRST_VIEW.sort.key) found.set("sort", sort);
  if (view.map) found.set("map", mapWords(view.map));
  if (view.unit) found.set("unit", view.unit);
  if (view.pane !== FIRST_VIEW.pane) found.set("pane", view.pane);
  if (view.selected) found.set("sel", view.selected);
  if (view.pair) found.set("pair", view.pair);
  if (view.quote) found.set("quote", quoteWords(view.quote));
  // Readable where it is safe; everything else stays escaped.
  return found.toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%2F", "/");
}

/** Return the view that a hash asks for; what it says wrongly counts as not said. */
export function decode(hash: string): ViewState {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const filters: Record<string, unknown> = { ...NO_FILTERS, text: said.get("q") ?? "" };
  for (const [key, name] of LISTS) {
    const allowed = CLOSED[name];
    filters[name] = [...new Set(said.getAll(key))].filter((value) => value && (!allowed || allowed.includes(value)));
  }
  const [from, to] = (said.get("date") ?? "..").split("..");
  filters["from"] = from && DAY.test(from) ? from : null;
  filters["to"] = to && DAY.test(to) ? to : null;
  for (const [key, name] of RANGES) filters[name] = rangeOf(said.get(key));
  filters["box"] = boxOf(said.get("box"));
  return {
    filters: filters as unknown as Filters,
    sort: sortOf(said.get("sort")),
    selected: said.get("sel"),
    quote: quoteOf(said.get("quote")),
    pair: said.get("pair"),
    map: mapOf(said.get("map")),
    unit: among(UNITS, said.get("unit")),
    pane: among(PANES, said.get("pane")) ?? FIRST_VIEW.pane,
  };
}

function rangeOf(text: string | null): Range | null {
  if (text === null) return null;
  const [low, high] = text.includes("..") ? text.split("..") : [text, text];
  const range = { low: numberOf(low), high: numberOf(high) };
  return range.low === null && range.high === null ? null : range;
}

function numberOf(text: string | undefined): number | null {
  if (!text?.trim()) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

function boxWords(box: Box): string {
  return [box.west, box.south, box.east, box.north].map((each) => round(each, 3)).join(",");
}

function boxOf(text: string | null): Box | null {
  const [west, south, east, north] = numbers(text, 4);
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return south <= north ? { west, south, east, north } : null;
}

function mapWords(map: MapView): string {
  return [round(map.lat, 3), round(map.lon, 3), round(map.zoom, 2)].join(",");
}

function mapOf(text: string | null): MapView | null {
  const [lat, lon, zoom] = numbers(text, 3);
  if (lat === undefined || lon === undefined || zoom === undefined) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 360 && zoom >= 0 && zoom <= 16 ? { lat, lon, zoom } : null;
}

function numbers(text: string | null, count: number): number[] {
  const parts = (text ?? "").split(",").map(numberOf);
  return parts.length === count && parts.every((each) => each !== null) ? (parts as number[]) : [];
}

function round(value: number, places: number): number {
  return Number(value.toFixed(places));
}

function sortOf(text: string | null): Sort {
  const descending = text?.endsWith("-") ?? false;
  const key = among(SORTS, descending ? (text?.slice(0, -1) ?? null) : text);
  return key ? { key, descending } : FIRST_VIEW.sort;
}

function quoteWords(quote: OpenQuote): string {
  return quote.path === null ? quote.claim : `${quote.claim}:${quote.path}`;
}

function quoteOf(text: string | null): OpenQuote | null {
  if (!text) return null;
  const colon = text.indexOf(":");
  return colon < 0 ? { claim: text, path: null } : { claim: text.slice(0, colon), path: text.slice(colon + 1) };
}

function among<T extends string>(known: readonly T[], text: string | null): T | null {
  return known.find((each) => each === text) ?? null;
}
