/** Loads the study, draws the page, or says what is wrong and what to do. */

import { SourceError } from "../contract";
import { button, byId, h } from "../dom";
import { mountEvidence } from "../evidence";
import { mountFilters } from "../filters/bar";
import { mountSearch } from "../filters/search";
import { mountList } from "../list/list";
import { mountLegend } from "../map/legend";
import { mountMap } from "../map/map";
import { mountReview } from "../review";
import { openSource } from "../source/open";
import { Store } from "../store";
import { Incidents } from "../table";
import { mountTimeline } from "../timeline/timeline";
import { mountCounts } from "./counts";
import { dropToken, keepAddress, viewFromAddress } from "./history";
import { layOut } from "./layout";

export async function start(): Promise<void> {
  const root = byId("app");
  dropToken();
  root.replaceChildren(loading());
  try {
    const source = openSource();
    const [study, table] = await Promise.all([source.study(), source.incidents()]);
    performance.mark("dateline:data");
    const store = new Store(source, study, new Incidents(table), viewFromAddress());
    document.title = `${study.name} · dateline`;
    draw(root, store);
  } catch (error) {
    root.replaceChildren(failed(error));
  }
}

function draw(root: HTMLElement, store: Store): void {
  const frame = layOut(root, store);
  mountSearch(frame.search, store);
  mountFilters(frame.filters, store);
  mountCounts(frame.counts, store);
  mountList(frame.list, store);
  mountEvidence(frame.evidence, store);
  mountReview(store);
  keepAddress(store);
  // The list is read first; the map and the timeline take longer and come right after it.
  afterPaint(() => {
    performance.measure("dateline:first-paint", "dateline:data");
    mountLegend(frame.legend, store);
    mountTimeline(frame.timeline, store);
    mountMap(frame.map, store);
    afterPaint(() => performance.measure("dateline:all-painted", "dateline:data"));
  });
}

/** What is asked for in a frame's last moment is done before it is painted, what is asked for then after. */
function afterPaint(then: () => void): void {
  requestAnimationFrame(() => setTimeout(then));
}

function loading(): HTMLElement {
  return h(
    "div",
    { class: "boot", role: "status" },
    h("div", { class: "boot-bar", "aria-hidden": "true" }),
    h("p", null, "Reading the study…"),
  );
}

function failed(error: unknown): HTMLElement {
  const problem = error instanceof SourceError ? error.problem : null;
  return h(
    "div",
    { class: "boot boot-failed", role: "alert" },
    h("h1", null, "The study cannot be shown"),
    h("p", null, problem?.error ?? (error instanceof Error ? error.message : String(error))),
    problem?.where ? h("p", { class: "boot-where" }, problem.where) : null,
    problem?.advice ? h("p", null, `What to do: ${problem.advice}`) : null,
    button("Try again", () => location.reload(), { class: "button" }),
  );
}
