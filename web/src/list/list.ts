/** The list of incidents: only the rows in sight are in the page, however many there are. */

import { attribute, button, h, replace } from "../dom";
import { asked, type SortKey } from "../state";
import { narrow } from "../shell/layout";
import type { Store } from "../store";
import { drawRow, ROW_HEIGHT, ROW_HEIGHT_WITH_HIT, selectRow } from "./row";
import { windowOf } from "./window";

const SORTS: readonly (readonly [SortKey, string])[] = [
  ["date", "Date"],
  ["place", "Place"],
  ["type", "Type"],
  ["killed", "Killed"],
  ["wounded", "Wounded"],
  ["reports", "Reports"],
  ["sources", "Sources"],
  ["score", "Score"],
];

export function mountList(root: HTMLElement, store: Store): void {
  new List(root, store);
}

class List {
  private readonly scroller = h("div", {
    class: "list",
    role: "listbox",
    tabindex: 0,
    "aria-label": "Incidents",
    id: "incidents",
  });
  private readonly sheet = h("div", { class: "list-sheet" });
  private readonly empty = h("div", { class: "empty", hidden: true });
  private readonly drawn = new Map<number, HTMLElement>();
  private asked = 0;

  constructor(
    root: HTMLElement,
    private readonly store: Store,
  ) {
    this.scroller.append(this.sheet);
    root.append(this.head(), this.empty, this.scroller);
    this.scroller.addEventListener("scroll", () => this.later(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.key(event));
    this.sheet.addEventListener("click", (event) => this.click(event));
    new ResizeObserver(() => this.later()).observe(this.scroller);
    store.on("visible", () => this.redraw());
    store.on("table", () => this.redraw());
    store.on("mark", () => this.redraw());
    store.on("view", (changed) => {
      if (changed.has("selected")) this.selection();
    });
    store.on("ask", (what) => {
      if (what === "focus-list") this.focus();
    });
    this.redraw();
    this.reveal("centre");
  }

  private get height(): number {
    return this.store.hits ? ROW_HEIGHT_WITH_HIT : ROW_HEIGHT;
  }

  private head(): HTMLElement {
    const { store } = this;
    const select = h("select", { id: "sort", class: "select" });
    const turn = button("", () => {
      const { sort } = store.view;
      store.go({ sort: { ...sort, descending: !sort.descending } });
    }, { class: "button button-quiet button-sign" });
    select.addEventListener("change", () => {
      const key = select.value as SortKey;
      store.go({ sort: { key, descending: !["date", "place", "type", "match"].includes(key) } });
    });
    const show = (): void => {
      const { sort } = store.view;
      const shown = store.hits || sort.key === "match" ? [...SORTS, ["match", "Best match"] as const] : SORTS;
      replace(select, ...shown.map(([key, label]) => h("option", { value: key }, label)));
      select.value = sort.key;
      turn.textContent = sort.descending ? "↓" : "↑";
      const words = sort.descending ? "largest or latest first" : "smallest or earliest first";
      attribute(turn, "aria-label", `Order: ${words}; turn round`);
      attribute(turn, "title", words);
    };
    store.on("view", (changed) => changed.has("sort") && show());
    store.on("visible", show);
    show();
    return h("div", { class: "pane-head" }, h("h2", null, "Incidents"), h("label", { class: "sort", for: "sort" }, "Sort by"), select, turn);
  }

  // -------------------------------------------------------------- drawing

  private later(): void {
    this.asked ||= requestAnimationFrame(() => {
      this.asked = 0;
      this.draw();
    });
  }

  /** Draw all rows in sight anew. */
  private redraw(): void {
    this.drawn.clear();
    this.sheet.replaceChildren();
    const { visible } = this.store;
    this.sheet.style.height = `${visible.length * this.height}px`;
    this.scroller.hidden = !visible.length;
    this.empty.hidden = visible.length > 0;
    if (!visible.length) replace(this.empty, ...emptyWords(this.store));
    this.draw();
    this.active();
  }

  private draw(): void {
    const { visible } = this.store;
    const [first, last] = windowOf(this.scroller.scrollTop, this.scroller.clientHeight || window.innerHeight, this.height, visible.length);
    for (const [position, element] of this.drawn) {
      if (position >= first && position < last) continue;
      element.remove();
      this.drawn.delete(position);
    }
    for (let position = first; position < last; position++) {
      if (this.drawn.has(position)) continue;
      const element = drawRow(this.store, visible[position] as number, position);
      element.style.transform = `translateY(${position * this.height}px)`;
      this.drawn.set(position, element);
      this.sheet.append(element);
    }
  }

  private selection(): void {
    const selected = this.store.incidents.row(this.store.view.selected);
    for (const [position, element] of this.drawn) selectRow(element, this.store.visible[position] === selected);
    this.reveal("near");
    this.active();
  }

  private active(): void {
    const row = this.store.incidents.row(this.store.view.selected);
    const shown = row !== null && this.store.visible.includes(row);
    attribute(this.scroller, "aria-activedescendant", shown ? `row-${row}` : null);
  }

  /** Scroll to the selected row if it is out of sight. */
  private reveal(how: "near" | "centre"): void {
    const position = this.store.visible.indexOf(this.store.incidents.row(this.store.view.selected) ?? -1);
    if (position < 0) return;
    const { scrollTop, clientHeight } = this.scroller;
    const top = position * this.height;
    const margin = how === "near" ? this.height : 0;
    if (top >= scrollTop + margin && top + this.height + margin <= scrollTop + clientHeight) return;
    const far = how === "centre" || top < scrollTop - clientHeight || top > scrollTop + 2 * clientHeight;
    if (far) this.scroller.scrollTop = top - (clientHeight - this.height) / 2;
    else if (top < scrollTop + margin) this.scroller.scrollTop = top - margin;
    else this.scroller.scrollTop = top + this.height + margin - clientHeight;
    this.draw();
  }

  // -------------------------------------------------------------- hands

  private focus(): void {
    this.scroller.focus();
    if (this.store.incidents.row(this.store.view.selected) === null) this.store.move(1);
  }

  private click(event: MouseEvent): void {
    const element = (event.target as Element).closest<HTMLElement>("[data-row]");
    if (!element) return;
    const id = this.store.incidents.columns.id[Number(element.dataset["row"])] ?? null;
    this.store.select(id);
    if (narrow()) this.store.go({ pane: "evidence" });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / this.height) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.store.visible.length,
      End: this.store.visible.length,
    };
    const step = steps[event.key];
    if (step !== undefined) this.store.move(step);
    else if (event.key === "Enter") this.open();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private open(): void {
    if (narrow()) this.store.go({ pane: "evidence" });
    this.store.emit("ask", "focus-evidence");
  }
}

function emptyWords(store: Store): (Node | string)[] {
  if (!store.incidents.count) {
    return [
      h("h3", null, "No incidents yet"),
      h("p", null, "This study holds no incident. Code reports into it: "),
      h("code", null, "dateline code articles/ -o study.duckdb"),
    ];
  }
  if (store.searchError) {
    return [h("h3", null, "The search failed"), h("p", null, store.searchError.message)];
  }
  const words = asked(store.view.filters) === 1 ? "The filter leaves none." : "The filters together leave none.";
  return [
    h("h3", null, "No incident matches"),
    h("p", null, words),
    button("Clear all filters", () => store.clearFilters(), { class: "button" }),
  ];
}
