/**
 * Which key does what. Single keys without modifiers, never inside a field that takes text.
 * The table under `?` and the one in docs/view.md are made of this list.
 */

export type Command =
  | "accept"
  | "reject"
  | "skip"
  | "undo"
  | "next"
  | "previous"
  | "type"
  | "dayBack"
  | "dayForth"
  | "edit"
  | "merge"
  | "split"
  | "same"
  | "different"
  | "unsure"
  | "comment"
  | "search"
  | "chrome"
  | "help"
  | "back";

/** Where a key works: everywhere, while one incident is open, or on a pair side by side. */
export type Scope = "page" | "incident" | "pair";

export interface KeyRow {
  readonly command: Command;
  /** As `KeyboardEvent.key` gives them. */
  readonly keys: readonly string[];
  /** As they are printed. */
  readonly shown: string;
  readonly does: string;
  readonly scope: Scope;
  /** Whether it decides something: absent where the study is only read. */
  readonly decides: boolean;
}

export const KEYS: readonly KeyRow[] = [
  row("next", ["j", "ArrowDown"], "j or ↓", "next incident", "page", false),
  row("previous", ["k", "ArrowUp"], "k or ↑", "previous incident", "page", false),
  row("accept", ["a"], "a", "accept, and go to the next", "incident", true),
  row("reject", ["x"], "x", "reject with a reason, and go to the next", "incident", true),
  row("skip", ["s", " "], "s or space", "skip: go to the next, decide nothing", "incident", true),
  row("undo", ["u"], "u", "undo the latest decision", "page", true),
  row("type", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], "1 to 9", "choose the type of event", "incident", true),
  row("dayBack", ["["], "[", "one day earlier", "incident", true),
  row("dayForth", ["]"], "]", "one day later", "incident", true),
  row("edit", ["e"], "e", "edit a field", "incident", true),
  row("merge", ["m"], "m", "merge with another incident", "incident", true),
  row("split", ["p"], "p", "part: take claims out into an incident of their own", "incident", true),
  row("comment", ["c"], "c", "comment", "incident", true),
  row("same", ["y"], "y", "the two are one happening: merge", "pair", true),
  row("different", ["n"], "n", "the two are different; not proposed again", "pair", true),
  row("unsure", ["h"], "h", "unsure: noted, and left as they are", "pair", true),
  row("chrome", ["o"], "o", "open or fold what is not part of the report", "incident", false),
  row("search", ["/"], "/", "search", "page", false),
  row("help", ["?"], "?", "this table", "page", false),
  row("back", ["Escape"], "Esc", "back: close a dialog, a pair, an incident", "page", false),
];

function row(
  command: Command,
  keys: readonly string[],
  shown: string,
  does: string,
  scope: Scope,
  decides: boolean,
): KeyRow {
  return { command, keys, shown, does, scope, decides };
}

/** Printed characters that some keyboards type with Alt or AltGr; those must work too. */
const SIGNS = new Set(["[", "]", "/", "?"]);

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Set while a letter is being composed by an input method. */
  readonly isComposing: boolean;
}

export interface Situation {
  /** Whether the focus is in something that takes text or its own keys. */
  readonly typing: boolean;
  /** Whether decisions can be made here. */
  readonly decides: boolean;
  readonly scope: Scope;
}

/** Return what a key press asks for; null where it asks for nothing. */
export function commandOf(pressed: Pressed, now: Situation): Command | null {
  if (now.typing || pressed.isComposing || modified(pressed)) return null;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  const found = KEYS.find((each) => each.keys.includes(key));
  if (!found) return null;
  if (found.decides && !now.decides) return null;
  if (found.scope === "pair" && now.scope !== "pair") return null;
  if (found.scope === "incident" && now.scope !== "incident") return null;
  return found.command;
}

/** AltGr arrives as Ctrl with Alt, the Mac's Option as Alt alone. */
function modified(pressed: Pressed): boolean {
  if (pressed.metaKey) return true;
  if (SIGNS.has(pressed.key)) return pressed.ctrlKey && !pressed.altKey;
  return pressed.ctrlKey || pressed.altKey;
}
