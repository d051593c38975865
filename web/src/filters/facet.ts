/** The values of one facet with their counts under the other filters; ticked ones are asked for. */

import { h, replace, words } from "../dom";
import { counts, type FacetName } from "../filter";
import { capital, folded, number, plain } from "../format";
import { kindOf } from "../kinds";
import type { Store } from "../store";

/** Values shown at once; the rest are found by typing. */
const SHOWN = 60;
/** Lists longer than this can be searched. */
const SEARCHED = 8;

/** All flags are offered, so that a count of 0 is seen as such. */
const FIXED: Partial<Record<FacetName, readonly string[]>> = {
  status: ["occurred", "alleged", "denied"],
  review: ["unreviewed", "accepted", "rejected"],
  flags: ["undated", "unlocated", "edited", "disputed", "commented"],
};

const LABELS: Record<string, string> = {
  unlocated: "without a place",
  edited: "edited by a person",
  disputed: "machine now disagrees with a person",
  commented: "with a comment",
  denied: "denied by somebody",
};

let unique = 0;

/** Return the panel; it follows the filters until it is taken out of the page. */
export function facetPanel(store: Store, facet: FacetName, label: string): HTMLElement {
  const id = `facet-${unique++}`;
  const input = h("input", { type: "search", class: "input", placeholder: `Find ${label.toLowerCase()}`, "aria-label": `Find ${label.toLowerCase()}`, autocomplete: "off" });
  const list = h("ul", { class: "facet-list", "aria-labelledby": id });
  const note = h("p", { class: "facet-note" });
  const panel = h("fieldset", { class: "facet" }, h("legend", { id }, label), input, list, note);
  const draw = (): void => {
    const all = choices(store, facet);
    input.hidden = all.length <= SEARCHED;
    const typed = folded(input.value.trim());
    const fitting = typed ? all.filter(([value]) => folded(value).includes(typed)) : all;
    const focused = (document.activeElement as HTMLElement | null)?.dataset["value"];
    replace(list, ...fitting.slice(0, SHOWN).map(([value, count]) => choice(store, facet, value, count)));
    if (focused !== undefined) {
      [...list.querySelectorAll<HTMLElement>("[data-value]")].find((each) => each.dataset["value"] === focused)?.focus();
    }
    const more = fitting.length - SHOWN;
    note.textContent = more > 0 ? `${number(more)} more: type to find them` : fitting.length ? "" : typed ? "None of this name" : "None here";
  };
  input.addEventListener("input", draw);
  const stop = store.on("visible", () => {
    if (panel.isConnected) draw();
    else stop();
  });
  draw();
  return panel;
}

/** Return values with counts: the ticked ones first, so that they can be found to be unticked. */
function choices(store: Store, facet: FacetName): [string, number][] {
  const found = new Map(counts(store.incidents, store.passed, facet));
  const fixed = FIXED[facet];
  if (fixed) return fixed.map((value) => [value, found.get(value) ?? 0]);
  const ticked = store.view.filters[facet] as readonly string[];
  const first = ticked.map((value): [string, number] => [value, found.get(value) ?? 0]);
  return [...first, ...[...found].filter(([value]) => !ticked.includes(value))];
}

function choice(store: Store, facet: FacetName, value: string, count: number): HTMLElement {
  const ticked = (store.view.filters[facet] as readonly string[]).includes(value);
  const box = h("input", { type: "checkbox", "data-value": value });
  box.checked = ticked;
  box.addEventListener("change", () => {
    const now = store.view.filters[facet] as readonly string[];
    store.filter({ [facet]: box.checked ? [...now, value] : now.filter((each) => each !== value) });
  });
  const shown = LABELS[value] ?? (facet === "types" ? capital(plain(value)) : value);
  return h(
    "li",
    null,
    h(
      "label",
      { class: "facet-row" },
      box,
      facet === "types" ? h("span", { class: `dot kind-${kindOf(value).name}`, "aria-hidden": "true" }) : null,
      words(shown, { class: "facet-name" }),
      h("span", { class: "facet-count" }, number(count)),
    ),
  );
}
