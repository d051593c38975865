import { describe, expect, it } from "vitest";
import { windowOf } from "./window";

describe("rows in sight", () => {
  it("are those between the edges and a few beyond", () => {
    expect(windowOf(0, 500, 50, 1000)).toEqual([0, 18]);
    expect(windowOf(5000, 500, 50, 1000)).toEqual([92, 118]);
  });

  it("end with the list", () => {
    expect(windowOf(49_800, 500, 50, 1000)).toEqual([988, 1000]);
    expect(windowOf(99_999, 500, 50, 10)).toEqual([10, 10]);
    expect(windowOf(0, 500, 50, 0)).toEqual([0, 0]);
  });
});
