import { describe, expect, it } from "vitest";
import type { Claim, Place } from "../contract";
import { howReached } from "./how";

const claim = (more: Partial<Pick<Claim, "date" | "place">>): Pick<Claim, "date" | "place"> => ({ date: null, place: null, ...more });
const place = (count: number): Place => ({
  name: "Harib", mention: null, gazetteer: "geonames:1", lat: 1, lon: 2, level: "settlement", admin: [], precision_km: 2, score: 1,
  alternatives: Array.from({ length: count }, (_, index) => ({ name: "Harib", gazetteer: `geonames:${index}`, lat: 0, lon: 0, score: 0.1 })),
});

describe("howReached", () => {
  it("says what a day was read from, and on which side of it the event lies", () => {
    const date = { mention: null, from: "2020-03-14", to: "2020-03-14", relation: "by", basis: "statement" } as const;
    expect(howReached({ path: "date", detail: null }, claim({ date }))).toBe("by then at the latest; taken from the day of the statement");
  });

  it("names other places that the words may mean", () => {
    expect(howReached({ path: "place", detail: "settlement" }, claim({ place: place(0) }))).toBe("settlement");
    expect(howReached({ path: "place", detail: "settlement" }, claim({ place: place(5) }))).toMatch(/^settlement; may also mean Harib \(geonames:0\).* and 2 more$/);
  });

  it("leaves other fields as the study explains them", () => {
    expect(howReached({ path: "figures[0]", detail: "at least" }, claim({}))).toBe("at least");
    expect(howReached({ path: "weapons[0]", detail: null }, claim({}))).toBeNull();
  });
});
