/** When: counts by kind over time, ranges as ranges, days to choose by dragging or by keys. */

import { dayNumber, isoDay, rangeWords } from "../days";
import { attribute, button, h, replace, s } from "../dom";
import { rowsBut } from "../filter";
import { capital, count, number } from "../format";
import { kindOf, KINDS } from "../kinds";
import type { TimeUnit } from "../state";
import type { Store } from "../store";
import { binEnd, binned, binOf, binStart, binWords, daysOf, drawable, spanOf, ticksOf, unitFor, UNITS, type Binned } from "./bins";
import { Brush } from "./brush";
import { timeTable } from "./table";

/** Room for numbers and names at the left. */
const LEFT = 44;
const RIGHT = 12;
const TOP = 8;
const AXIS = 20;
const STRIP = 34;
/** Bins are never narrower: a finer unit makes the chart wider, and it scrolls. */
const NARROWEST = 4;

export function mountTimeline(root: HTMLElement, store: Store): void {
  new Timeline(root, store);
}

class Timeline {
  private readonly chart = s("svg", { class: "time-chart", id: "timeline", tabindex: 0, role: "application", "aria-roledescription": "timeline" });
  private readonly scroller = h("div", { class: "time-scroll" }, this.chart);
  private readonly readout = h("p", { class: "time-readout", role: "status", "aria-live": "polite" });
  private readonly unit = h("select", { class: "select", "aria-label": "Counted by" });
  private readonly clear: HTMLButtonElement;
  private bins: Binned | null = null;
  private binWidth = 1;
  private width = 0;
  private height = 0;
  private asked = 0;

  constructor(
    root: HTMLElement,
    private readonly store: Store,
  ) {
    this.clear = button("Clear", () => store.filter({ from: null, to: null }), { class: "button button-quiet", "aria-label": "Clear dates" });
    const box = h("div", { class: "table-pane", hidden: true, tabindex: 0, "aria-label": "Counts over time" });
    root.append(
      h("div", { class: "pane-head" }, h("h2", null, "Timeline"), this.readout, this.clear, this.unit, timeTable(box, this.scroller, store, () => this.bins)),
      this.scroller,
      box,
    );
    new Brush(this.chart, {
      binAt: (x) => this.binAt(x),
      size: () => this.bins?.size ?? 0,
      current: () => this.currentBins(),
      show: (range, cursor) => this.showBrush(range, cursor),
      choose: (range) => this.choose(range),
    });
    this.unit.addEventListener("change", () => store.go({ unit: (this.unit.value || null) as TimeUnit | null }));
    new ResizeObserver(() => this.later()).observe(root);
    store.on("visible", () => this.later());
    store.on("view", (changed) => {
      if (changed.has("unit")) this.later();
      else if (changed.has("selected")) this.select();
    });
    this.draw();
  }

  private later(): void {
    this.asked ||= requestAnimationFrame(() => this.draw());
  }

  // -------------------------------------------------------------- drawing

  private draw(): void {
    window.cancelAnimationFrame(this.asked);
    this.asked = 0;
    const { store } = this;
    const rows = rowsBut(store.passed, "date");
    const span = spanOf(store.incidents, rows);
    // Behind its table the chart has no size; it is counted all the same.
    const width = this.scroller.clientWidth || this.width;
    const height = this.scroller.clientHeight || this.height;
    [this.width, this.height] = [width, height];
    this.clear.hidden = store.view.filters.from === null && store.view.filters.to === null;
    if (!width || !height) return;
    if (!span) {
      this.bins = null;
      return this.nothing(width, height);
    }
    const asked = store.view.unit ?? unitFor(span[0], span[1], width);
    const unit = drawable(asked, span[0], span[1]);
    this.units(unit);
    this.bins = binned(store.incidents, rows, span, unit);
    this.binWidth = Math.max(store.view.unit ? NARROWEST : 1, (width - LEFT - RIGHT) / this.bins.size);
    const full = Math.ceil(LEFT + RIGHT + this.bins.size * this.binWidth);
    attribute(this.chart, "width", Math.max(width, full));
    attribute(this.chart, "height", height);
    attribute(this.chart, "aria-label", this.label(rows.length));
    this.paint(this.bins, Math.max(width, full), height);
    this.select();
    this.say(null);
    this.reveal();
  }

  /** A chart wider than its pane begins at the days asked for. */
  private reveal(): void {
    const chosen = this.currentBins();
    if (chosen) this.bringIntoSight(LEFT + chosen[0] * this.binWidth, LEFT + (chosen[1] + 1) * this.binWidth);
  }

  private bringIntoSight(from: number, to: number): void {
    const { scrollLeft, clientWidth } = this.scroller;
    if (from < scrollLeft || to > scrollLeft + clientWidth) this.scroller.scrollLeft = from - Math.max(LEFT, (clientWidth - (to - from)) / 2);
  }

  private nothing(width: number, height: number): void {
    attribute(this.chart, "width", width);
    attribute(this.chart, "height", height);
    attribute(this.chart, "aria-label", "Timeline: no incident in view has a date");
    replace(this.chart, s("text", { x: width / 2, y: height / 2, class: "time-none", "text-anchor": "middle" }, "No incident in view has a date"));
    this.readout.textContent = "";
  }

  private label(rows: number): string {
    const bins = this.bins as Binned;
    return `Timeline of ${count(rows, "incident")} by ${bins.unit}, from ${binWords(bins.first, bins.unit)} to ${binWords(bins.first + bins.size - 1, bins.unit)}. Left and right choose, with Shift more than one, Enter filters, Escape clears.`;
  }

  private units(drawn: TimeUnit): void {
    const chosen = this.store.view.unit;
    replace(this.unit, h("option", { value: "" }, chosen ? "As fits" : `By ${drawn}`), ...UNITS.filter((unit) => unit !== drawn || chosen).map((unit) => h("option", { value: unit }, `By ${unit}`)));
    this.unit.value = chosen ?? "";
  }

  private paint(bins: Binned, width: number, height: number): void {
    const bottom = height - AXIS - (bins.ranges ? STRIP : 0);
    const scale = (bottom - TOP) / Math.max(1, bins.highest);
    replace(
      this.chart,
      hatches(),
      s("g", { class: "time-grid" }, ...grid(bins.highest, bottom, scale, width)),
      ...this.bars(bins, bottom, scale),
      s("g", { class: "time-axis" }, ...this.ticks(bins, bottom)),
      bins.ranges ? this.strip(bins, bottom + AXIS) : null,
      s("rect", { class: "time-selected", y: TOP, height: bottom - TOP }),
      s("rect", { class: "time-shade time-shade-left", y: 0, height }),
      s("rect", { class: "time-shade time-shade-right", y: 0, height }),
      s("rect", { class: "time-brush", y: TOP - 4, height: bottom - TOP + 4 }),
      s("rect", { class: "time-cursor", y: TOP, height: bottom - TOP }),
    );
    this.showBrush(this.currentBins(), null);
  }

  /** One path for each kind, stacked; a gap between bins where there is room. */
  private bars(bins: Binned, bottom: number, scale: number): SVGElement[] {
    const base = new Float64Array(bins.size);
    const gap = this.binWidth > 5 ? 1 : 0;
    return bins.stacks.map((stack, index) => {
      const parts: string[] = [];
      stack.forEach((value, bin) => {
        if (!value) return;
        const from = base[bin] ?? 0;
        base[bin] = from + value * scale;
        const x = LEFT + bin * this.binWidth;
        const barWidth = Math.max(1, Math.min(this.binWidth - gap, 40));
        const top = bottom - (base[bin] ?? 0);
        parts.push(`M${x.toFixed(1)} ${top.toFixed(1)}h${barWidth.toFixed(1)}v${(value * scale).toFixed(1)}h${(-barWidth).toFixed(1)}z`);
      });
      return s("path", { class: `kind-fill-${KINDS[index]?.name ?? "other"}`, d: parts.join("") });
    });
  }

  private ticks(bins: Binned, bottom: number): SVGElement[] {
    const line = s("line", { x1: LEFT, x2: LEFT + bins.size * this.binWidth, y1: bottom, y2: bottom });
    const marks = ticksOf(bins, this.binWidth).flatMap(([day, label]) => {
      const x = this.x(day);
      return [s("line", { x1: x, x2: x, y1: bottom, y2: bottom + 4 }), s("text", { x: x + 3, y: bottom + 14 }, label)];
    });
    return [line, ...marks];
  }

  /** Dates that are ranges: each as a line if there is room, else how many at a time, hatched. */
  private strip(bins: Binned, top: number): SVGElement {
    const label = s("text", { x: 4, y: top + 10, class: "time-note" }, "ranges");
    if (bins.lines) {
      const step = (STRIP - 6) / Math.max(3, ...bins.lines.map((line) => line.lane + 1));
      const lines = bins.lines.map((line) => {
        const kind = kindOf(this.store.incidents.type(line.row)).name;
        const x = this.x(line.from);
        return s("rect", { class: `time-range kind-fill-${kind}`, x, width: Math.max(3, this.x(line.to + 1) - x), y: top + line.lane * step, height: Math.min(5, step - 1), rx: 2, "data-row": line.row });
      });
      return s("g", null, label, ...lines);
    }
    const scale = (STRIP - 8) / Math.max(1, bins.mostCovered);
    const points = [...bins.covered].map((value, bin) => {
      const x = LEFT + bin * this.binWidth;
      return `L${x.toFixed(1)} ${(top + value * scale).toFixed(1)}h${this.binWidth.toFixed(1)}`;
    });
    const d = `M${LEFT} ${top}${points.join("")}V${top}z`;
    return s("g", null, s("path", { class: "time-covered", d }), label);
  }

  private x(day: number): number {
    const bins = this.bins as Binned;
    const bin = binOf(day, bins.unit);
    const [from, to] = [binStart(bin, bins.unit), binEnd(bin, bins.unit) + 1];
    return LEFT + (bin - bins.first + (day - from) / (to - from)) * this.binWidth;
  }

  private select(): void {
    const mark = this.chart.querySelector<SVGRectElement>(".time-selected");
    if (!mark || !this.bins) return;
    const row = this.store.incidents.row(this.store.view.selected);
    const days = row === null ? null : daysOf(this.store.incidents, row);
    attribute(mark, "visibility", days ? null : "hidden");
    for (const line of this.chart.querySelectorAll(".time-range")) {
      line.classList.toggle("time-range-on", Number(line.getAttribute("data-row")) === row);
    }
    if (!days) return;
    const from = LEFT + (binOf(days[0], this.bins.unit) - this.bins.first) * this.binWidth;
    const to = LEFT + (binOf(days[1], this.bins.unit) - this.bins.first + 1) * this.binWidth;
    attribute(mark, "x", from - 1);
    attribute(mark, "width", Math.max(3, to - from + 1));
    this.bringIntoSight(from, to);
  }

  // -------------------------------------------------------------- choosing days

  private binAt(clientX: number): number {
    const size = this.bins?.size ?? 0;
    const x = clientX - this.chart.getBoundingClientRect().left - LEFT;
    return Math.max(0, Math.min(size - 1, Math.floor(x / this.binWidth)));
  }

  /** The days asked for as bins; null where none are. */
  private currentBins(): [number, number] | null {
    const { from, to } = this.store.view.filters;
    const bins = this.bins;
    if (!bins || (from === null && to === null)) return null;
    const first = dayNumber(from);
    const last = dayNumber(to);
    const a = first === null ? 0 : binOf(first, bins.unit) - bins.first;
    const b = last === null ? bins.size - 1 : binOf(last, bins.unit) - bins.first;
    return b < 0 || a >= bins.size ? null : [Math.max(0, a), Math.min(bins.size - 1, b)];
  }

  private showBrush(range: readonly [number, number] | null, cursor: number | null): void {
    const set = (name: string, from: number | null, to: number | null): void => {
      const rect = this.chart.querySelector(`.${name}`);
      if (!rect) return;
      attribute(rect, "visibility", from === null || to === null ? "hidden" : null);
      if (from === null || to === null) return;
      attribute(rect, "x", from);
      attribute(rect, "width", Math.max(0, to - from));
    };
    const x = (bin: number): number => LEFT + bin * this.binWidth;
    const end = x(this.bins?.size ?? 0);
    set("time-brush", range && x(range[0]), range && x(range[1] + 1));
    set("time-shade-left", range && LEFT, range && x(range[0]));
    set("time-shade-right", range && x(range[1] + 1), range && end);
    set("time-cursor", cursor === null ? null : x(cursor), cursor === null ? null : x(cursor + 1));
    this.say(cursor === null ? null : range && range[0] !== range[1] ? range : [cursor, cursor]);
  }

  /** Say what is under the cursor, else what is chosen. */
  private say(range: readonly [number, number] | null): void {
    const { bins, store } = this;
    if (!bins) return;
    if (range) {
      const words = range[0] === range[1] ? binWords(bins.first + range[0], bins.unit) : rangeWords(binStart(bins.first + range[0], bins.unit), binEnd(bins.first + range[1], bins.unit));
      const exact = bins.totals.slice(range[0], range[1] + 1).reduce((a, b) => a + b, 0);
      const long = range[0] === range[1] ? (bins.covered[range[0]] ?? 0) : 0;
      this.readout.textContent = `${capital(words)}: ${count(exact, "incident")}${long ? `, ${number(long)} with longer ranges` : ""}`;
      return;
    }
    const { from, to } = store.view.filters;
    this.readout.textContent = from || to ? rangeWords(dayNumber(from), dayNumber(to)) : "";
  }

  private choose(range: readonly [number, number] | null): void {
    const { bins, store } = this;
    if (!bins) return;
    if (!range) return store.filter({ from: null, to: null });
    store.filter({
      from: isoDay(binStart(bins.first + range[0], bins.unit)),
      to: isoDay(binEnd(bins.first + range[1], bins.unit)),
      flags: store.view.filters.flags.filter((flag) => flag !== "undated"),
    });
  }
}

/** The pattern that stands for "somewhere in these days", as on the map for places. */
function hatches(): SVGElement {
  return s(
    "defs",
    null,
    s(
      "pattern",
      { id: "time-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      s("path", { d: "M-1 1l2-2M0 6l6-6M5 7l2-2", class: "time-hatch" }),
    ),
  );
}

/** Lines at round numbers, with the numbers. */
function grid(highest: number, bottom: number, scale: number, width: number): SVGElement[] {
  const rough = Math.max(1, highest / 2);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power);
  const lines: SVGElement[] = [];
  for (let value = step; value <= highest; value += step) {
    const y = bottom - value * scale;
    lines.push(s("line", { x1: LEFT, x2: width, y1: y, y2: y }), s("text", { x: LEFT - 5, y: y + 4, "text-anchor": "end" }, number(value)));
  }
  return lines;
}
