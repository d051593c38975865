/** Where the dots, ranges and axis of a figure's chart stand; drawing is another module's work. */

export interface RangeRow {
  readonly low: number | null;
  readonly high: number | null;
}

/** A row as it is drawn: x in the chart's own units; an open end runs to the edge as an arrow. */
export interface RowShape {
  readonly from: number;
  readonly to: number;
  readonly openBelow: boolean;
  readonly openAbove: boolean;
  /** The words give one number and no range. */
  readonly single: boolean;
  /** The words give no number at all ("dozens" without a rule for it). */
  readonly empty: boolean;
}

export interface Tick {
  readonly value: number;
  readonly x: number;
}

export interface ChartLayout {
  readonly rows: readonly RowShape[];
  readonly ticks: readonly Tick[];
  /** Where the chosen range begins and ends; null where none is chosen. */
  readonly chosen: RowShape | null;
  /** Where the chosen single value stands; null where the rule chooses none. */
  readonly best: number | null;
  x(value: number): number;
}

export interface ChartInput {
  readonly rows: readonly RangeRow[];
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
  readonly width: number;
}

const PAD = 14;
const WIDE = 60;

/** Return round steps that cover `low` to `high` in about `count` parts. */
export function roundTicks(low: number, high: number, count: number): number[] {
  if (high <= low) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => each >= rough) ?? rough;
  const whole = Math.max(step, 1);
  const ticks: number[] = [];
  for (let at = Math.ceil(low / whole) * whole; at <= high; at += whole) ticks.push(at);
  return ticks;
}

/**
 * Lay out one figure's chart.
 *
 * The axis is even where the numbers are of one size, and by powers of ten where the greatest
 * is more than 60 times the least: 4 dead and 4,000 dead must both be seen.
 */
export function layOut(input: ChartInput): ChartLayout {
  const numbers = [
    ...input.rows.flatMap((row) => [row.low, row.high]),
    input.low,
    input.best,
    input.high,
  ].filter((value): value is number => value !== null && Number.isFinite(value));
  const least = numbers.length ? Math.min(...numbers) : 0;
  const most = numbers.length ? Math.max(...numbers) : 1;
  const logarithmic = least > 0 && most / least > WIDE;
  const scale = logarithmic ? Math.log10 : (value: number): number => value;
  const [low, high] = domain(least, most, logarithmic);
  const span = scale(high) - scale(low) || 1;
  const x = (value: number): number =>
    PAD + ((scale(Math.min(Math.max(value, low), high)) - scale(low)) / span) * (input.width - 2 * PAD);
  const shape = (row: RangeRow): RowShape => ({
    from: row.low === null ? 2 : x(row.low),
    to: row.high === null ? input.width - 2 : x(row.high),
    openBelow: row.low === null && row.high !== null,
    openAbove: row.high === null && row.low !== null,
    single: row.low !== null && row.low === row.high,
    empty: row.low === null && row.high === null,
  });
  const values = logarithmic ? powers(low, high) : roundTicks(low, high, Math.max(3, input.width / 70));
  const hasChoice = input.low !== null || input.high !== null;
  return {
    rows: input.rows.map(shape),
    ticks: values.map((value) => ({ value, x: x(value) })),
    chosen: hasChoice ? shape({ low: input.low, high: input.high }) : null,
    best: input.best === null ? null : x(input.best),
    x,
  };
}

/** Return the ends of the axis: some air round the numbers, never below zero. */
function domain(least: number, most: number, logarithmic: boolean): [number, number] {
  if (logarithmic) return [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most))];
  if (least === most) return [Math.max(0, least - Math.max(2, least * 0.2)), most + Math.max(2, most * 0.2)];
  const air = (most - least) * 0.12;
  return [least >= 0 ? Math.max(0, least - air) : least - air, most + air];
}

function powers(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let at = low; at <= high * 1.0001; at *= 10) ticks.push(Math.round(at));
  return ticks;
}

/** Say a range in words, as the page and screen readers do: "24 or more", "up to 30", "24 to 31". */
export function rangeWords(low: number | null, high: number | null): string {
  if (low === null && high === null) return "no number";
  if (low === null) return `up to ${numeral(high as number)}`;
  if (high === null) return `${numeral(low)} or more`;
  return low === high ? numeral(low) : `${numeral(low)} to ${numeral(high)}`;
}

/** Write a number with thin groups: 12,500; parts of one with two digits at most. */
export function numeral(value: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);
}
