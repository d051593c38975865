/** Which incidents pass the filters, and how many each further choice would leave. */

import { dayNumber } from "./days";
import type { Box, Filters, Flag, Range } from "./state";
import type { Incidents } from "./table";

/** Filters whose values are listed with counts. */
export type FacetName =
  | "types" | "actors" | "recipients" | "countries" | "admin1" | "places" | "status" | "review" | "speakers"
  | "publishers" | "flags";

type Part = keyof Filters | "date";

interface Test {
  readonly part: Part;
  passes(row: number): boolean;
}

export interface Passed {
  /** In the order of the table. */
  readonly rows: number[];
  /** Rows that one filter alone keeps out, by that filter: its counts are taken with them. */
  readonly but: ReadonlyMap<Part, number[]>;
}

/** Ids that the text search found; null: nothing was searched for. */
export type Found = ReadonlySet<string> | null;

/** Return the rows that pass. */
export function passing(incidents: Incidents, filters: Filters, found: Found): Passed {
  const tests = testsOf(incidents, filters, found);
  const rows: number[] = [];
  const but = new Map<Part, number[]>(tests.map((test) => [test.part, []]));
  for (let row = 0; row < incidents.size; row++) {
    if (!incidents.holds(row)) continue;
    const failed = failure(tests, row);
    if (failed === null) rows.push(row);
    else if (failed !== "many") but.get(failed)?.push(row);
  }
  return { rows, but };
}

function failure(tests: readonly Test[], row: number): Part | "many" | null {
  let failed: Part | null = null;
  for (const test of tests) {
    if (test.passes(row)) continue;
    if (failed !== null) return "many";
    failed = test.part;
  }
  return failed;
}

/** Return the rows that pass all filters but this one. */
export function rowsBut(passed: Passed, part: Part): number[] {
  const more = passed.but.get(part);
  return more?.length ? [...passed.rows, ...more] : passed.rows;
}

/** Return how many incidents each value of a facet has, under the other filters; most first. */
export function counts(incidents: Incidents, passed: Passed, facet: FacetName): [string, number][] {
  const tally = new Map<string, number>();
  for (const row of rowsBut(passed, facet)) {
    for (const value of new Set(valuesOf(incidents, row, facet))) tally.set(value, (tally.get(value) ?? 0) + 1);
  }
  return [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Return what a row counts as in a facet. */
export function valuesOf(incidents: Incidents, row: number, facet: FacetName): string[] {
  const { columns } = incidents;
  switch (facet) {
    case "types":
      return [incidents.type(row)];
    case "countries":
      return one(incidents.country(row));
    case "admin1":
      return one(incidents.admin1(row));
    case "places":
      return one(incidents.place(row));
    case "status":
      return columns.denied[row] ? [columns.status[row] as string, "denied"] : [columns.status[row] as string];
    case "review":
      return [columns.review[row] as string];
    case "flags":
      return flagsOf(incidents, row);
    default:
      return incidents.names(row, facet);
  }
}

/** Return the figure that filters and sorting go by: the chosen one, else the end that is known. */
export function figureOf(incidents: Incidents, row: number, kind: "killed" | "wounded"): number | null {
  const { columns } = incidents;
  return columns[`${kind}_best`][row] ?? columns[`${kind}_low`][row] ?? columns[`${kind}_high`][row] ?? null;
}

const FLAGS: readonly Flag[] = ["undated", "unlocated", "edited", "disputed", "commented"];

function flagsOf(incidents: Incidents, row: number): string[] {
  return FLAGS.filter((flag) => flagged(incidents, row, flag));
}

/** Tell whether a row needs this look. */
export function flagged(incidents: Incidents, row: number, flag: Flag): boolean {
  const { columns } = incidents;
  switch (flag) {
    case "undated":
      return columns.from[row] === null && columns.to[row] === null;
    case "unlocated":
      return columns.lat[row] === null || columns.lon[row] === null;
    case "edited":
      return (columns.edited[row]?.length ?? 0) > 0;
    case "disputed":
      return (columns.disputes[row] ?? 0) > 0;
    default:
      return (columns.comments[row] ?? 0) > 0;
  }
}

function one(value: string | null): string[] {
  return value === null ? [] : [value];
}

// ---------------------------------------------------------------- one test for each filter that asks

function testsOf(incidents: Incidents, filters: Filters, found: Found): Test[] {
  const { columns, lists } = incidents;
  const tests: (Test | null)[] = [
    ofOne("types", filters.types, lists.types, columns.type),
    ofOne("countries", filters.countries, lists.countries, columns.country),
    ofOne("admin1", filters.admin1, lists.admin1, columns.admin1),
    ofOne("places", filters.places, lists.places, columns.place),
    ofMany("actors", filters.actors, lists.names, columns.actors),
    ofMany("recipients", filters.recipients, lists.names, columns.recipients),
    ofMany("speakers", filters.speakers, lists.speakers, columns.speakers),
    ofMany("publishers", filters.publishers, lists.publishers, columns.publishers),
    ofWords(incidents, "status", filters.status),
    ofWords(incidents, "review", filters.review),
    ofFlags(incidents, filters.flags),
    ofRange("killed", filters.killed, (row) => figureOf(incidents, row, "killed")),
    ofRange("wounded", filters.wounded, (row) => figureOf(incidents, row, "wounded")),
    ofRange("score", filters.score, (row) => columns.score[row] ?? null),
    ofRange("sources", filters.sources, (row) => columns.sources[row] ?? null),
    ofDate(incidents, filters),
    ofBox(incidents, filters.box),
    found && { part: "text", passes: (row) => found.has(columns.id[row] as string) },
  ];
  return tests.filter((test) => test !== null);
}

function indexes(wanted: readonly string[], list: readonly string[]): Set<number> {
  const set = new Set(wanted);
  const found = new Set<number>();
  list.forEach((value, index) => set.has(value) && found.add(index));
  return found;
}

function ofOne(part: Part, wanted: readonly string[], list: readonly string[], column: (number | null)[]): Test | null {
  if (!wanted.length) return null;
  const found = indexes(wanted, list);
  return { part, passes: (row) => found.has(column[row] ?? -1) };
}

function ofMany(part: Part, wanted: readonly string[], list: readonly string[], column: number[][]): Test | null {
  if (!wanted.length) return null;
  const found = indexes(wanted, list);
  return { part, passes: (row) => column[row]?.some((index) => found.has(index)) ?? false };
}

function ofWords(incidents: Incidents, part: "status" | "review", wanted: readonly string[]): Test | null {
  if (!wanted.length) return null;
  return { part, passes: (row) => valuesOf(incidents, row, part).some((value) => wanted.includes(value)) };
}

/** Flags are all asked for at once: undated and disputed. */
function ofFlags(incidents: Incidents, wanted: Filters["flags"]): Test | null {
  if (!wanted.length) return null;
  return {
    part: "flags",
    passes: (row) => wanted.every((flag) => flagged(incidents, row, flag)),
  };
}

function ofRange(part: Part, range: Range | null, value: (row: number) => number | null): Test | null {
  if (!range) return null;
  return {
    part,
    passes: (row) => {
      const number = value(row);
      return number !== null && (range.low === null || number >= range.low) && (range.high === null || number <= range.high);
    },
  };
}

/** A range of days passes if it touches the days asked for. */
function ofDate(incidents: Incidents, filters: Filters): Test | null {
  const [first, last] = [dayNumber(filters.from), dayNumber(filters.to)];
  if (first === null && last === null) return null;
  const { from, to } = incidents.columns;
  return {
    part: "date",
    passes: (row) => {
      const [a, b] = [from[row] ?? to[row], to[row] ?? from[row]];
      if (a === null || a === undefined || b === null || b === undefined) return false;
      return (first === null || b >= first) && (last === null || a <= last);
    },
  };
}

function ofBox(incidents: Incidents, box: Box | null): Test | null {
  if (!box) return null;
  const { lat, lon } = incidents.columns;
  return {
    part: "box",
    passes: (row) => {
      const [y, x] = [lat[row], lon[row]];
      if (y === null || y === undefined || x === null || x === undefined) return false;
      if (y < box.south || y > box.north) return false;
      return box.west <= box.east ? x >= box.west && x <= box.east : x >= box.west || x <= box.east;
    },
  };
}
