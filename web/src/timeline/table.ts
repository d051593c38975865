/** The timeline as a table, for those who do not see or do not use a chart. */

import { isoDay } from "../days";
import { attribute, button, h, replace } from "../dom";
import { capital, number } from "../format";
import { KINDS } from "../kinds";
import type { Store } from "../store";
import { binEnd, binStart, binWords, type Binned } from "./bins";

const SHOWN = 400;

/** Return the button that shows the table in place of the chart. */
export function timeTable(
  box: HTMLElement,
  chart: HTMLElement,
  store: Store,
  bins: () => Binned | null,
): HTMLElement {
  const turn = button("Table", () => {
    box.hidden = !box.hidden;
    chart.hidden = !box.hidden;
    turn.textContent = box.hidden ? "Table" : "Chart";
    attribute(turn, "aria-pressed", String(!box.hidden));
    draw();
  }, { class: "button button-quiet", "aria-pressed": "false" });
  const draw = (): void => {
    const found = bins();
    if (!box.hidden) replace(box, found ? tableOf(found, store) : "No incident in view has a date");
  };
  // The chart counts anew in the same event; look when it has.
  store.on("visible", () => requestAnimationFrame(() => requestAnimationFrame(draw)));
  return turn;
}

function tableOf(bins: Binned, store: Store): HTMLElement {
  const used = KINDS.map((kind, index) => ({ kind, index })).filter(({ index }) => bins.stacks[index]?.some((value) => value));
  const full = [...bins.totals.keys()].filter((bin) => bins.totals[bin] || bins.covered[bin]);
  const rows = full.slice(0, SHOWN).map((bin) => row(bins, bin, used, store));
  const rest = full.length - SHOWN;
  return h(
    "table",
    { class: "table" },
    h("caption", null, `Incidents by ${bins.unit}${rest > 0 ? `; ${number(rest)} more rows are left out, choose a coarser unit` : ""}`),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, capital(bins.unit)), ...used.map(({ kind }) => h("th", { scope: "col" }, kind.label)), h("th", { scope: "col" }, "Longer ranges"))),
    h("tbody", null, ...rows),
  );
}

function row(bins: Binned, bin: number, used: readonly { index: number }[], store: Store): HTMLElement {
  const [from, to] = [binStart(bins.first + bin, bins.unit), binEnd(bins.first + bin, bins.unit)];
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, button(binWords(bins.first + bin, bins.unit), () => store.filter({ from: isoDay(from), to: isoDay(to) }), { class: "link" })),
    ...used.map(({ index }) => h("td", { class: "num" }, number(bins.stacks[index]?.[bin] ?? 0))),
    h("td", { class: "num" }, number(bins.covered[bin] ?? 0)),
  );
}
