/**
 * What list, map, timeline, evidence and review share: the study, the view (what the URL says), the
 * rows that pass, the selected incident's page. They never speak to each other, only to the store.
 */

import { Bus } from "./bus";
import type {
  Decided, IncidentPage, ReportPage, ReviewStatus, SearchHit, Source, SourceError, StudyInfo,
} from "./contract";
import { passing, type Passed } from "./filter";
import { Pages } from "./pages";
import { sorted } from "./sort";
import { FIRST_VIEW, NO_FILTERS, type Filters, type OpenQuote, type ViewState } from "./state";
import { Incidents } from "./table";

/** How a change of view enters the browser's history. */
export type Trace = "push" | "replace";

export interface StoreEvents {
  /** The view changed; the names of what did. */
  view: ReadonlySet<keyof ViewState>;
  /** The page moved by itself (not back or forth): the URL follows. */
  trace: Trace;
  /** Incidents changed: a decision was kept or undone. */
  table: Decided;
  /** The rows that pass, or their order. */
  visible: null;
  /** The selected incident's page: loading, ready or failed. */
  page: PageState;
  /** A decision on its way was marked on, or taken off, this incident. */
  mark: string;
  /** One part asks another for something. */
  ask: "focus-search" | "focus-list" | "focus-evidence";
  /** A sentence for everybody, also read out by screen readers. */
  say: string;
}

/** `page` of a loading state is the incident as it was before it changed, so that nothing flickers. */
export type PageState =
  | { readonly kind: "none" }
  | { readonly kind: "loading"; readonly id: string; readonly page: IncidentPage | null }
  | { readonly kind: "ready"; readonly id: string; readonly page: IncidentPage }
  | { readonly kind: "failed"; readonly id: string; readonly error: SourceError | Error };

/** What the page shows of a decision that the study has not answered yet. */
export interface Mark {
  readonly review: ReviewStatus | null;
  readonly state: "waiting" | "failed";
}

export class Store extends Bus<StoreEvents> {
  readonly incidents: Incidents;
  /** Rows that pass the filters, in the list's order. */
  visible: number[] = [];
  /** The same with the rows that one filter alone keeps out, for counts. */
  passed: Passed = { rows: [], but: new Map() };
  page: PageState = { kind: "none" };
  /** The search's matches by incident; null: nothing is searched for. */
  hits: ReadonlyMap<string, SearchHit[]> | null = null;
  /** Whether the study is still searching; until then the rows are those of the last search. */
  searching = false;
  searchError: Error | null = null;
  private readonly pages: Pages;
  private readonly marks = new Map<string, Mark>();
  private matches: Map<string, number> | null = null;
  private searched = "";
  /** Where the selection stood in the list, for "next" when its row has left. */
  private position = 0;

  constructor(
    readonly source: Source,
    public study: StudyInfo,
    incidents: Incidents,
    public view: ViewState,
  ) {
    super();
    this.incidents = incidents;
    this.pages = new Pages(source);
    this.refilter();
    void this.search();
    this.open();
  }

  // -------------------------------------------------------------- the view

  /** Change the view; "push" makes a step that the back button returns from. */
  go(patch: Partial<ViewState>, trace: Trace = "push"): void {
    if (this.become({ ...this.view, ...patch })) this.emit("trace", trace);
  }

  /** Take the view as the URL says it (back, forth, a pasted link). */
  restore(view: ViewState): void {
    this.become(view);
  }

  filter(patch: Partial<Filters>, trace: Trace = "push"): void {
    this.go({ filters: { ...this.view.filters, ...patch } }, trace);
  }

  clearFilters(): void {
    const { sort } = this.view;
    this.go({ filters: NO_FILTERS, sort: sort.key === "match" ? FIRST_VIEW.sort : sort });
  }

  /** Select an incident, or nothing; its open quote and its pair are closed. */
  select(id: string | null, trace: Trace = "push"): void {
    if (id === this.view.selected) return;
    this.go({ selected: id, quote: null, pair: null }, trace);
  }

  /** Select the incident `step` rows down (or up, below zero); false at the list's end. */
  move(step: number): boolean {
    const now = this.visible.indexOf(this.incidents.row(this.view.selected) ?? -1);
    // Where the selected row has left the list, the next one has moved up to its place.
    const left = now < 0 && this.view.selected !== null;
    const from = now >= 0 ? now : left ? this.position - (step > 0 ? 1 : 0) : step > 0 ? -1 : this.visible.length;
    const row = this.visible[Math.max(0, Math.min(this.visible.length - 1, from + step))];
    const id = row === undefined ? undefined : this.incidents.columns.id[row];
    if (id === undefined || id === this.view.selected) return false;
    this.select(id, "replace");
    return true;
  }

  openQuote(quote: OpenQuote | null, trace: Trace = "replace"): void {
    this.go({ quote }, trace);
  }

  /** Return the id of the incident `step` rows from the selected one, or null. */
  neighbour(step: number): string | null {
    const now = this.visible.indexOf(this.incidents.row(this.view.selected) ?? -1);
    const row = now < 0 ? undefined : this.visible[now + step];
    return row === undefined ? null : (this.incidents.columns.id[row] ?? null);
  }

  // -------------------------------------------------------------- incidents and reports in full

  /** Return an incident in full; kept for a while. */
  incident(id: string): Promise<IncidentPage> {
    return this.pages.incident(id);
  }

  report(id: string): Promise<ReportPage> {
    return this.pages.report(id);
  }

  // -------------------------------------------------------------- decisions

  /** Show a decision on an incident before the study has kept it; null takes the mark off. */
  mark(id: string, mark: Mark | null): void {
    if (mark) this.marks.set(id, mark);
    else this.marks.delete(id);
    this.emit("mark", id);
  }

  marked(id: string): Mark | null {
    return this.marks.get(id) ?? null;
  }

  /** Take in what a decision or an undoing did. */
  apply(decided: Decided): void {
    this.incidents.apply(decided);
    const changed = new Set([...decided.changed.id, ...decided.gone.map((gone) => gone.id)]);
    this.pages.forget(changed);
    this.emit("table", decided);
    this.refilter();
    const selected = this.view.selected;
    if (selected !== null && this.incidents.row(selected) === null) {
      this.go({ selected: this.incidents.current(selected), quote: null, pair: null }, "replace");
    } else if (selected !== null && changed.has(selected)) {
      this.open();
    }
  }

  /** Load the selected incident again, after an error. */
  retry(): void {
    if (this.view.selected !== null) this.pages.forget(new Set([this.view.selected]));
    this.open();
  }

  // -------------------------------------------------------------- inside

  private become(view: ViewState): boolean {
    const before = this.view;
    const changed = new Set(
      (Object.keys(view) as (keyof ViewState)[]).filter(
        (key) => JSON.stringify(view[key]) !== JSON.stringify(before[key]),
      ),
    );
    if (!changed.size) return false;
    this.view = view;
    if (changed.has("filters")) {
      if (view.filters.text !== before.filters.text) void this.search();
      this.refilter();
    } else if (changed.has("sort")) this.resort();
    this.emit("view", changed);
    if (changed.has("selected")) this.open();
    return true;
  }

  private refilter(): void {
    const found = this.matches && new Set(this.matches.keys());
    this.passed = passing(this.incidents, this.view.filters, found);
    this.resort();
  }

  private resort(): void {
    this.visible = sorted(this.incidents, this.passed.rows, this.view.sort, this.matches);
    this.stand();
    this.emit("visible", null);
  }

  private stand(): void {
    const now = this.visible.indexOf(this.incidents.row(this.view.selected) ?? -1);
    if (now >= 0) this.position = now;
  }

  private async search(): Promise<void> {
    const query = this.view.filters.text.trim();
    if (query === this.searched) return;
    this.searched = query;
    this.searchError = null;
    this.searching = query !== "";
    try {
      const answer = query ? await this.source.search(query) : null;
      if (query !== this.searched) return;
      this.matches = answer && new Map(answer.incidents.map((id, index) => [id, index]));
      this.hits = answer && byIncident(answer.hits);
    } catch (error) {
      if (query !== this.searched) return;
      this.searchError = error instanceof Error ? error : new Error(String(error));
      this.matches = null;
      this.hits = null;
      // So that the same words can be tried again.
      this.searched = "";
    }
    this.searching = false;
    this.refilter();
  }

  private open(): void {
    const asked = this.view.selected;
    if (asked === null) return this.show({ kind: "none" });
    // A link may name an incident that was merged into another since.
    const id = this.incidents.current(asked) ?? asked;
    this.stand();
    const kept = this.pages.ready(id);
    if (kept) {
      this.show({ kind: "ready", id: asked, page: kept });
      return this.prefetch();
    }
    const before = this.page.kind === "ready" && this.page.id === asked ? this.page.page : null;
    this.show({ kind: "loading", id: asked, page: before });
    this.pages.incident(id).then(
      (page) => {
        if (this.view.selected !== asked) return;
        this.show({ kind: "ready", id: asked, page });
        this.prefetch();
      },
      (error: unknown) => {
        if (this.view.selected !== asked) return;
        this.show({ kind: "failed", id: asked, error: error instanceof Error ? error : new Error(String(error)) });
      },
    );
  }

  /** Fetch what the next key is likely to ask for. */
  private prefetch(): void {
    for (const step of [1, 2, -1]) {
      const id = this.neighbour(step);
      if (id !== null) this.pages.warm(id);
    }
  }

  private show(page: PageState): void {
    this.page = page;
    this.emit("page", page);
  }
}

function byIncident(hits: readonly SearchHit[]): Map<string, SearchHit[]> {
  const found = new Map<string, SearchHit[]>();
  for (const hit of hits) found.set(hit.incident, [...(found.get(hit.incident) ?? []), hit]);
  return found;
}
