import { describe, expect, it } from "vitest";
import { PointText } from "./offsets";

/** What Python's slicing gives, the slow and certain way. */
const sliced = (text: string, start: number, end: number): string =>
  [...text].slice(start, end).join("");

const TEXTS: Record<string, string> = {
  plain: "Nine were killed near Sake.",
  empty: "",
  emoji: "🚨 Shells hit 🏚️ the camp 👩‍👩‍👧 on Sunday 🚨",
  arabic: "قُتل ٢٤ شخصا في سوق حريب يوم السبت",
  mixed: "قال متحدث 🎙 “the coalition” إن 𐤀𐤁 12 قتلوا",
  lone: "before \ud83d after",
  composed: "Ḩarīb e\u0301 ﷺ 𝟙𝟚",
};

describe("PointText", () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(`cuts as Python cuts: ${name}`, () => {
      const points = new PointText(text);
      const count = [...text].length;
      expect(points.length).toBe(count);
      for (let start = 0; start <= count; start += 1)
        for (let end = start; end <= count; end += 1)
          expect(points.slice(start, end)).toBe(sliced(text, start, end));
    });

    it(`goes to units and back: ${name}`, () => {
      const points = new PointText(text);
      for (let point = 0; point <= points.length; point += 1)
        expect(points.point(points.unit(point))).toBe(point);
    });
  }

  it("puts the second half of a pair into its character", () => {
    const points = new PointText("a🚨b");
    expect([0, 1, 2, 3, 4].map((unit) => points.point(unit))).toEqual([0, 1, 1, 2, 3]);
  });

  it("keeps offsets outside the text at its ends", () => {
    const points = new PointText("🚨");
    expect([points.unit(-3), points.unit(9)]).toEqual([0, 2]);
    expect(points.slice(0, 99)).toBe("🚨");
  });
});
