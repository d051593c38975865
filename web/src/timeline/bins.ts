/** Incidents counted by day, week, month or year; longer ranges apart, as ranges. */

import type { DayNumber } from "../contract";
import { dateParts, dayWords, isoDay, monthStart, rangeWords } from "../days";
import { kindOf, KINDS } from "../kinds";
import type { TimeUnit } from "../state";
import type { Incidents } from "../table";

export const UNITS: readonly TimeUnit[] = ["day", "week", "month", "year"];
/** More bins than this are never drawn: the next coarser unit is taken. */
const MOST_BINS = 6000;
/** Ranges that would need more lanes than this are drawn as how many there are at a time. */
const MOST_LANES = 5;
const MOST_RANGES = 300;

/** Return the number of the bin that a day lies in. Weeks begin on Monday. */
export function binOf(day: DayNumber, unit: TimeUnit): number {
  if (unit === "day") return day;
  if (unit === "week") return Math.floor((day + 3) / 7); // 1970-01-01 was a Thursday
  const { year, month } = dateParts(day);
  return unit === "month" ? year * 12 + month - 1 : year;
}

/** Return the first day of a bin. */
export function binStart(bin: number, unit: TimeUnit): DayNumber {
  if (unit === "day") return bin;
  if (unit === "week") return bin * 7 - 3;
  return unit === "month" ? monthStart(Math.floor(bin / 12), (bin % 12) + 1) : monthStart(bin, 1);
}

/** Return the last day of a bin. */
export function binEnd(bin: number, unit: TimeUnit): DayNumber {
  return binStart(bin + 1, unit) - 1;
}

/** Return a bin in words. */
export function binWords(bin: number, unit: TimeUnit): string {
  const from = binStart(bin, unit);
  return unit === "week" ? `week of ${dayWords(from)}` : rangeWords(from, binEnd(bin, unit));
}

/** Return the finest unit whose bins are wide enough to be seen. */
export function unitFor(first: DayNumber, last: DayNumber, width: number): TimeUnit {
  const most = Math.max(20, width / 6);
  return UNITS.find((unit) => binOf(last, unit) - binOf(first, unit) < most) ?? "year";
}

/** Return the unit asked for, or the next coarser one that can still be drawn. */
export function drawable(unit: TimeUnit, first: DayNumber, last: DayNumber): TimeUnit {
  const from = UNITS.indexOf(unit);
  return UNITS.slice(from).find((each) => binOf(last, each) - binOf(first, each) < MOST_BINS) ?? "year";
}

export interface RangeLine {
  readonly row: number;
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly lane: number;
}

export interface Binned {
  readonly unit: TimeUnit;
  readonly first: number;
  /** How many bins. */
  readonly size: number;
  /** By kind, in the order of KINDS: one count for each bin. */
  readonly stacks: readonly Uint32Array[];
  /** Sums of the stacks. */
  readonly totals: Uint32Array;
  readonly highest: number;
  /** How many ranges longer than a bin cover each bin. */
  readonly covered: Uint32Array;
  readonly mostCovered: number;
  readonly ranges: number;
  /** The ranges one by one; null where they are too many for that. */
  readonly lines: readonly RangeLine[] | null;
}

/** Count rows; those without a day are left out. `first` and `last` are days that must be in it. */
export function binned(
  incidents: Incidents,
  rows: readonly number[],
  span: readonly [DayNumber, DayNumber],
  unit: TimeUnit,
): Binned {
  const first = binOf(span[0], unit);
  const size = binOf(span[1], unit) - first + 1;
  const stacks = KINDS.map(() => new Uint32Array(size));
  const totals = new Uint32Array(size);
  const covered = new Uint32Array(size);
  const kindAt = new Map(KINDS.map((kind, index) => [kind.name, index]));
  const long: Omit<RangeLine, "lane">[] = [];
  // Days come again and again, and months take a while to find.
  const found = new Map<DayNumber, number>();
  const bin = (day: DayNumber): number => {
    const kept = found.get(day) ?? binOf(day, unit) - first;
    found.set(day, kept);
    return kept;
  };
  for (const row of rows) {
    const days = daysOf(incidents, row);
    if (!days) continue;
    const from = Math.max(0, bin(days[0]));
    const to = Math.min(size - 1, bin(days[1]));
    if (from > to) continue;
    if (from === to) {
      const stack = stacks[kindAt.get(kindOf(incidents.type(row)).name) ?? 0] as Uint32Array;
      stack[from] = (stack[from] ?? 0) + 1;
      totals[from] = (totals[from] ?? 0) + 1;
      continue;
    }
    for (let each = from; each <= to; each++) covered[each] = (covered[each] ?? 0) + 1;
    long.push({ row, from: days[0], to: days[1] });
  }
  return {
    unit,
    first,
    size,
    stacks,
    totals,
    highest: most(totals),
    covered,
    mostCovered: most(covered),
    ranges: long.length,
    lines: lanesOf(long),
  };
}

/** Return the days that a row's date spans; null where it has none. */
export function daysOf(incidents: Incidents, row: number): [DayNumber, DayNumber] | null {
  const { from, to } = incidents.columns;
  const a = from[row] ?? to[row] ?? null;
  const b = to[row] ?? from[row] ?? null;
  return a === null || b === null ? null : [a, b];
}

/** Return the first and the last day of these rows; null where none has one. */
export function spanOf(incidents: Incidents, rows: readonly number[]): [DayNumber, DayNumber] | null {
  let [first, last] = [Infinity, -Infinity];
  for (const row of rows) {
    const days = daysOf(incidents, row);
    if (!days) continue;
    first = Math.min(first, days[0]);
    last = Math.max(last, days[1]);
  }
  return first > last ? null : [first, last];
}

/** Put ranges into lanes so that none lies on another; null where they do not fit. */
function lanesOf(long: readonly Omit<RangeLine, "lane">[]): RangeLine[] | null {
  if (long.length > MOST_RANGES) return null;
  const ends: number[] = [];
  const lines: RangeLine[] = [];
  for (const line of [...long].sort((a, b) => a.from - b.from || b.to - a.to || a.row - b.row)) {
    let lane = ends.findIndex((end) => end < line.from);
    if (lane < 0) lane = ends.length;
    if (lane >= MOST_LANES) return null;
    ends[lane] = line.to;
    lines.push({ ...line, lane });
  }
  return lines;
}

/** Return days to write under the axis: starts of years, months or days, not nearer than `gap` pixels. */
export function ticksOf(bins: Pick<Binned, "unit" | "first" | "size">, binWidth: number, gap = 64): [number, string][] {
  const from = binStart(bins.first, bins.unit);
  const to = binEnd(bins.first + bins.size - 1, bins.unit);
  const perDay = (bins.size * binWidth) / (to - from + 1);
  const years = [1, 2, 5, 10, 20, 50, 100].find((step) => step * 365 * perDay >= gap) ?? 100;
  const months = [1, 3, 6].find((step) => step * 30 * perDay >= gap);
  const days = [1, 7, 14].find((step) => step * perDay >= gap);
  const ticks: [number, string][] = [];
  if (days) {
    for (let day = from; day <= to; day += days) ticks.push([day, isoDay(day).slice(8) === "01" || day === from ? dayWords(day) : dayWords(day).replace(/ \d{4}$/, "")]);
  } else if (months) {
    const { year, month } = dateParts(from);
    for (let m = month - ((month - 1) % months); ; m += months) {
      const day = monthStart(year, m);
      if (day > to) break;
      const parts = dateParts(day);
      if (day >= from) ticks.push([day, parts.month === 1 ? String(parts.year) : rangeWords(day, monthStart(parts.year, parts.month + 1) - 1)]);
    }
  } else {
    const { year } = dateParts(from);
    for (let y = Math.ceil(year / years) * years; monthStart(y, 1) <= to; y += years) {
      if (monthStart(y, 1) >= from) ticks.push([monthStart(y, 1), String(y)]);
    }
  }
  return ticks;
}

function most(counts: Uint32Array): number {
  return counts.reduce((a, b) => Math.max(a, b), 0);
}
