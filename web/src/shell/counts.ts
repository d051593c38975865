/** How many incidents are shown, of how many; and the trays of those without a day or a place. */

import { attribute, button, h, replace } from "../dom";
import { flagged } from "../filter";
import { number } from "../format";
import type { Flag } from "../state";
import type { Store } from "../store";

export function mountCounts(root: HTMLElement, store: Store): void {
  const shown = h("span", { class: "counts-shown", role: "status", "aria-live": "polite" });
  const undated = tray(store, "undated");
  const unlocated = tray(store, "unlocated");
  const reviewed = h("span", { class: "counts-review" });
  root.append(shown, undated.element, unlocated.element, reviewed);

  const show = (): void => {
    const { visible, incidents } = store;
    const all = incidents.count;
    replace(
      shown,
      h("strong", null, number(visible.length)),
      visible.length === all ? null : ` of ${number(all)}`,
      h("span", { class: "wide" }, all === 1 ? " incident" : " incidents"),
      store.searching ? " · searching…" : null,
    );
    undated.show();
    unlocated.show();
    progress(reviewed, store);
  };
  store.on("visible", show);
  show();
}

/** What share of the rows in view a person has decided. */
function progress(root: HTMLElement, store: Store): void {
  const { review } = store.incidents.columns;
  const done = store.visible.filter((row) => review[row] !== "unreviewed").length;
  const bar = h("progress", { max: Math.max(1, store.visible.length), value: done, "aria-hidden": "true" });
  replace(root, bar, `${number(done)} reviewed`);
}

interface Tray {
  readonly element: HTMLElement;
  show(): void;
}

/**
 * A tray counts what the other filters leave, whatever days or box are asked for: an undated incident
 * passes no filter of days, and must not be lost by it.
 */
function tray(store: Store, flag: Flag & ("undated" | "unlocated")): Tray {
  const element = button("", () => {
    const flags = store.view.filters.flags;
    const on = flags.includes(flag);
    const rest = flags.filter((each) => each !== flag);
    const without = flag === "undated" ? { from: null, to: null } : { box: null };
    store.filter(on ? { flags: rest } : { flags: [...rest, flag], ...without });
  });
  element.className = "tray";
  const show = (): void => {
    const found = countFlagged(store, flag);
    const on = store.view.filters.flags.includes(flag);
    replace(
      element,
      number(found),
      flag === "undated" ? " undated" : h("span", { class: "wide" }, " without a place"),
      flag === "undated" ? null : h("span", { class: "slim" }, " no place"),
    );
    element.disabled = !found && !on;
    attribute(element, "aria-pressed", String(on));
    attribute(element, "title", on ? "show all again" : `show only those ${flag === "undated" ? "without a day" : "without a point on the map"}`);
  };
  return { element, show };
}

function countFlagged(store: Store, flag: "undated" | "unlocated"): number {
  const { rows, but } = store.passed;
  const kept = flag === "undated" ? "date" : "box";
  const all = [rows, but.get("flags") ?? [], but.get(kept) ?? []];
  return all.reduce((sum, each) => sum + each.filter((row) => flagged(store.incidents, row, flag)).length, 0);
}
