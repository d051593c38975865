/** The buttons of review, each with its key: who does not know the keys yet learns them here. */

import { button, h } from "../dom";
import type { Command } from "./keys";

const BUTTONS: readonly (readonly [Command, string, string, string])[] = [
  ["accept", "Accept", "a", "good"],
  ["reject", "Reject", "x", "bad"],
  ["skip", "Skip", "s", ""],
  ["undo", "Undo", "u", ""],
  ["type", "Type", "1–9", ""],
  ["dayBack", "−1 day", "[", ""],
  ["dayForth", "+1 day", "]", ""],
  ["edit", "Edit", "e", ""],
  ["merge", "Merge", "m", ""],
  ["split", "Part", "p", ""],
  ["comment", "Comment", "c", ""],
];

/** Return the bar; `act` is called with what a button stands for. */
export function reviewBar(act: (command: Command) => void): HTMLElement {
  return h(
    "div",
    { class: "review-bar", role: "toolbar", "aria-label": "Review" },
    ...BUTTONS.map(([command, label, key, kind]) =>
      button([label, h("kbd", { "aria-hidden": "true" }, key)], () => act(command), { class: `button ${kind}`, "aria-keyshortcuts": key === "1–9" ? null : key }),
    ),
  );
}
