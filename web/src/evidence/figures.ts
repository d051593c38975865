/**
 * Conflicting figures side by side: one row a telling with its speaker, day and words, as dots and
 * ranges on one scale, and the chosen range behind them. It is a table, so that it reads without
 * the drawing as well.
 */

import type { FigurePage, FigureState, FigureTable, FigureTelling, FigureWords, IncidentPage } from "../contract";
import { button, h, s, words, type Child } from "../dom";
import { layOut, numeral, rangeWords, type ChartLayout, type RowShape } from "./chart";
import type { EvidencePorts } from "./ports";
import { amountWords, daysWords, kindWords, quoted, SPEAKER_WORDS, STATE_WORDS } from "./wording";

const AXIS = 20;
const FIRST_WIDTH = 240;

/** Return the charts of an incident, one for each kind of figure. */
export function figureCharts(page: IncidentPage, ports: EvidencePorts): HTMLElement[] {
  return page.incident.figures.map((table, index) => figureChart(table, page.figures[index], page, ports));
}

function figureChart(table: FigureTable, found: FigurePage | undefined, page: IncidentPage, ports: EvidencePorts): HTMLElement {
  const drawn: HTMLElement[] = table.tellings.map(() => h("div", { class: "figure-plot", role: "presentation" }));
  const axis = h("div", { class: "figure-plot", role: "presentation" });
  const rows = table.tellings.map((telling, index) =>
    row(telling, found?.tellings[index], drawn[index] as HTMLElement, { table, page, ports }),
  );
  const body = h(
    "div",
    { class: "figure-table", role: "table", "aria-label": `${kindWords(table.kind)}: what each telling says` },
    h(
      "div",
      { class: "figure-row figure-head", role: "row" },
      h("div", { role: "columnheader" }, "According to"),
      h("div", { role: "columnheader", class: "figure-cell" }, h("span", { class: "out" }, "Number"), axis),
      h("div", { role: "columnheader" }, "Words"),
    ),
    ...rows,
  );
  const element = h(
    "figure",
    { class: "figure" },
    h("figcaption", null, ...caption(table, page)),
    body,
    legend(table),
  );
  draw(table, drawn, axis, FIRST_WIDTH);
  follow(axis, (width) => draw(table, drawn, axis, width));
  return element;
}

/** Say what was chosen, by which rule and why: a range in words, and never one bare number. */
function caption(table: FigureTable, page: IncidentPage): Child[] {
  const chosen = amountWords(table.low, table.high, table.unit === table.kind ? null : table.unit);
  const single = table.best !== null && table.low !== table.high ? `; as one number ${numeral(table.best)}` : "";
  const open = table.low === null && table.high === null;
  return [
    h("span", { class: "figure-kind" }, kindWords(table.kind)),
    " ",
    h("span", { class: "figure-choice" }, open ? "no range chosen" : `${chosen}${single}`),
    h("span", { class: "detail" }, ...rule(table, page)),
  ];
}

function rule(table: FigureTable, page: IncidentPage): Child[] {
  if (table.rule !== "judged") return [`rule ${table.rule}: `, words(table.reason)];
  const judged = page.judgements.filter(
    (each) => each.in_force && each.action === "edit" && each.field?.startsWith(`${table.kind}_`),
  );
  const said = judged.map((each) => h("span", null, " ", words(each.who), ": ", words(each.reason || "no reason given"), ";"));
  return ["set by a person.", ...said];
}

interface Around {
  readonly table: FigureTable;
  readonly page: IncidentPage;
  readonly ports: EvidencePorts;
}

function row(telling: FigureTelling, found: FigureWords | undefined, plot: HTMLElement, around: Around): HTMLElement {
  const { table, page, ports } = around;
  const outlet = found?.publisher && found.publisher !== telling.speaker ? found.publisher : null;
  return h(
    "div",
    { class: `figure-row state-${telling.state}`, role: "row" },
    h(
      "div",
      { role: "rowheader", class: "figure-who" },
      words(telling.speaker),
      h(
        "span",
        { class: "detail" },
        [
          telling.speaker_kind ? SPEAKER_WORDS[telling.speaker_kind] : null,
          telling.said ? daysWords({ from: telling.said, to: telling.said }) : "day not stated",
        ]
          .filter((each) => each !== null)
          .join(" · "),
        outlet ? " · in " : null,
        outlet ? words(outlet) : null,
      ),
    ),
    h(
      "div",
      { role: "cell", class: "figure-cell" },
      h("span", { class: "out" }, `${amountWords(telling.low, telling.high, table.unit)}; ${STATE_WORDS[telling.state]}`),
      plot,
    ),
    h("div", { role: "cell", class: "figure-words" }, opener(telling, page, ports), state(telling.state)),
  );
}

function opener(telling: FigureTelling, page: IncidentPage, ports: EvidencePorts): HTMLElement {
  const inside: Child[] = [quoted(telling.words), telling.of ? words(` ${telling.of}`) : null];
  const claim = page.claims.find((each) => each.claim.id === telling.claim);
  const field = claim?.fields.find((each) => each.path === `figures[${telling.position}]`);
  if (field) return button(inside, () => ports.openField({ claim: telling.claim, path: field.path }), { class: "link" });
  return claim ? button(inside, () => ports.openClaim(telling.claim), { class: "link" }) : h("span", null, ...inside);
}

function state(value: FigureState): HTMLElement | null {
  return value === "counts" ? null : h("span", { class: `tag state-tag` }, STATE_WORDS[value]);
}

/** Explain the signs that this chart uses, and only those. */
function legend(table: FigureTable): HTMLElement {
  const states = [...new Set(table.tellings.map((each) => each.state))];
  const sign = (inside: SVGElement[]): SVGElement => s("svg", { class: "sign", width: 26, height: 14, "aria-hidden": "true" }, ...inside);
  const point: RowShape = { from: 13, to: 13, openAbove: false, openBelow: false, single: true, empty: false };
  const items: Child[] = states.map((each) => h("li", null, sign(mark(each, point, 7)), STATE_WORDS[each]));
  if (table.tellings.some((each) => (each.low === null) !== (each.high === null))) {
    items.push(h("li", null, sign(mark("counts", { ...point, from: 4, to: 24, openAbove: true, single: false }, 7)), "or more, or up to"));
  }
  if (table.low !== null || table.high !== null) {
    items.push(h("li", null, sign([s("rect", { class: "chosen", x: 2, y: 1, width: 22, height: 12 })]), "chosen range"));
  }
  if (table.best !== null) {
    items.push(h("li", null, sign([s("line", { class: "best", x1: 13, x2: 13, y1: 0, y2: 14 })]), "as one number"));
  }
  return h("ul", { class: "figure-legend", "aria-label": "Signs" }, ...items);
}

function draw(table: FigureTable, plots: readonly HTMLElement[], axis: HTMLElement, width: number): void {
  const layout = layOut({ rows: table.tellings, low: table.low, best: table.best, high: table.high, width });
  axis.replaceChildren(drawAxis(layout, width));
  plots.forEach((plot, index) => {
    const telling = table.tellings[index] as FigureTelling;
    plot.replaceChildren(drawRow(layout, layout.rows[index] as RowShape, telling, width));
  });
}

function drawAxis(layout: ChartLayout, width: number): SVGElement {
  return s(
    "svg",
    { class: "plot", width, height: AXIS, "aria-hidden": "true" },
    ...layout.ticks.map(({ value, x }) => s("text", { class: "tick", x, y: 13, "text-anchor": "middle" }, numeral(value))),
  );
}

function drawRow(layout: ChartLayout, shape: RowShape, telling: FigureTelling, width: number): SVGElement {
  const { chosen, best, ticks } = layout;
  const room = width - Math.max(shape.to, shape.from);
  const label = s(
    "text",
    { class: "amount", x: room > 64 ? shape.to + 9 : shape.from - 9, y: 4, "text-anchor": room > 64 ? "start" : "end" },
    rangeWords(telling.low, telling.high),
  );
  // Rows are as high as their words: what is drawn across them runs from edge to edge.
  return s(
    "svg",
    { class: "plot", width, height: "100%", "aria-hidden": "true" },
    chosen && s("rect", { class: "chosen", x: chosen.from - 6, y: 0, width: Math.max(chosen.to - chosen.from, 0) + 12, height: "100%" }),
    ...ticks.map(({ x }) => s("line", { class: "grid", x1: x, x2: x, y1: 0, y2: "100%" })),
    best === null ? null : s("line", { class: "best", x1: best, x2: best, y1: 0, y2: "100%" }),
    s("svg", { class: "plot-middle", y: "50%", width, height: 1 }, shape.empty ? null : label, ...mark(telling.state, shape, 0)),
  );
}

/** Return the sign of one telling; its form, not only its colour, says whether it counts. */
function mark(state: FigureState, shape: RowShape, y: number): SVGElement[] {
  if (shape.empty) return [];
  const parts: SVGElement[] = [];
  if (!shape.single) parts.push(s("line", { class: `range range-${state}`, x1: shape.from, x2: shape.to, y1: y, y2: y }));
  if (shape.openAbove) parts.push(arrow(shape.to, y, 1, state));
  if (shape.openBelow) parts.push(arrow(shape.from, y, -1, state));
  if (!shape.openBelow) parts.push(dot(state, shape.from, y));
  if (!shape.openAbove && !shape.single) parts.push(dot(state, shape.to, y));
  return parts;
}

function arrow(x: number, y: number, way: 1 | -1, state: FigureState): SVGElement {
  const back = x - way * 6;
  return s("path", { class: `range range-${state} arrow`, d: `M${back} ${y - 4}L${x} ${y}L${back} ${y + 4}` });
}

function dot(state: FigureState, x: number, y: number): SVGElement {
  const kind = `point point-${state}`;
  if (state === "counts") return s("circle", { class: kind, cx: x, cy: y, r: 5 });
  if (state === "part") return s("circle", { class: kind, cx: x, cy: y, r: 4 });
  if (state === "copy") return s("rect", { class: kind, x: x - 4, y: y - 4, width: 8, height: 8 });
  if (state === "revised") return s("path", { class: kind, d: `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x + 4} ${y - 4}L${x - 4} ${y + 4}` });
  if (state === "doubtful") return s("path", { class: kind, d: `M${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}L${x - 5} ${y}Z` });
  return s("path", { class: kind, d: `M${x - 5} ${y}L${x + 5} ${y}M${x} ${y - 5}L${x} ${y + 5}` });
}

/** Draw again whenever the column gets wider or narrower. */
function follow(element: HTMLElement, changed: (width: number) => void): void {
  if (typeof ResizeObserver === "undefined") return;
  let last = FIRST_WIDTH;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width < 40 || width === last) return;
    last = width;
    changed(width);
  }).observe(element);
}
