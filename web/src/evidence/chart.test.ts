import { describe, expect, it } from "vitest";
import { layOut, numeral, rangeWords, roundTicks } from "./chart";

const chart = (rows: [number | null, number | null][], choice: [number | null, number | null, number | null]) =>
  layOut({ rows: rows.map(([low, high]) => ({ low, high })), low: choice[0], best: choice[1], high: choice[2], width: 320 });

describe("layOut", () => {
  it("keeps the order of numbers and stays inside the picture", () => {
    const { rows, chosen, best } = chart([[24, 24], [26, 31], [27, 27]], [24, 27, 31]);
    expect(rows[0]?.single).toBe(true);
    expect(rows[1]?.single).toBe(false);
    expect((rows[0]?.from ?? 0) < (rows[1]?.from ?? 0)).toBe(true);
    expect((rows[1]?.to ?? 0) > (rows[2]?.from ?? 999)).toBe(true);
    expect(best).toBe(rows[2]?.from);
    expect([chosen?.from, chosen?.to]).toEqual([rows[0]?.from, rows[1]?.to]);
    for (const row of rows) {
      expect(row.from).toBeGreaterThanOrEqual(0);
      expect(row.to).toBeLessThanOrEqual(320);
    }
  });

  it("runs open ends to the edge, and says so", () => {
    const { rows } = chart([[24, null], [null, 30], [null, null]], [24, null, null]);
    expect(rows[0]).toMatchObject({ openAbove: true, openBelow: false, to: 318 });
    expect(rows[1]).toMatchObject({ openAbove: false, openBelow: true, from: 2 });
    expect(rows[2]).toMatchObject({ empty: true });
  });

  it("shows 4 and 4,000 in one picture", () => {
    const { rows, ticks } = chart([[4, 4], [40, 40], [4000, 4000]], [4, 4, 4000]);
    expect((rows[1]?.from ?? 0) - (rows[0]?.from ?? 0)).toBeGreaterThan(60);
    expect(ticks.map((tick) => tick.value)).toEqual([1, 10, 100, 1000, 10000]);
  });

  it("draws one number, zero, and nothing without a fault", () => {
    for (const { rows, ticks } of [chart([[1, 1]], [1, 1, 1]), chart([[0, 0], [3, 3]], [0, 0, 3]), chart([], [null, null, null])]) {
      expect(ticks.every((tick) => Number.isFinite(tick.x))).toBe(true);
      expect(rows.every((row) => Number.isFinite(row.from) && Number.isFinite(row.to))).toBe(true);
    }
    expect(chart([], [null, null, null]).chosen).toBeNull();
  });
});

describe("roundTicks", () => {
  it("gives whole, round, rising steps", () => {
    expect(roundTicks(22, 33, 4)).toEqual([25, 30]);
    expect(roundTicks(0, 4, 10)).toEqual([0, 1, 2, 3, 4]);
    expect(roundTicks(7, 7, 4)).toEqual([7]);
  });
});

describe("rangeWords", () => {
  it("says what is open and what is not", () => {
    expect(rangeWords(24, null)).toBe("24 or more");
    expect(rangeWords(null, 30)).toBe("up to 30");
    expect(rangeWords(24, 31)).toBe("24 to 31");
    expect(rangeWords(9, 9)).toBe("9");
    expect(rangeWords(null, null)).toBe("no number");
    expect(numeral(12500)).toBe("12,500");
  });
});
