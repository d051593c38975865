/** The latest decisions, always in sight: each can be opened again, undone, or sent once more. */

import { button, h, replace, words, type Child } from "../dom";
import { stands, type Entry, type EntryState } from "./queue";

const SIGNS: Readonly<Record<EntryState, readonly [string, string]>> = {
  waiting: ["…", "waiting"],
  sending: ["…", "being saved"],
  kept: ["✓", "saved"],
  failed: ["!", "not saved"],
  undoing: ["…", "being undone"],
  undone: ["↶", "undone"],
};

export interface StripPorts {
  titleOf(incident: string): string;
  open(incident: string): void;
  undo(number: number): void;
  again(number: number): void;
}

export class Strip {
  readonly element = h("ol", { class: "strip", "aria-label": "Latest decisions" });

  constructor(private readonly ports: StripPorts) {}

  show<B, R>(entries: readonly Entry<B, R>[]): void {
    // The button that has the focus is drawn anew: the focus stays on its successor.
    const focused = this.element.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
    replace(
      this.element,
      ...(entries.length ? entries.map((each) => this.item(each)) : [h("li", { class: "strip-none" }, "Decisions appear here; each can be undone.")]),
    );
    if (focused) this.element.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
  }

  private item<B, R>(entry: Entry<B, R>): HTMLElement {
    const [sign, said] = SIGNS[entry.state];
    const title = this.ports.titleOf(entry.about);
    const inside: Child[] = [
      h("span", { class: "strip-sign", "aria-hidden": "true" }, sign),
      h("span", { class: "strip-says" }, words(entry.says), h("span", { class: "out" }, `, ${said}`)),
      words(title, { class: "strip-title" }),
    ];
    return h(
      "li",
      { class: `strip-item strip-${entry.state}`, title: entry.message ?? said },
      button(inside, () => this.ports.open(entry.about), { class: "strip-open", "data-key": `open-${entry.number}` }),
      entry.message ? h("span", { class: "out" }, entry.message) : null,
      this.action(entry),
    );
  }

  private action<B, R>(entry: Entry<B, R>): HTMLElement | null {
    if (stands(entry)) {
      return button("Undo", () => this.ports.undo(entry.number), { class: "strip-do", "aria-label": `Undo: ${entry.says}`, "data-key": `do-${entry.number}` });
    }
    if (entry.state !== "failed") return null;
    return button("Try again", () => this.ports.again(entry.number), { class: "strip-do", "aria-label": `Try again: ${entry.says}`, "data-key": `do-${entry.number}` });
  }
}
