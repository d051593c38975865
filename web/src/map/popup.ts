/** The incidents of one place, to choose from. */

import { rangeWords } from "../days";
import { attribute, button, h, words } from "../dom";
import { capital, count, plain } from "../format";
import { kindOf } from "../kinds";
import { narrow } from "../shell/layout";
import type { Store } from "../store";
import type { Point } from "./projection";

const SHOWN = 50;

export class Popup {
  readonly element = h("div", { class: "map-popup", hidden: true, role: "dialog", "aria-label": "Incidents of this place" });

  constructor(private readonly store: Store) {
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
      document.getElementById("map")?.focus();
    });
    store.on("visible", () => this.close());
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  close(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  open(at: Point, rows: readonly number[], width: number, height: number): void {
    const { store } = this;
    const { incidents } = store;
    const places = new Set(rows.map((row) => incidents.place(row)).filter((place) => place !== null));
    const [name] = places;
    const items = rows.slice(0, SHOWN).map((row) => this.item(row));
    this.element.replaceChildren(
      h(
        "header",
        null,
        h("strong", null, name === undefined ? "No name" : words(places.size > 1 ? `${name} and ${places.size - 1} more` : name)),
        h("span", null, count(rows.length, "incident")),
        button("×", () => this.close(), { class: "map-popup-close", "aria-label": "Close" }),
      ),
      h("ul", null, ...items),
      places.size ? button("Only these in the list", () => store.filter({ places: [...places] }), { class: "button" }) : "",
    );
    this.element.hidden = false;
    this.element.style.left = `${Math.max(8, Math.min(at.x + 12, width - this.element.offsetWidth - 8))}px`;
    this.element.style.top = `${Math.max(8, Math.min(at.y + 12, height - this.element.offsetHeight - 8))}px`;
    this.mark();
    this.element.querySelector<HTMLElement>("li button")?.focus();
  }

  /** Show which of them is selected. */
  mark(): void {
    const row = this.store.incidents.row(this.store.view.selected);
    for (const each of this.element.querySelectorAll<HTMLElement>("[data-row]")) {
      attribute(each, "aria-current", Number(each.dataset["row"]) === row ? "true" : null);
    }
  }

  private item(row: number): HTMLElement {
    const { incidents } = this.store;
    const { from, to, id } = incidents.columns;
    const choose = (): void => {
      this.store.select(id[row] ?? null);
      if (narrow()) this.store.go({ pane: "evidence" });
    };
    return h(
      "li",
      null,
      button(
        [
          h("span", { class: `dot kind-${kindOf(incidents.type(row)).name}`, "aria-hidden": "true" }),
          h("span", null, capital(plain(incidents.type(row)))),
          h("span", { class: "map-popup-day" }, rangeWords(from[row] ?? null, to[row] ?? null)),
        ],
        choose,
        { "data-row": row },
      ),
    );
  }
}
