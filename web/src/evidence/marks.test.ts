import { describe, expect, it } from "vitest";
import type { Role } from "../contract";
import { fieldKey, marksOf, sentencesOf, type MarkedClaim } from "./marks";

const field = (path: string, role: Role, ...spans: [number, number][]): MarkedClaim["fields"][number] => ({
  path,
  role,
  spans: spans.map(([start, end]) => ({ start, end, text: "" })),
});
const claim = (id: string, ...fields: MarkedClaim["fields"][number][]): MarkedClaim => ({ id, fields });

describe("marksOf", () => {
  it("makes one mark of words that several claims share, and two of two roles", () => {
    const marks = marksOf([
      claim("a", field("place", "place", [0, 5]), field("recipients[0]", "recipient", [0, 5])),
      claim("b", field("place", "place", [0, 5]), field("trigger", "trigger", [7, 9])),
    ]);
    expect(marks.map((mark) => [mark.role, mark.fields.map(fieldKey)])).toEqual([
      ["recipient", ["a/recipients[0]"]],
      ["place", ["a/place", "b/place"]],
      ["trigger", ["b/trigger"]],
    ]);
  });

  it("marks every stretch of a field, and nothing where the words do not stand in the text", () => {
    const marks = marksOf([
      claim("a", field("figures[0]", "figure", [3, 8], [12, 15]), field("actors[0]", "actor"), field("date", "date", [4, 4])),
    ]);
    expect(marks.map((mark) => [mark.start, mark.end])).toEqual([
      [3, 8],
      [12, 15],
    ]);
  });

  it("puts the longer of two that begin together first", () => {
    const marks = marksOf([claim("a", field("place", "place", [2, 4]), field("attribution[0].source", "source", [2, 9]))]);
    expect(marks.map((mark) => mark.role)).toEqual(["source", "place"]);
  });
});

describe("sentencesOf", () => {
  it("gives each sentence once, with its claims, and no highlight", () => {
    const claims = [
      claim("a", field("evidence", "evidence", [0, 40])),
      claim("b", field("evidence", "evidence", [0, 40])),
      claim("c", field("evidence", "evidence", [50, 90])),
    ];
    expect(sentencesOf(claims)).toEqual([
      { start: 0, end: 40, claims: ["a", "b"] },
      { start: 50, end: 90, claims: ["c"] },
    ]);
    expect(marksOf(claims)).toEqual([]);
  });
});
