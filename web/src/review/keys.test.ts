import { describe, expect, it } from "vitest";
import docs from "../../../docs/view.md?raw";
import { commandOf, KEYS, type Pressed, type Situation } from "./keys";

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...held,
});
const open: Situation = { typing: false, decides: true, scope: "incident" };

describe("commandOf", () => {
  it("knows every key of the table in its scope", () => {
    for (const row of KEYS)
      for (const key of row.keys)
        expect(commandOf(press(key), { ...open, scope: row.scope })).toBe(row.command);
  });

  it("gives no key two meanings in one place", () => {
    for (const scope of ["page", "incident", "pair"]) {
      const keys = KEYS.filter((row) => row.scope === "page" || row.scope === scope).flatMap((row) => row.keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it("is silent while somebody types, composes or holds a modifier", () => {
    for (const row of KEYS) {
      const at = { ...open, scope: row.scope };
      expect(commandOf(press(row.keys[0] as string), { ...at, typing: true })).toBeNull();
      expect(commandOf(press(row.keys[0] as string, { isComposing: true }), at)).toBeNull();
      expect(commandOf(press(row.keys[0] as string, { metaKey: true }), at)).toBeNull();
      expect(commandOf(press(row.keys[0] as string, { ctrlKey: true }), at)).toBeNull();
    }
    expect(commandOf(press("a", { altKey: true }), open)).toBeNull();
  });

  it("takes brackets and slashes that a keyboard types with Alt or AltGr", () => {
    expect(commandOf(press("[", { ctrlKey: true, altKey: true }), open)).toBe("dayBack");
    expect(commandOf(press("]", { altKey: true }), open)).toBe("dayForth");
  });

  it("does not mind the caps lock", () => {
    expect(commandOf(press("A"), open)).toBe("accept");
  });

  it("decides nothing where the study is only read", () => {
    const silent = KEYS.filter((row) => row.decides);
    for (const row of silent)
      expect(commandOf(press(row.keys[0] as string), { ...open, scope: row.scope, decides: false })).toBeNull();
    expect(commandOf(press("j"), { ...open, decides: false })).toBe("next");
  });

  it("keeps pairs and incidents apart", () => {
    expect(commandOf(press("y"), open)).toBeNull();
    expect(commandOf(press("a"), { ...open, scope: "pair" })).toBeNull();
    expect(commandOf(press("a"), { ...open, scope: "page" })).toBeNull();
  });
});

describe("docs/view.md", () => {
  it("has the same keys as the page", () => {
    const where = { page: "anywhere", incident: "on an incident", pair: "on two side by side" };
    const cell = (shown: string): string => shown.split(" ").map((each) => (each === "or" || each === "to" ? each : `\`${each}\``)).join(" ");
    const expected = KEYS.map((row) => `| ${cell(row.shown)} | ${row.does} | ${where[row.scope]} |`);
    const table = docs.slice(docs.indexOf("| key | does | where |")).split("\n\n")[0]?.split("\n").slice(2);
    expect(table).toEqual(expected);
  });
});
