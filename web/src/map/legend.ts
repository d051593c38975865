/** What colours and shapes of map and timeline mean; only the kinds that are in view. */

import { h, replace } from "../dom";
import { number } from "../format";
import { kindOf, KINDS, type Kind } from "../kinds";
import type { Store } from "../store";

export function mountLegend(root: HTMLElement, store: Store): void {
  const list = h("ul", { class: "legend", "aria-label": "Kinds of events" });
  root.append(list);
  const show = (): void => {
    const tally = kindTally(store);
    replace(
      list,
      ...KINDS.filter((kind) => tally.has(kind.name)).map((kind) => entry(store, kind, tally.get(kind.name) ?? 0)),
      h(
        "li",
        { class: "legend-shapes" },
        h("span", { class: "shape shape-area", "aria-hidden": "true" }),
        "somewhere within",
      ),
    );
  };
  store.on("visible", show);
  show();
}

function kindTally(store: Store): Map<string, number> {
  const tally = new Map<string, number>();
  for (const row of store.visible) {
    const { name } = kindOf(store.incidents.type(row));
    tally.set(name, (tally.get(name) ?? 0) + 1);
  }
  return tally;
}

/** A click on a kind asks for its types only; a second one for all again. */
function entry(store: Store, kind: Kind, count: number): HTMLElement {
  const types = store.incidents.lists.types.filter((type) => kindOf(type).name === kind.name);
  const now = store.view.filters.types;
  const on = now.length > 0 && types.every((type) => now.includes(type)) && now.length === types.length;
  const element = h(
    "button",
    { type: "button", class: "legend-kind", "aria-pressed": String(on), title: types.map((type) => type.replaceAll("_", " ")).join(", ") },
    h("span", { class: `dot kind-${kind.name}`, "aria-hidden": "true" }),
    kind.label,
    h("span", { class: "legend-count" }, number(count)),
  );
  element.addEventListener("click", () => store.filter({ types: on ? [] : types }));
  return h("li", null, element);
}
