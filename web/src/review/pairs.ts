/** The pairs of incidents that wait for a person, most points first. */

import type { PairRow } from "../contract";
import { button, h, replace } from "../dom";
import { numeral } from "../evidence/chart";
import type { Store } from "../store";

export class Pairs {
  /** Opens the first pair that waits. */
  readonly button: HTMLButtonElement;
  private rows: PairRow[] = [];
  /** Whether the person goes through the pairs, instead of looking at one of an incident's. */
  private walking = false;

  constructor(private readonly store: Store) {
    store.on("view", (changed) => {
      if (changed.has("pair") && store.view.pair === null) this.walking = false;
    });
    this.button = button("Pairs", () => this.begin(), { class: "button", hidden: true });
  }

  async load(): Promise<void> {
    try {
      this.rows = (await this.store.source.pairs()).pairs;
    } catch {
      this.rows = [];
    }
    this.show();
  }

  /** Go along the pairs that wait; false where there are none. */
  move(step: number): boolean {
    this.walking = true;
    const waiting = this.waiting();
    const now = waiting.findIndex((each) => this.open(each));
    const next = waiting[now < 0 ? 0 : now + step];
    if (!next) this.store.emit("say", waiting.length ? "No more pairs that way." : "No pairs wait.");
    else if (!this.open(next)) this.turn(next);
    return true;
  }

  /** Return the pair to go to once this one is decided; null: it was opened by itself, or is the last. */
  after(left: string, right: string): PairRow | null {
    if (!this.walking) return null;
    const waiting = this.waiting();
    const now = waiting.findIndex((each) => same(each, left, right));
    if (now < 0) return null;
    return [...waiting.slice(now + 1), ...waiting.slice(0, now)][0] ?? null;
  }

  /** Take a decided pair out of those that wait. */
  decided(left: string, right: string, how: "same" | "different" | "unsure"): void {
    if (how === "same") this.rows = this.rows.filter((each) => !same(each, left, right));
    else this.rows = this.rows.map((each) => (same(each, left, right) ? { ...each, decided: how } : each));
    this.show();
  }

  private begin(): void {
    const [first] = this.waiting();
    if (first) this.turn(first, "push");
    this.walking = true;
  }

  private turn(pair: PairRow, trace: "push" | "replace" = "replace"): void {
    this.store.go({ selected: pair.left, quote: null, pair: pair.right }, trace);
  }

  private open(pair: PairRow): boolean {
    const { selected, pair: other } = this.store.view;
    return selected !== null && other !== null && same(pair, selected, other);
  }

  /** Return undecided pairs, by the ids that their incidents have now. */
  private waiting(): PairRow[] {
    return this.rows
      .filter((each) => each.decided === null)
      .map((each) => ({ ...each, left: this.now(each.left), right: this.now(each.right) }))
      .filter((each) => each.left !== "" && each.right !== "" && each.left !== each.right);
  }

  private now(id: string): string {
    return this.store.incidents.current(id) ?? "";
  }

  private show(): void {
    const count = this.waiting().length;
    this.button.hidden = count === 0;
    this.button.title = "Pairs of incidents that may be one, for a person to decide";
    replace(this.button, "Pairs ", h("span", { class: "count" }, numeral(count)));
  }
}

function same(pair: PairRow, left: string, right: string): boolean {
  return (pair.left === left && pair.right === right) || (pair.left === right && pair.right === left);
}
