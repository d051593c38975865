import { describe, expect, it } from "vitest";
import { made } from "../../testing/made";
import { dayNumber, isoDay, rangeWords } from "../days";
import { Incidents } from "../table";
import { binEnd, binned, binOf, binStart, binWords, drawable, spanOf, ticksOf, unitFor, UNITS } from "./bins";

const day = (iso: string): number => dayNumber(iso) as number;

describe("bins", () => {
  it("hold each day between their first and their last", () => {
    for (const unit of UNITS) {
      for (const iso of ["1969-12-31", "1970-01-01", "2017-07-04", "2020-02-29", "2024-12-30", "1915-04-24"]) {
        const bin = binOf(day(iso), unit);
        expect(binStart(bin, unit)).toBeLessThanOrEqual(day(iso));
        expect(binEnd(bin, unit)).toBeGreaterThanOrEqual(day(iso));
        expect(binOf(binEnd(bin, unit), unit)).toBe(bin);
        expect(binOf(binEnd(bin, unit) + 1, unit)).toBe(bin + 1);
      }
    }
  });

  it("begin weeks on Monday", () => {
    expect(isoDay(binStart(binOf(day("2017-07-04"), "week"), "week"))).toBe("2017-07-03");
  });

  it("are said in words", () => {
    expect(binWords(binOf(day("2017-07-04"), "month"), "month")).toBe("Jul 2017");
    expect(binWords(binOf(day("2017-07-04"), "week"), "week")).toBe("week of 3 Jul 2017");
    expect(binWords(2017, "year")).toBe("2017");
  });

  it("are as fine as the width lets them be seen", () => {
    expect(unitFor(day("2020-01-01"), day("2020-01-20"), 500)).toBe("day");
    expect(unitFor(day("2020-01-01"), day("2020-12-31"), 500)).toBe("week");
    expect(unitFor(day("2015-01-01"), day("2020-12-31"), 500)).toBe("month");
    expect(unitFor(day("1900-01-01"), day("2020-12-31"), 500)).toBe("year");
  });

  it("are never so many that they cannot be drawn", () => {
    expect(drawable("day", day("1900-01-01"), day("2020-12-31"))).toBe("month");
    expect(drawable("day", day("2010-01-01"), day("2020-12-31"))).toBe("day");
  });
});

describe("counts over time", () => {
  const incidents = new Incidents(
    made(
      { id: "a", type: "air_strike", from: "2020-01-05" },
      { id: "b", type: "battle", from: "2020-01-09", to: "2020-01-10" },
      { id: "c", type: "battle", from: "2020-01-20", to: "2020-03-02" },
      { id: "d" },
    ),
  );
  const rows = [0, 1, 2, 3];

  it("reach from the first day to the last, and leave the undated out", () => {
    expect(spanOf(incidents, rows)?.map(isoDay)).toEqual(["2020-01-05", "2020-03-02"]);
    expect(spanOf(incidents, [3])).toBeNull();
  });

  it("count what fits into a bin, and keep longer ranges apart", () => {
    const found = binned(incidents, rows, spanOf(incidents, rows) as [number, number], "month");
    expect([...found.totals]).toEqual([2, 0, 0]);
    expect([...found.covered]).toEqual([1, 1, 1]);
    expect(found.ranges).toBe(1);
    expect(found.highest).toBe(2);
    expect(found.stacks.map((stack) => stack[0]).filter(Boolean)).toEqual([1, 1]);
  });

  it("draw ranges in lanes so that none lies on another", () => {
    const found = binned(incidents, rows, spanOf(incidents, rows) as [number, number], "day");
    expect(found.lines?.map(({ row, lane }) => [row, lane])).toEqual([[1, 0], [2, 0]]);
  });

  it("give up lanes where too many overlap", () => {
    const many = new Incidents(made(...Array.from({ length: 9 }, (_, index) => ({ id: `x${index}`, from: "2020-01-01", to: "2020-02-01" }))));
    const found = binned(many, [...Array(9).keys()], [day("2020-01-01"), day("2020-02-01")], "day");
    expect(found.lines).toBeNull();
    expect(found.mostCovered).toBe(9);
  });

  it("write ticks in order, within the chart", () => {
    for (const unit of UNITS) {
      const first = binOf(day("2018-03-05"), unit);
      const size = binOf(day("2021-06-01"), unit) - first + 1;
      const ticks = ticksOf({ unit, first, size }, 5);
      const days = ticks.map(([each]) => each);
      expect(days).toEqual([...days].sort((a, b) => a - b));
      expect(days.every((each) => each >= binStart(first, unit))).toBe(true);
    }
  });
});

describe("ranges in words", () => {
  it.each([
    ["2020-03-14", "2020-03-14", "14 Mar 2020"],
    ["2020-03-14", "2020-03-15", "14–15 Mar 2020"],
    ["2020-03-30", "2020-04-02", "30 Mar – 2 Apr 2020"],
    ["2019-12-31", "2020-01-01", "31 Dec 2019 – 1 Jan 2020"],
    ["2020-02-01", "2020-02-29", "Feb 2020"],
    ["2020-01-01", "2020-03-31", "Jan–Mar 2020"],
    ["2020-01-01", "2020-12-31", "2020"],
  ])("%s to %s is %s", (from, to, words) => {
    expect(rangeWords(day(from), day(to))).toBe(words);
  });

  it("says what is open", () => {
    expect(rangeWords(null, null)).toBe("undated");
    expect(rangeWords(null, day("2020-01-01"))).toBe("until 1 Jan 2020");
  });
});
