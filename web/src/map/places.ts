/** The map as a table: places with their incidents, for those who do not see or do not use a map. */

import { attribute, button, h, replace, words } from "../dom";
import { number } from "../format";
import type { Store } from "../store";
import { Places } from "./groups";

const SHOWN = 200;

/** Add a button that shows the table in place of the map. */
export function placeTable(root: HTMLElement, frame: HTMLElement, store: Store): void {
  const box = h("div", { class: "table-pane", hidden: true, tabindex: 0, "aria-label": "Places" });
  const turn = button("Table", () => {
    box.hidden = !box.hidden;
    frame.hidden = !box.hidden;
    turn.textContent = box.hidden ? "Table" : "Map";
    attribute(turn, "aria-pressed", String(!box.hidden));
    if (!box.hidden) draw();
  }, { class: "map-tool map-turn", "aria-pressed": "false" });
  const draw = (): void => {
    if (!box.hidden) replace(box, tableOf(store));
  };
  store.on("visible", draw);
  root.append(turn, box);
}

function tableOf(store: Store): HTMLElement {
  const spots = new Places(store.incidents).spots(store.visible).sort((a, b) => b.rows.length - a.rows.length);
  const rest = spots.length - SHOWN;
  const rows = spots.slice(0, SHOWN).map((spot) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, spot.name ? button(words(spot.name), () => store.filter({ places: [spot.name] }), { class: "link" }) : "no name"),
      h("td", null, spot.country ? words(spot.country) : ""),
      h("td", { class: "num" }, spot.shape === "point" && spot.precisionKm < 1 ? "exact" : spot.shape === "country" ? "whole country" : `± ${number(Math.round(spot.precisionKm))} km`),
      h("td", { class: "num" }, number(spot.rows.length)),
    ),
  );
  return h(
    "table",
    { class: "table" },
    h("caption", null, rest > 0 ? `Places in view, most incidents first; ${number(rest)} more are left out` : "Places in view, most incidents first"),
    h("thead", null, h("tr", null, ...["Place", "Country", "Known to", "Incidents"].map((each) => h("th", { scope: "col" }, each)))),
    h("tbody", null, ...rows),
  );
}
