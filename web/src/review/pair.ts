/** Two incidents side by side: what differs, why they may be one, and what a merge would change. */

import type { IncidentPage, PairPage, Reason } from "../contract";
import { button, h, replace, s, words, type Child } from "../dom";
import { counted, quoted, TELLING_WORDS } from "../evidence/wording";
import type { Store } from "../store";
import { open } from "./dialog";
import { lineOf } from "./picker";
import { preview } from "./preview";

export interface PairPorts {
  same(): void;
  different(): void;
  unsure(): void;
  /** The view was closed by hand. */
  left(): void;
}

/** Shows the pair that the view names, over the page. */
export class PairView {
  private element: HTMLDialogElement | null = null;
  private shown = "";

  constructor(
    private readonly store: Store,
    private readonly ports: PairPorts,
  ) {}

  /** Bring the picture up to the view. */
  follow(): void {
    const { selected, pair } = this.store.view;
    if (selected === null || pair === null) return this.close();
    const wanted = `${selected} ${pair}`;
    if (wanted === this.shown) return;
    this.shown = wanted;
    const element = this.element ?? this.begin();
    replace(element, h("p", { class: "empty" }, "Loading both…"));
    Promise.all([this.store.incident(selected), this.store.incident(pair)]).then(
      ([left, right]) => this.shown === wanted && this.draw(element, left, right),
      (error: unknown) => this.shown === wanted && this.failed(element, error),
    );
  }

  private begin(): HTMLDialogElement {
    const element = h("dialog", { class: "dialog pair-dialog", "aria-label": "Two incidents side by side" });
    this.element = element;
    open(element, () => {
      if (this.element !== element) return;
      this.element = null;
      this.shown = "";
      this.ports.left();
    });
    return element;
  }

  private close(): void {
    const element = this.element;
    this.element = null;
    this.shown = "";
    element?.close();
  }

  private failed(element: HTMLElement, error: unknown): void {
    replace(
      element,
      h("p", { role: "alert" }, `The two cannot be shown: ${error instanceof Error ? error.message : String(error)}`),
      button("Close", () => this.ports.left(), { class: "button" }),
    );
  }

  private draw(element: HTMLElement, left: IncidentPage, right: IncidentPage): void {
    const { store, ports } = this;
    const found = left.pairs.find((each) => each.other === right.incident.id);
    const decides = store.study.live && !store.study.read_only;
    const heading = h("h2", { tabindex: -1 }, "One happening, or two?");
    const controls = decides
      ? h(
          "div",
          { class: "pair-controls", role: "group", "aria-label": "Decide" },
          choice("y", "Same: merge", "button-main", () => ports.same()),
          choice("n", "Different", "", () => ports.different()),
          choice("h", "Unsure", "", () => ports.unsure()),
        )
      : null;
    replace(
      element,
      h("div", { class: "pair-head" }, heading, controls, choice("Esc", "Close", "", () => ports.left())),
      found?.decided ? h("p", { class: "dispute" }, `Decided before: ${found.decided}.`) : null,
      comparison(left, right, store),
      found ? reasonList(found) : h("p", { class: "detail" }, "The machine did not compare these two: they lie apart in days or place."),
      h("div", { class: "pair-sides" }, side(left, store), side(right, store)),
    );
    heading.focus();
  }
}

function choice(key: string, label: string, kind: string, action: () => void): HTMLElement {
  return button([label, " ", h("kbd", { "aria-hidden": "true" }, key)], action, { class: `button ${kind}` });
}

function comparison(left: IncidentPage, right: IncidentPage, store: Store): HTMLElement {
  const rows = preview(left, right, store.study);
  return h(
    "div",
    { class: "scroll-x", tabindex: 0, role: "group", "aria-label": "The two compared" },
    h(
      "table",
      { class: "comparison" },
      h(
        "thead",
        null,
        h("tr", null, h("td", null), ...["This one", "The other", "If merged"].map((each) => h("th", { scope: "col" }, each))),
      ),
      h(
        "tbody",
        null,
        ...rows.map((row) =>
          h(
            "tr",
            { class: row.differs ? "differing" : "" },
            h("th", { scope: "row" }, row.name, row.differs ? h("span", { class: "out" }, " (differs)") : null),
            h("td", null, words(row.left)),
            h("td", null, words(row.right)),
            h("td", { class: "together" }, words(row.together)),
          ),
        ),
      ),
    ),
    h(
      "p",
      { class: "detail" },
      "A merge makes one incident of both. One id stays, the other leads to it; all tellings are kept; what people set stays set. ",
      "Undo makes two of them again.",
    ),
  );
}

/** Draw what speaks for and against one happening as bars round zero. */
function reasonList(pair: PairPage): HTMLElement {
  const most = Math.max(1, ...pair.reasons.map((each) => Math.abs(each.points)));
  return h(
    "section",
    { class: "reasons", "aria-label": "Why" },
    h("h3", null, `What speaks for one happening: ${signed(pair.points)} points`),
    h("ul", null, ...pair.reasons.map((each) => h("li", null, words(each.name), bar(each, most), signed(each.points)))),
  );
}

function bar(reason: Reason, most: number): SVGElement {
  const width = (Math.abs(reason.points) / most) * 48;
  const x = reason.points < 0 ? 50 - width : 50;
  return s(
    "svg",
    { class: "reason-bar", width: 100, height: 12, "aria-hidden": "true" },
    s("rect", { class: reason.points < 0 ? "against" : "for", x, y: 2, width, height: 8 }),
    s("line", { class: "zero", x1: 50, x2: 50, y1: 0, y2: 12 }),
  );
}

function signed(points: number): string {
  return `${points > 0 ? "+" : points < 0 ? "−" : ""}${Math.abs(points).toFixed(1)}`;
}

function side(page: IncidentPage, store: Store): HTMLElement {
  const { incident } = page;
  return h(
    "section",
    { class: "pair-side" },
    h("h3", null, words(lineOf(store, incident.id))),
    h("p", { class: "detail" }, `${counted(page.reports.length, "report")}, ${counted(page.claims.length, "telling")}`),
    h(
      "ol",
      { class: "pair-tellings" },
      ...page.claims.map((each): Child => {
        const report = page.reports.find((one) => one.id === each.document);
        return h(
          "li",
          null,
          h("span", { class: "telling-head" }, h("span", { class: `tag telling-${each.role}` }, TELLING_WORDS[each.role]), words(report?.publisher ?? "outlet not stated"), h("span", { class: "detail" }, "according to ", words(each.source))),
          quoted(each.quote.words),
        );
      }),
    ),
  );
}
