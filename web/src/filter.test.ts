import { describe, expect, it } from "vitest";
import { made } from "../testing/made";
import { counts, passing, rowsBut, type Found } from "./filter";
import { sorted } from "./sort";
import { NO_FILTERS, type Filters } from "./state";
import { Incidents } from "./table";

const incidents = new Incidents(
  made(
    { id: "a", type: "air_strike", from: "2020-03-14", to: "2020-03-15", place: "Harib", country: "Yemen", at: [15, 45], actors: ["coalition"], killed: [24, 24, 31], speakers: ["a doctor"], denied: true },
    { id: "b", type: "battle", from: "2020-03-20", place: "Gao", country: "Mali", at: [16, 0], actors: ["gunmen"], recipients: ["coalition"], killed: [null, null, 3], review: "accepted" },
    { id: "c", type: "air_strike", country: "Mali", actors: ["coalition", "gunmen"], score: 0.9 },
    { id: "d", type: "shelling", from: "2021-01-01", at: [0, 179.5], killed: [0, 0, 0] },
  ),
);

function ids(filters: Partial<Filters>, found: Found = null): string[] {
  return passing(incidents, { ...NO_FILTERS, ...filters }, found).rows.map((row) => incidents.columns.id[row] as string);
}

describe("filters", () => {
  it("let all through where nothing is asked", () => {
    expect(ids({})).toEqual(["a", "b", "c", "d"]);
  });

  it("take any of one list, and all lists together", () => {
    expect(ids({ types: ["air_strike", "shelling"] })).toEqual(["a", "c", "d"]);
    expect(ids({ types: ["air_strike"], countries: ["Mali"] })).toEqual(["c"]);
    expect(ids({ actors: ["gunmen"] })).toEqual(["b", "c"]);
    expect(ids({ recipients: ["coalition"] })).toEqual(["b"]);
    expect(ids({ types: ["unheard_of"] })).toEqual([]);
  });

  it("take a range of days that touches the days asked for, and nothing undated", () => {
    expect(ids({ from: "2020-03-15", to: "2020-03-15" })).toEqual(["a"]);
    expect(ids({ from: "2020-03-16" })).toEqual(["b", "d"]);
    expect(ids({ to: "2020-03-14" })).toEqual(["a"]);
  });

  it("go by the chosen figure, else by the end that is known; none passes no range", () => {
    expect(ids({ killed: { low: 1, high: null } })).toEqual(["a", "b"]);
    expect(ids({ killed: { low: 25, high: null } })).toEqual([]);
    expect(ids({ killed: { low: null, high: 0 } })).toEqual(["d"]);
  });

  it("take a box, also across the date line", () => {
    expect(ids({ box: { west: -5, south: 10, east: 5, north: 20 } })).toEqual(["b"]);
    expect(ids({ box: { west: 179, south: -5, east: -179, north: 5 } })).toEqual(["d"]);
  });

  it("find what needs a look", () => {
    expect(ids({ flags: ["undated"] })).toEqual(["c"]);
    expect(ids({ flags: ["unlocated"] })).toEqual(["c"]);
    expect(ids({ status: ["denied"] })).toEqual(["a"]);
    expect(ids({ review: ["accepted"] })).toEqual(["b"]);
    expect(ids({ score: { low: 0.8, high: 1 } })).toEqual(["c"]);
  });

  it("keep to what the search found", () => {
    expect(ids({ text: "x" }, new Set(["d", "a"]))).toEqual(["a", "d"]);
    expect(ids({ text: "x" }, new Set())).toEqual([]);
  });
});

describe("counts of a facet", () => {
  const filters = { ...NO_FILTERS, types: ["air_strike"], countries: ["Mali"] };
  const passed = passing(incidents, filters, null);

  it("are those under the other filters", () => {
    expect(counts(incidents, passed, "types")).toEqual([["air_strike", 1], ["battle", 1]]);
    expect(counts(incidents, passed, "countries")).toEqual([["Mali", 1], ["Yemen", 1]]);
    expect(counts(incidents, passed, "actors")).toEqual([["coalition", 1], ["gunmen", 1]]);
  });

  it("count rows that one filter alone keeps out, for the trays", () => {
    const dated = passing(incidents, { ...NO_FILTERS, from: "2020-01-01" }, null);
    expect(rowsBut(dated, "date").map((row) => incidents.columns.id[row]).sort()).toEqual(["a", "b", "c", "d"]);
  });
});

describe("the order", () => {
  const order = (key: "killed" | "date" | "match", descending: boolean, matches: Map<string, number> | null = null): string[] =>
    sorted(incidents, [0, 1, 2, 3], { key, descending }, matches).map((row) => incidents.columns.id[row] as string);

  it("puts what has no value last, either way", () => {
    expect(order("killed", true)).toEqual(["a", "b", "d", "c"]);
    expect(order("killed", false)).toEqual(["d", "b", "a", "c"]);
    expect(order("date", true)).toEqual(["d", "b", "a", "c"]);
  });

  it("follows the search's answers", () => {
    expect(order("match", false, new Map([["c", 0], ["a", 1]]))).toEqual(["c", "a", "b", "d"]);
  });
});
