/** Filters by days and by numbers. */

import { dateParts, dayNumber, isoDay, monthStart } from "../days";
import { button, h } from "../dom";
import type { Filters, Range } from "../state";
import type { Store } from "../store";

type RangeName = "killed" | "wounded" | "sources" | "score";

/** Days from and to, and the years of the study to choose at once. */
export function datePanel(store: Store): HTMLElement {
  const from = dayInput(store, "from", "From");
  const to = dayInput(store, "to", "To");
  const years = yearsOf(store).map((year) =>
    button(String(year), () => {
      store.filter({ from: isoDay(monthStart(year, 1)), to: isoDay(monthStart(year, 13) - 1) });
    }, { class: "chip" }),
  );
  const note = h("p", { class: "facet-note" }, "A range of days passes if it touches these. Undated incidents pass none: see their tray.");
  return follow(
    store,
    h("fieldset", { class: "facet" }, h("legend", null, "Date"), h("div", { class: "pair" }, from.element, to.element), h("div", { class: "years" }, ...years), note),
    () => {
      from.show();
      to.show();
    },
  );
}

/** Numbers: those killed and wounded, sources, score. */
export function rangesPanel(store: Store): HTMLElement {
  const rows: [RangeName, string, number][] = [
    ["killed", "Killed", 1],
    ["wounded", "Wounded", 1],
    ["sources", "Independent sources", 1],
    ["score", "Score of its best claim (0 to 1)", 0.05],
  ];
  const drawn = rows.map(([name, label, step]) => rangeRow(store, name, label, step));
  const note = h("p", { class: "facet-note" }, "Killed and wounded go by the chosen figure; incidents without one do not pass.");
  return follow(store, h("div", { class: "facets" }, ...drawn.map((each) => each.element), note), () =>
    drawn.forEach((each) => each.show()),
  );
}

interface Part {
  readonly element: HTMLElement;
  show(): void;
}

function dayInput(store: Store, name: "from" | "to", label: string): Part {
  const input = h("input", { type: "date", class: "input" });
  const show = (): void => {
    if (document.activeElement !== input) input.value = store.view.filters[name] ?? "";
  };
  input.addEventListener("change", () => {
    store.filter({ [name]: dayNumber(input.value || null) === null ? null : input.value } as Partial<Filters>);
  });
  show();
  return { element: h("label", { class: "labelled" }, label, input), show };
}

function rangeRow(store: Store, name: RangeName, label: string, step: number): Part {
  const low = h("input", { type: "number", class: "input", min: 0, step, inputmode: "decimal", "aria-label": `${label}: at least` });
  const high = h("input", { type: "number", class: "input", min: 0, step, inputmode: "decimal", "aria-label": `${label}: at most` });
  const show = (): void => {
    const range = store.view.filters[name];
    if (document.activeElement !== low) low.value = range?.low === null || !range ? "" : String(range.low);
    if (document.activeElement !== high) high.value = range?.high === null || !range ? "" : String(range.high);
  };
  const change = (): void => {
    const range: Range = { low: value(low), high: value(high) };
    store.filter({ [name]: range.low === null && range.high === null ? null : range });
  };
  low.addEventListener("change", change);
  high.addEventListener("change", change);
  show();
  return {
    element: h(
      "fieldset",
      { class: "facet" },
      h("legend", null, label),
      h("div", { class: "pair" }, h("span", { class: "labelled" }, "at least", low), h("span", { class: "labelled" }, "at most", high)),
    ),
    show,
  };
}

function value(input: HTMLInputElement): number | null {
  return input.value.trim() && Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : null;
}

function yearsOf(store: Store): number[] {
  const years = new Set<number>();
  for (const day of store.incidents.columns.from) if (day !== null) years.add(dateParts(day).year);
  return [...years].sort((a, b) => b - a).slice(0, 24);
}

/** Keep a panel as the filters stand, until it is taken out of the page. */
function follow(store: Store, element: HTMLElement, show: () => void): HTMLElement {
  const stop = store.on("view", () => {
    if (element.isConnected) show();
    else stop();
  });
  return element;
}
