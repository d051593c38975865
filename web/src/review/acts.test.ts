import { describe, expect, it } from "vitest";
import type { FieldInfo } from "../contract";
import { accepting, faultOf, movedDays, rejecting } from "./acts";

describe("movedDays", () => {
  it("moves the end that runs ahead first", () => {
    expect(movedDays("2020-03-14", "2020-03-15", 1)?.map((each) => [each.field, each.value])).toEqual([
      ["date_to", "2020-03-16"],
      ["date_from", "2020-03-15"],
    ]);
    expect(movedDays("2020-03-14", "2020-03-15", -1)?.map((each) => [each.field, each.value])).toEqual([
      ["date_from", "2020-03-13"],
      ["date_to", "2020-03-14"],
    ]);
  });

  it("crosses months, leap days and years", () => {
    expect(movedDays("2020-02-28", "2020-02-28", 1)?.[0]?.value).toBe("2020-02-29");
    expect(movedDays("2021-01-01", "2021-01-01", -1)?.[0]?.value).toBe("2020-12-31");
  });

  it("moves no incident without a day", () => {
    expect(movedDays(null, null, 1)).toBeNull();
    expect(movedDays("2020-03-14", null, 1)?.map((each) => each.field)).toEqual(["date_from"]);
  });
});

describe("faultOf", () => {
  const info = (name: string, kind: FieldInfo["kind"]): FieldInfo => ({ name, label: name, kind, needs_reason: true, needs_quote: false });
  const standing = (field: string): string | null => ({ killed_low: "12", killed_high: "14", date_from: "2020-03-14" })[field] ?? null;

  it("lets values through that fit", () => {
    expect(faultOf(info("killed_high", "number"), "21", standing)).toBeNull();
    expect(faultOf(info("killed_high", "number"), "", standing)).toBeNull();
    expect(faultOf(info("date_to", "day"), "2020-03-15", standing)).toBeNull();
    expect(faultOf(info("wounded_low", "number"), "100", standing)).toBeNull();
  });

  it("compares numbers as numbers", () => {
    expect(faultOf(info("killed_low", "number"), "9", standing)).toBeNull();
    expect(faultOf(info("killed_high", "number"), "100", standing)).toBeNull();
  });

  it("says what is wrong", () => {
    expect(faultOf(info("killed_high", "number"), "9", standing)).toContain("wrong way round");
    expect(faultOf(info("killed_low", "number"), "dozens", standing)).toContain("digits");
    expect(faultOf(info("date_to", "day"), "14 March", standing)).toContain("2017-07-04");
    expect(faultOf(info("date_to", "day"), "2020-03-13", standing)).toContain("wrong way round");
    expect(faultOf(info("event_type", "type"), "", standing)).toContain("type");
  });
});

describe("acts", () => {
  it("make complete records", () => {
    const keys = ["action", "claims", "field", "incident", "other", "quote", "reason", "value", "who"];
    for (const act of [accepting("i"), rejecting("i", "no event")])
      for (const each of act.decisions) expect(Object.keys(each).sort()).toEqual(keys);
  });
});
