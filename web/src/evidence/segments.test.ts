import { describe, expect, it } from "vitest";
import { PointText } from "./offsets";
import { lanes, segments } from "./segments";

interface Mark {
  start: number;
  end: number;
  role: string;
}
const mark = (role: string, start: number, end: number): Mark => ({ role, start, end });
const cut = (text: string, marks: Mark[]): string[] => {
  const points = new PointText(text);
  return segments(0, points.length, lanes(marks)).map(
    (piece) =>
      `${points.slice(piece.start, piece.end)}|${piece.marks
        .map(({ mark: each }) => each.role)
        .sort()
        .join("+")}`,
  );
};

describe("segments", () => {
  it("cuts crossing highlights where either begins or ends", () => {
    expect(cut("abcdef", [mark("actor", 0, 4), mark("cue", 2, 6)])).toEqual([
      "ab|actor",
      "cd|actor+cue",
      "ef|cue",
    ]);
  });

  it("cuts nested and equal highlights", () => {
    expect(cut("abcdef", [mark("source", 0, 6), mark("place", 2, 4), mark("actor", 2, 4)])).toEqual([
      "ab|source",
      "cd|actor+place+source",
      "ef|source",
    ]);
  });

  it("loses and doubles no character, whatever crosses", () => {
    const text = "قال متحدث 🎙 إن 𐤀𐤁 12 قتلوا في حريب 🚨";
    const points = new PointText(text);
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 200; round += 1) {
      const marks = Array.from({ length: 1 + random(9) }, (_, index) => {
        const start = random(points.length);
        return mark(`r${index}`, start, start + 1 + random(points.length - start));
      });
      const pieces = segments(0, points.length, lanes(marks));
      expect(pieces.map((piece) => points.slice(piece.start, piece.end)).join("")).toBe(text);
      for (const each of marks) {
        const covered = pieces.filter((piece) => piece.marks.some((laned) => laned.mark === each));
        expect(covered[0]?.start).toBe(each.start);
        expect(covered.at(-1)?.end).toBe(Math.min(each.end, points.length));
        expect(new Set(covered.map((piece) => piece.marks.find((laned) => laned.mark === each)?.lane)).size).toBe(1);
      }
      for (const piece of pieces) {
        const rows = piece.marks.map((laned) => laned.lane);
        expect(new Set(rows).size).toBe(rows.length);
      }
    }
  });

  it("clips highlights to the block and drops empty ones", () => {
    const pieces = segments(3, 6, lanes([mark("date", 0, 4), mark("cue", 5, 9), mark("place", 4, 4)]));
    expect(pieces.map((piece) => [piece.start, piece.end, piece.marks.length])).toEqual([
      [3, 4, 1],
      [4, 5, 0],
      [5, 6, 1],
    ]);
  });

  it("underlines a word above the clause it stands in", () => {
    const laned = lanes([mark("source", 0, 30), mark("place", 10, 15)]);
    const row = (role: string): number | undefined => laned.find((each) => each.mark.role === role)?.lane;
    expect([row("place"), row("source")]).toEqual([0, 1]);
  });
});
