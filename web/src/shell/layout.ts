/** The frame of the page: header, three panes, tabs on narrow screens, the line that says things. */

import { attribute, button, h } from "../dom";
import type { PaneName } from "../state";
import type { Store } from "../store";

export interface Frame {
  readonly search: HTMLElement;
  readonly filters: HTMLElement;
  readonly counts: HTMLElement;
  readonly list: HTMLElement;
  readonly map: HTMLElement;
  readonly legend: HTMLElement;
  readonly timeline: HTMLElement;
  readonly evidence: HTMLElement;
}

const TABS: readonly (readonly [PaneName, string])[] = [
  ["list", "List"],
  ["map", "Map"],
  ["evidence", "Evidence"],
];

/** Draw the frame and return the places in it. */
export function layOut(root: HTMLElement, store: Store): Frame {
  const search = h("div", { class: "head-search", role: "search" });
  const filters = h("div", { class: "filters" });
  const counts = h("div", { class: "counts" });
  const list = h("section", { class: "pane pane-list", id: "pane-list", "aria-label": "Incidents" });
  const map = h("div", { class: "map" });
  const legend = h("div", { class: "legend-bar" });
  const timeline = h("div", { class: "timeline" });
  const centre = h("section", { class: "pane pane-map", id: "pane-map", "aria-label": "Map and timeline" }, map, legend, timeline);
  const evidence = h("section", { class: "pane pane-evidence", id: "pane-evidence", tabindex: -1, "aria-label": "Evidence" });
  const main = h("main", { class: "panes", id: "panes" }, list, centre, evidence);
  root.replaceChildren(
    h("a", { class: "jump", href: "#incidents", id: "jump" }, "To the incidents"),
    h("header", { class: "head" }, brand(store), search, counts, h("div", { class: "head-tools", id: "review-bar" })),
    h("nav", { class: "bar", "aria-label": "Filters" }, filters),
    ...notices(store),
    main,
    tabs(store, main),
    h("div", { class: "say", role: "status", "aria-live": "polite", id: "say" }),
  );
  const jump = root.querySelector<HTMLElement>("#jump");
  jump?.addEventListener("click", (event) => {
    event.preventDefault();
    store.emit("ask", "focus-list");
  });
  store.on("ask", (what) => {
    if (what === "focus-evidence") evidence.focus();
  });
  speak(store, root);
  return { search, filters, counts, list, map, legend, timeline, evidence };
}

function brand(store: Store): HTMLElement {
  const { study } = store;
  return h(
    "div",
    { class: "brand" },
    h("span", { class: "brand-mark", "aria-hidden": "true" }),
    h("h1", { class: "brand-name", title: study.name }, h("bdi", null, study.name)),
    study.live ? null : h("span", { class: "tag" }, "published"),
    study.read_only && study.live ? h("span", { class: "tag", title: "decisions are switched off" }, "read only") : null,
  );
}

/** Lines that a reader of a published page has to know. */
function notices(store: Store): HTMLElement[] {
  const { study } = store;
  if (study.live) return [];
  const unreviewed = store.incidents.columns.review.filter((state) => state === "unreviewed").length;
  const said: string[] = [];
  if (unreviewed) said.push(`${unreviewed} of these incidents were read by a machine and not reviewed by a person.`);
  if (study.left_out) said.push(`${study.left_out} unreviewed incidents are left out.`);
  if (study.coarsened_km !== null) said.push(`Places are shown to within ${study.coarsened_km} km.`);
  const about = h("a", { href: "about.html" }, "How this was made, data, citation");
  return [h("p", { class: "notice" }, said.length ? `${said.join(" ")} ` : null, about)];
}

/** Narrow screens show one pane; the tabs choose it. Wide ones show all, and no tabs. */
function tabs(store: Store, main: HTMLElement): HTMLElement {
  const buttons = TABS.map(([pane, label]) =>
    button(label, () => store.go({ pane }, "replace"), { class: "tab", "aria-controls": `pane-${pane}` }),
  );
  const show = (): void => {
    attribute(main, "data-pane", store.view.pane);
    buttons.forEach((each, index) => attribute(each, "aria-pressed", String(TABS[index]?.[0] === store.view.pane)));
  };
  store.on("view", (changed) => changed.has("pane") && show());
  show();
  return h("nav", { class: "tabs", "aria-label": "Panes" }, ...buttons);
}

/** A sentence stands for a few seconds; a screen reader says it once. */
function speak(store: Store, root: HTMLElement): void {
  const line = root.querySelector<HTMLElement>("#say");
  let until = 0;
  store.on("say", (text) => {
    if (!line) return;
    line.textContent = text;
    window.clearTimeout(until);
    until = window.setTimeout(() => {
      line.textContent = "";
    }, 6000);
  });
}

/** Tell whether the screen is too narrow for more than one pane. */
export function narrow(): boolean {
  return window.matchMedia("(max-width: 899px)").matches;
}
