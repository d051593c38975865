/** One incident as two lines of the list (three with the words that a search found). */

import type { Quotation, SearchHit } from "../contract";
import { attribute, h, words } from "../dom";
import { rangeWords } from "../days";
import { capital, count, figureWords, names, plain } from "../format";
import { kindOf } from "../kinds";
import type { Store } from "../store";

export const ROW_HEIGHT = 54;
export const ROW_HEIGHT_WITH_HIT = 76;

/** Return a row of the list. `position` counts from 0. */
export function drawRow(store: Store, row: number, position: number): HTMLElement {
  const { incidents } = store;
  const { columns } = incidents;
  const id = columns.id[row] as string;
  const mark = store.marked(id);
  const review = mark?.review ?? columns.review[row];
  const hit = store.hits?.get(id)?.[0];
  const element = h(
    "div",
    {
      class: `row row-${review}`,
      role: "option",
      id: `row-${row}`,
      "data-row": row,
      "aria-setsize": store.visible.length,
      "aria-posinset": position + 1,
      "aria-selected": String(id === store.view.selected),
      "data-mark": mark?.state,
    },
    h("span", { class: `dot kind-${kindOf(incidents.type(row)).name}`, "aria-hidden": "true" }),
    h("div", { class: "row-line" }, headOf(store, row), dayOf(store, row)),
    h("div", { class: "row-line row-second" }, whoOf(store, row), factsOf(store, row, review)),
    hit ? hitLine(hit) : null,
  );
  return element;
}

/** Show a row as selected, or not. */
export function selectRow(element: HTMLElement, selected: boolean): void {
  attribute(element, "aria-selected", String(selected));
}

function headOf(store: Store, row: number): HTMLElement {
  const { incidents } = store;
  const { columns } = incidents;
  const place = incidents.place(row);
  const country = incidents.country(row);
  return h(
    "span",
    { class: "row-head" },
    h("span", { class: "row-type" }, capital(plain(incidents.type(row)))),
    columns.status[row] === "alleged" ? h("span", { class: "tag tag-warn" }, "alleged") : null,
    columns.denied[row] ? h("span", { class: "tag tag-warn" }, "denied") : null,
    place
      ? h("span", { class: "row-place" }, words(place), country && country !== place ? ", " : null, country && country !== place ? words(country) : null)
      : h("span", { class: "row-none" }, "no place"),
  );
}

function dayOf(store: Store, row: number): HTMLElement {
  const { from, to } = store.incidents.columns;
  const said = rangeWords(from[row] ?? null, to[row] ?? null);
  return h("span", { class: said === "undated" ? "row-day row-none" : "row-day" }, said);
}

function whoOf(store: Store, row: number): HTMLElement {
  const { incidents } = store;
  const actors = incidents.names(row, "actors");
  const recipients = incidents.names(row, "recipients");
  if (!actors.length && !recipients.length) {
    const title = incidents.columns.title[row];
    return h("span", { class: "row-who" }, title ? words(title) : h("span", { class: "row-none" }, "nobody named"));
  }
  return h(
    "span",
    { class: "row-who" },
    actors.length ? words(names(actors, 1)) : h("span", { class: "row-none" }, "not stated"),
    recipients.length ? h("span", { class: "row-arrow" }, h("span", { class: "out" }, " to "), h("span", { "aria-hidden": "true" }, " → ")) : null,
    recipients.length ? words(names(recipients, 1)) : null,
  );
}

function factsOf(store: Store, row: number, review: string | undefined): HTMLElement {
  const { columns } = store.incidents;
  const killed = figureWords(columns.killed_low[row] ?? null, columns.killed_high[row] ?? null);
  const wounded = figureWords(columns.wounded_low[row] ?? null, columns.wounded_high[row] ?? null);
  const reports = columns.reports[row] ?? 0;
  return h(
    "span",
    { class: "row-facts" },
    killed ? h("span", { class: "row-killed" }, `${killed} killed`) : wounded ? h("span", null, `${wounded} wounded`) : null,
    reports > 1 ? h("span", { title: `${count(reports, "report")}, ${count(columns.sources[row] ?? 0, "source")}` }, `${reports} reports`) : null,
    columns.disputes[row] ? h("span", { class: "row-dispute", title: "the machine now reads this otherwise than a person decided" }, "disputed") : null,
    !store.study.live && review === "unreviewed" ? h("span", { class: "tag tag-warn" }, "not reviewed") : reviewSign(review),
  );
}

const SIGNS: Record<string, readonly [string, string]> = {
  accepted: ["✓", "accepted"],
  rejected: ["✕", "rejected"],
};

function reviewSign(review: string | undefined): HTMLElement | null {
  const sign = SIGNS[review ?? ""];
  if (!sign) return null;
  return h("span", { class: `sign sign-${review}` }, h("span", { "aria-hidden": "true" }, sign[0]), h("span", { class: "out" }, sign[1]));
}

function hitLine(hit: SearchHit): HTMLElement {
  return h("div", { class: "row-hit", dir: "auto" }, ...markMatches(hit.quote, hit.matches));
}

/** Return the words of a quotation with what was found marked; offsets count code points. */
export function markMatches(quote: Quotation, matches: readonly (readonly [number, number])[]): (Node | string)[] {
  const points = [...quote.words];
  const sortedMatches = [...matches].sort((a, b) => a[0] - b[0]);
  const parts: (Node | string)[] = [];
  // The line is short: begin a little before the first match.
  const first = Math.max(0, (sortedMatches[0]?.[0] ?? quote.start) - quote.start - 30);
  let at = first;
  if (first > 0) parts.push("…");
  for (const [start, end] of sortedMatches) {
    const [from, to] = [Math.max(at, start - quote.start), Math.min(points.length, end - quote.start)];
    if (to <= from) continue;
    parts.push(points.slice(at, from).join(""), h("mark", null, points.slice(from, to).join("")));
    at = to;
  }
  parts.push(points.slice(at, first + 200).join(""));
  return parts;
}
