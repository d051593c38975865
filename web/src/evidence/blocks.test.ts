import { describe, expect, it } from "vitest";
import type { Block } from "../contract";
import { foldWords, partsOf, PiecedText, runsOf, type Part } from "./blocks";

/** Make a text and its blocks of [kind, words, reason]; a line end stands between unless told. */
function report(blocks: [Block["kind"], string, (string | null)?, string?][]) {
  let text = "";
  const made = blocks.map(([kind, words, reason = null, between = "\n"]): Block => {
    if (text) text += between;
    const start = [...text].length;
    text += words;
    return { start, end: [...text].length, kind, reason };
  });
  return { blocks: made, length: [...text].length, text };
}
const said = (parts: Part[], text: PiecedText): string[] =>
  parts.map((part) => {
    if (part.kind === "gap") return "…";
    const words = part.blocks.map((block) => text.slice(block.start, block.end)).join("|");
    return part.kind === "fold" ? `[${part.reason}] ${words}` : `${part.block}: ${words}`;
  });

describe("partsOf", () => {
  it("takes furniture of one reason together and keeps every word", () => {
    const page = report([
      ["chrome", "Menu 🚨", "menu"],
      ["chrome", "Sign in", "menu"],
      ["headline", "Market bombed"],
      ["repeat", "Market bombed", "the headline again"],
      ["paragraph", "قُتل ٢٤ شخصا."],
      ["chrome", "Top stories", "links"],
    ]);
    const text = new PiecedText([{ start: 0, text: page.text }]);
    expect(said(partsOf(page, text), text)).toEqual([
      "[menu] Menu 🚨|Sign in",
      "headline: Market bombed",
      "[the headline again] Market bombed",
      "paragraph: قُتل ٢٤ شخصا.",
      "[links] Top stories",
    ]);
  });

  it("keeps a dateline in the line of its sentence, and on its own line where it has one", () => {
    const joined = report([["dateline", "RIYADH (Reuters) -"], ["paragraph", "The coalition said", null, " "]]);
    const apart = report([["dateline", "RIYADH"], ["paragraph", "The coalition said"]]);
    for (const [page, expected] of [
      [joined, ["paragraph: RIYADH (Reuters) -|The coalition said"]],
      [apart, ["dateline: RIYADH", "paragraph: The coalition said"]],
    ] as const) {
      const text = new PiecedText([{ start: 0, text: page.text }]);
      expect(said(partsOf(page, text), text)).toEqual(expected);
    }
  });

  it("says where a published page leaves words out", () => {
    const page = report([["headline", "Title"], ["paragraph", "First. 🚨 Second. Third."], ["paragraph", "Last."]]);
    const start = [...page.text.slice(0, page.text.indexOf("🚨"))].length;
    const text = new PiecedText([{ start, text: "🚨 Second." }]);
    expect(said(partsOf(page, text), text)).toEqual(["…", "paragraph: 🚨 Second.", "…"]);
    expect(text.known(0, 99)).toEqual([{ start, end: start + 9 }]);
  });
});

describe("PiecedText", () => {
  it("finds words by code points", () => {
    const text = new PiecedText([{ start: 0, text: "🚨🚨 قُتل ٢٤" }, { start: 100, text: "🏚️ killed 14" }]);
    expect(text.find("٢٤")).toEqual({ start: 8, end: 10, text: "٢٤" });
    expect(text.find("killed 14")).toEqual({ start: 103, end: 112, text: "killed 14" });
    expect(text.slice(103, 112)).toBe("killed 14");
    expect(text.find("21")).toBeNull();
    expect(text.find("")).toBeNull();
  });
});

describe("runsOf", () => {
  const parts = (count: number): Part[] =>
    Array.from({ length: count }, (_, index) => ({
      kind: "text",
      block: "paragraph",
      blocks: [{ start: index * 10, end: index * 10 + 9, kind: "paragraph", reason: null }],
    }));

  it("leaves a short report as it is", () => {
    expect(runsOf(parts(400), [])).toEqual([{ far: false, parts: parts(400) }]);
  });

  it("folds what lies far from all highlights of a long one, and loses nothing", () => {
    const runs = runsOf(parts(5000), [{ start: 25003, end: 25005 }]);
    expect(runs.map((run) => [run.far, run.parts.length])).toEqual([
      [false, 11],
      [true, 2479],
      [false, 21],
      [true, 2489],
    ]);
    expect(runs.flatMap((run) => run.parts)).toEqual(parts(5000));
  });
});

describe("foldWords", () => {
  it("cuts after whole characters", () => {
    const page = report([["chrome", "🚨".repeat(80), "menu"]]);
    const text = new PiecedText([{ start: 0, text: page.text }]);
    expect([...foldWords(page.blocks, text)]).toHaveLength(60);
  });
});
