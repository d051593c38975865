/** Days as numbers since 1970-01-01, without time zones. */

import type { Day, DayNumber } from "./contract";

const MS = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Return the number of an ISO day; null if it is none. */
export function dayNumber(day: Day | null): DayNumber | null {
  if (day === null) return null;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / MS);
}

/** Return a day number as an ISO day. */
export function isoDay(day: DayNumber): Day {
  return new Date(day * MS).toISOString().slice(0, 10);
}

/** Return the year, month (1 to 12) and day of a day number. */
export function dateParts(day: DayNumber): { year: number; month: number; day: number } {
  const date = new Date(day * MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Return the number of the first day of a month; months beyond 1 to 12 count on into other years. */
export function monthStart(year: number, month: number): DayNumber {
  return Math.round(Date.UTC(year, month - 1, 1) / MS);
}

/** Return a range in words: `4 Jul 2017`, `2–4 Jul 2017`, `Jun 2017`, `2017`, `30 Jun – 2 Jul 2017`. */
export function rangeWords(from: DayNumber | null, to: DayNumber | null): string {
  if (from === null && to === null) return "undated";
  if (from === null) return `until ${dayWords(to as DayNumber)}`;
  if (to === null) return `from ${dayWords(from)}`;
  const [a, b] = [dateParts(from), dateParts(to)];
  if (from === to) return dayWords(from);
  const lastOfMonth = to + 1 === monthStart(b.year, b.month + 1);
  if (a.day === 1 && lastOfMonth && a.year === b.year) {
    if (a.month === 1 && b.month === 12) return String(a.year);
    if (a.month === b.month) return `${MONTHS[a.month - 1]} ${a.year}`;
    return `${MONTHS[a.month - 1]}–${MONTHS[b.month - 1]} ${a.year}`;
  }
  if (a.year !== b.year) return `${dayWords(from)} – ${dayWords(to)}`;
  if (a.month !== b.month) return `${a.day} ${MONTHS[a.month - 1]} – ${dayWords(to)}`;
  return `${a.day}–${dayWords(to)}`;
}

export function dayWords(day: DayNumber): string {
  const parts = dateParts(day);
  return `${parts.day} ${MONTHS[parts.month - 1]} ${parts.year}`;
}
