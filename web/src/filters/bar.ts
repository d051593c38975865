/** The row of filters: one button each, its choices in a popover, what is chosen on the button. */

import { dayNumber, rangeWords } from "../days";
import { attribute, button, h, replace } from "../dom";
import type { FacetName } from "../filter";
import { plain } from "../format";
import { asked, NO_FILTERS, type Filters, type Range } from "../state";
import type { Store } from "../store";
import { facetPanel } from "./facet";
import { popover } from "./popover";
import { datePanel, rangesPanel } from "./ranges";

interface Menu {
  readonly label: string;
  /** The filters that the menu sets. */
  readonly parts: readonly (keyof Filters)[];
  readonly panel: (store: Store) => HTMLElement;
}

const facets = (...names: (readonly [FacetName, string])[]) => (store: Store): HTMLElement =>
  h("div", { class: "facets" }, ...names.map(([name, label]) => facetPanel(store, name, label)));

const MENUS: readonly Menu[] = [
  { label: "Type", parts: ["types"], panel: facets(["types", "Type of event"]) },
  { label: "Actor", parts: ["actors"], panel: facets(["actors", "Who did it"]) },
  { label: "Recipient", parts: ["recipients"], panel: facets(["recipients", "To whom"]) },
  {
    label: "Place",
    parts: ["countries", "admin1", "places", "box"],
    panel: facets(["countries", "Country"], ["admin1", "Province"], ["places", "Place"]),
  },
  { label: "Date", parts: ["from", "to"], panel: datePanel },
  { label: "Figures", parts: ["killed", "wounded", "sources", "score"], panel: rangesPanel },
  { label: "Status", parts: ["status"], panel: facets(["status", "What the reports say of it"]) },
  { label: "Speaker", parts: ["speakers"], panel: facets(["speakers", "Who says so"]) },
  { label: "Publisher", parts: ["publishers"], panel: facets(["publishers", "Published by"]) },
  { label: "Review", parts: ["review", "flags"], panel: facets(["review", "Decision"], ["flags", "Needs a look"]) },
];

export function mountFilters(root: HTMLElement, store: Store): void {
  const clear = button("Clear all", () => store.clearFilters(), { class: "chip chip-clear" });
  root.append(...MENUS.map((menu) => chip(store, menu)), clear);
  const show = (): void => {
    clear.hidden = !asked({ ...store.view.filters, text: "" });
  };
  store.on("view", (changed) => changed.has("filters") && show());
  show();
}

function chip(store: Store, menu: Menu): HTMLElement {
  const label = h("span", { class: "chip-label" });
  const opener = h("button", { type: "button", class: "chip", "aria-haspopup": "dialog" }, label);
  const off = button("×", () => {
    store.filter(Object.fromEntries(menu.parts.map((part) => [part, NO_FILTERS[part]])));
    opener.focus();
  }, { class: "chip-off", "aria-label": `Clear the filter ${menu.label}` });
  const element = h("div", { class: "chip-group" }, opener, off);
  popover(opener, menu.label, () => menu.panel(store));
  const show = (): void => {
    const said = menu.parts.flatMap((part) => wordsOf(part, store.view.filters));
    attribute(element, "data-on", said.length > 0);
    off.hidden = !said.length;
    const first = said[0] ?? "";
    replace(
      label,
      menu.label,
      said.length ? ": " : null,
      said.length ? h("bdi", { class: "chip-value" }, first) : null,
      said.length > 1 ? ` +${said.length - 1}` : null,
    );
    attribute(label, "title", said.length > 1 ? said.join(", ") : null);
  };
  store.on("view", (changed) => changed.has("filters") && show());
  show();
  return element;
}

/** Return what a filter asks for, each choice in words. */
function wordsOf(part: keyof Filters, filters: Filters): string[] {
  const value = filters[part];
  if (Array.isArray(value)) return value.map(part === "types" || part === "flags" ? plain : String);
  if (value === null || value === "") return [];
  if (part === "from") return [rangeWords(dayNumber(filters.from), dayNumber(filters.to))];
  if (part === "to") return filters.from === null ? [rangeWords(null, dayNumber(filters.to))] : [];
  if (part === "box") return ["box on the map"];
  return [`${part} ${rangeText(value as Range)}`];
}

function rangeText({ low, high }: Range): string {
  if (high === null) return `≥ ${low}`;
  if (low === null) return `≤ ${high}`;
  return low === high ? String(low) : `${low}–${high}`;
}
