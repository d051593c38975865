/** Choosing the incident to merge with: likely ones first, any other by words. */

import type { IncidentPage } from "../contract";
import { rangeWords } from "../days";
import { button, h, replace, words } from "../dom";
import { typeWords } from "../evidence/wording";
import { folded } from "../format";
import type { Store } from "../store";
import { ask, labelled } from "./dialog";

const SHOWN = 30;

/** Ask for another incident; null: none was chosen. */
export function askOther(store: Store, page: IncidentPage): Promise<string | null> {
  const own = page.incident.id;
  const likely = page.pairs.filter((each) => each.other !== own && store.incidents.row(each.other) !== null);
  const input = h("input", { type: "search", autocomplete: "off", placeholder: "type, place, day, words of the title, id" });
  const list = h("ul", { class: "choices" });
  return ask<string>(
    "Merge with",
    (close) => {
      const choice = (id: string, why: string | null): HTMLElement =>
        h(
          "li",
          null,
          button(
            [words(lineOf(store, id)), words(titleOf(store, id), { class: "detail" }), why ? h("span", { class: "tag" }, why) : null],
            () => close(id),
            { class: "choice" },
          ),
        );
      const show = (): void => {
        const query = folded(input.value.trim());
        const found = query
          ? matching(store, query, own).map((id) => choice(id, null))
          : likely.map((each) => choice(each.other, `${each.points > 0 ? "+" : ""}${each.points.toFixed(1)} points`));
        const none = query ? "No other incident has these words." : "No other incident is near in days and place: search for it.";
        replace(list, ...(found.length ? found : [h("li", { class: "empty" }, none)]));
      };
      input.addEventListener("input", show);
      const steps = (event: KeyboardEvent): void => step(event, input, list);
      input.addEventListener("keydown", steps);
      list.addEventListener("keydown", steps);
      show();
      return { body: [labelled("Search", input, "Nothing is merged yet: the two are shown side by side first."), list], focus: input, submit: null };
    },
    () => null,
  );
}

/** Arrow keys go from the field into the list and along it; Enter in the field takes the first. */
function step(event: KeyboardEvent, input: HTMLElement, list: HTMLElement): void {
  const stops = [input, ...list.querySelectorAll<HTMLElement>("button")];
  const now = stops.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1 }[event.key];
  if (next !== undefined) stops[Math.max(0, Math.min(stops.length - 1, next))]?.focus();
  else if (event.key === "Enter" && now === 0) stops[1]?.click();
  else return;
  event.preventDefault();
}

function matching(store: Store, query: string, own: string): string[] {
  const terms = query.split(/\s+/);
  const found: string[] = [];
  for (let row = 0; row < store.incidents.size && found.length < SHOWN; row += 1) {
    const id = store.incidents.columns.id[row];
    if (id === undefined || id === own || !store.incidents.holds(row)) continue;
    const said = folded(`${id} ${lineOf(store, id)} ${titleOf(store, id)}`);
    if (terms.every((term) => said.includes(term))) found.push(id);
  }
  return found;
}

/** Return an incident in a line: type, days, place. */
export function lineOf(store: Store, id: string): string {
  const row = store.incidents.row(id);
  if (row === null) return id;
  const { columns, lists } = store.incidents;
  const place = lists.places[columns.place[row] ?? -1] ?? "place not stated";
  return `${typeWords(store.study, store.incidents.type(row))}, ${rangeWords(columns.from[row] ?? null, columns.to[row] ?? null)}, ${place}`;
}

export function titleOf(store: Store, id: string): string {
  const row = store.incidents.row(id);
  return row === null ? "" : (store.incidents.columns.title[row] ?? "");
}
