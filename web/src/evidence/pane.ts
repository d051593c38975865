/** The evidence pane: one incident with everything that was read about it, and from which words. */

import type { ClaimPage, IncidentPage, ReportPage } from "../contract";
import { button, h, replace, words, type Child } from "../dom";
import type { PageState, Store } from "../store";
import { chainList } from "./chain";
import { codeTable } from "./codes";
import { fieldTable } from "./fields";
import { figureCharts } from "./figures";
import { historyList, pairList } from "./history";
import { fieldKey, ROLE_NAMES, ROLES, type FieldAt } from "./marks";
import { originList } from "./origin";
import type { EvidencePorts } from "./ports";
import { ReportList } from "./reports";
import { reviewSign, REVIEW_WORDS, summary, type PendingEdits } from "./summary";
import { foldButton, ReportText } from "./text";
import { counted, daysWords, NOT_STATED, plain, TELLING_WORDS, typeWords } from "./wording";

const NO_EDITS: PendingEdits = new Map();

export class EvidencePane {
  /** Stands below the evidence; review puts its controls there. */
  readonly foot = h("div", { class: "evidence-foot" });
  /** The report that is open, if its text is at hand. */
  text: ReportText | null = null;
  private readonly scroller = h("div", { class: "evidence-scroll" });
  /** Read out when another incident is shown. */
  private readonly spoken = h("div", { class: "out", role: "status", "aria-live": "polite" });
  private speaking = 0;
  private readonly head = h("header", { class: "incident-head" });
  private readonly sign = h("div", { class: "incident-sign" });
  private readonly body = h("div", { class: "evidence-body" });
  private readonly ports: EvidencePorts;
  private page: IncidentPage | null = null;
  private drawn: Drawn | null = null;
  private edits: PendingEdits = NO_EDITS;
  /** The report read last: its text stays the same whatever is decided. */
  private report: ReportPage | null = null;

  constructor(root: HTMLElement, private readonly store: Store) {
    this.ports = {
      study: store.study,
      openField: (field) => this.open(field),
      openClaim: (claim) => this.open({ claim, path: null }),
      openStretch: (start, end) => this.text?.stretch(start, end),
      openIncident: (id) => store.select(id),
      openPair: (other) => store.go({ pair: other }),
      titleOf: (id) => titleOf(store, id),
    };
    root.append(this.scroller, this.foot, this.spoken);
    store.on("page", (state) => this.show(state));
    store.on("view", (changed) => changed.has("quote") && this.quote(true));
    store.on("mark", (id) => id === this.page?.incident.id && this.signs());
    this.show(store.page);
  }

  /** Show edits that the study has not kept yet. */
  pending(edits: PendingEdits): void {
    if (this.edits.size === 0 && edits.size === 0) return;
    this.edits = edits;
    if (this.page) this.header(this.page);
  }

  /** Return the words that are selected in the report, with where they stand. */
  selection(): { document: string; start: number; end: number; text: string } | null {
    const found = this.text?.selection();
    const document = this.drawn?.claim?.document;
    return found && document ? { ...found, document } : null;
  }

  /** Find words in the report that is open. */
  find(text: string): { document: string; start: number; end: number; text: string } | null {
    const found = this.text?.find(text);
    const document = this.drawn?.claim?.document;
    return found && document ? { ...found, document } : null;
  }

  // ---------------------------------------------------------------- what is shown

  private show(state: PageState): void {
    this.scroller.setAttribute("aria-busy", String(state.kind === "loading"));
    const page = state.kind === "ready" || state.kind === "loading" ? state.page : null;
    if (page) return page === this.page ? undefined : this.draw(page);
    // Two decisions in a row load it twice: what is shown stays until it has arrived.
    if (state.kind === "loading" && this.page && this.store.incidents.current(state.id) === this.page.incident.id) return;
    this.page = null;
    this.drawn = null;
    this.text = null;
    replace(this.scroller, this.instead(state));
  }

  private instead(state: PageState): HTMLElement {
    if (state.kind === "loading") return h("p", { class: "evidence-none" }, "Loading the incident…");
    if (state.kind === "failed") {
      return h(
        "div",
        { class: "evidence-none", role: "alert" },
        h("p", null, "This incident cannot be shown."),
        words(state.error.message),
        button("Try again", () => this.store.retry(), { class: "button" }),
      );
    }
    const { live, read_only } = this.store.study;
    return h(
      "div",
      { class: "evidence-none" },
      h("p", null, "Choose an incident: its words, its sources and its figures are shown here."),
      h("p", null, h("kbd", null, "j"), " next ", h("kbd", null, "k"), " previous", live && !read_only ? h("span", null, " ", h("kbd", null, "?"), " all keys") : null),
    );
  }

  private draw(page: IncidentPage): void {
    const before = this.page?.incident.id;
    this.page = page;
    const top = before === page.incident.id ? this.scroller.scrollTop : 0;
    this.header(page);
    const claim = this.claimToShow(page);
    this.drawn = new Drawn(page, this.ports);
    replace(this.body, ...this.drawn.sections);
    replace(this.scroller, this.head, this.body);
    const fresh = before !== page.incident.id;
    if (fresh) this.speak(page);
    this.text = null;
    this.turn(claim, fresh);
    this.scroller.scrollTop = top;
    this.quote(fresh && this.store.view.quote !== null);
  }

  /** Say which incident is shown, once the keys rest. */
  private speak({ incident }: IncidentPage): void {
    window.clearTimeout(this.speaking);
    this.speaking = window.setTimeout(() => {
      const place = incident.place?.name ?? `place ${NOT_STATED}`;
      const review = REVIEW_WORDS[this.store.marked(incident.id)?.review ?? incident.review];
      this.spoken.textContent = `${typeWords(this.store.study, incident.event_type)}, ${daysWords(incident)}, ${place}; ${review}`;
    }, 300);
  }

  private header(page: IncidentPage): void {
    replace(this.head, this.sign, ...summary(page, this.ports, this.edits));
    this.signs();
  }

  private signs(): void {
    if (!this.page) return;
    const { incident } = this.page;
    replace(this.sign, reviewSign(incident.review, this.store.marked(incident.id)));
  }

  /** Return the telling that the URL names, else the first that tells the incident itself. */
  private claimToShow(page: IncidentPage): ClaimPage | null {
    const asked = this.store.view.quote?.claim;
    return (
      page.claims.find((each) => each.claim.id === asked) ??
      page.claims.find((each) => each.role === "tells" && !each.copied) ??
      page.claims[0] ??
      null
    );
  }

  // ---------------------------------------------------------------- words and fields

  private open(field: { claim: string; path: string | null }): void {
    const { quote } = this.store.view;
    if (quote?.claim === field.claim && quote.path === field.path) this.quote(true);
    else this.store.openQuote(field);
  }

  /** Bring what the URL's quote names to the front; `moves`: scroll to it. */
  private quote(moves: boolean): void {
    const { page, drawn } = this;
    if (!page || !drawn) return;
    const claim = this.claimToShow(page);
    if (claim !== drawn.claim) this.turn(claim, moves);
    this.point(moves);
  }

  private point(moves: boolean): void {
    const { quote } = this.store.view;
    if (!quote || quote.claim !== this.drawn?.claim?.claim.id) return;
    const field = quote.path === null ? null : { claim: quote.claim, path: quote.path };
    this.drawn.point(field);
    if (field) this.text?.field(field, moves);
    else if (moves) this.text?.sentence(quote.claim);
  }

  /** Put a telling in front, with the report that it stands in; `moves`: scroll to its words then. */
  private turn(claim: ClaimPage | null, moves: boolean): void {
    const { drawn, page } = this;
    if (!drawn || !page) return;
    const other = claim?.document !== drawn.claim?.document || !this.text;
    drawn.turn(claim);
    if (!claim) return;
    if (!other) return this.text?.claim(claim.claim.id);
    this.text = null;
    if (this.report?.report.id === claim.document) return this.read(this.report, claim, page);
    drawn.waiting();
    this.store.report(claim.document).then(
      (report) => {
        if (this.drawn !== drawn || drawn.claim !== claim) return;
        this.read(report, claim, page);
        this.point(moves);
      },
      (error: unknown) => this.drawn === drawn && drawn.failed(error),
    );
  }

  private read(report: ReportPage, claim: ClaimPage, page: IncidentPage): void {
    const own = page.claims.filter((each) => each.document === claim.document);
    this.text = new ReportText(
      report,
      own.map((each) => ({ id: each.claim.id, fields: each.fields })),
      (fields) => this.chosen(fields),
    );
    this.text.claim(claim.claim.id);
    this.report = report;
    this.drawn?.read(report, this.text);
  }

  /** Words were clicked: open the field that they gave, of the telling in front if it has one. */
  private chosen(fields: readonly FieldAt[]): void {
    const now = this.drawn?.claim?.claim.id;
    const field = fields.find((each) => each.claim === now) ?? fields[0];
    if (field) this.open(field);
  }
}

/** The sections of one incident, drawn once; what belongs to a telling is drawn again at each turn. */
class Drawn {
  readonly sections: HTMLElement[];
  claim: ClaimPage | null = null;
  private readonly picker: HTMLSelectElement;
  private readonly reports: ReportList;
  private readonly textSlot = h("div", { class: "text-slot" });
  private readonly originSlot = h("div", null);
  private readonly fieldSlot = h("div", null);
  private readonly chainSlot = h("div", null);
  private readonly codeSlot = h("div", null);
  private text: ReportText | null = null;

  constructor(page: IncidentPage, private readonly ports: EvidencePorts) {
    this.reports = new ReportList(page, ports);
    this.picker = picker(page, ports);
    const figures = figureCharts(page, ports);
    const pairs = pairList(page.pairs, ports);
    const history = historyList(page);
    const read = section("text", "The page as it was read", h("div", { class: "text-tools" }, h("label", null, h("span", { class: "out" }, "Telling"), this.picker), foldButton(() => this.text)), legend(), this.textSlot);
    const rest = [
      section("fields", "What this telling says", this.fieldSlot),
      section("chain", "According to whom", this.chainSlot),
      figures.length ? section("figures", "How many", ...figures) : null,
      section("reports", `${counted(page.reports.length, "report")}, ${counted(page.claims.length, "telling")}`, this.reports.element),
      section("codes", "In other code books", this.codeSlot),
      section("origin", "The original", this.originSlot),
      pairs ? section("pairs", "May be the same happening", pairs) : null,
      history ? section("history", "Decisions", history) : null,
    ];
    this.sections = [
      h("div", { class: "evidence-text" }, read),
      h("div", { class: "evidence-facts" }, ...rest),
    ];
  }

  turn(claim: ClaimPage | null): void {
    this.claim = claim;
    this.reports.claim(claim?.claim.id ?? null);
    if (!claim) return;
    this.picker.value = claim.claim.id;
    replace(this.fieldSlot, fieldTable(claim, this.ports));
    replace(this.chainSlot, chainList(claim, this.ports));
    replace(this.codeSlot, codeTable(claim, this.ports));
  }

  waiting(): void {
    replace(this.textSlot, h("p", { class: "empty" }, "Loading the report…"));
    replace(this.originSlot);
  }

  failed(error: unknown): void {
    replace(this.textSlot, h("p", { class: "empty", role: "alert" }, `The report cannot be shown: ${error instanceof Error ? error.message : String(error)}`));
  }

  read(report: ReportPage, text: ReportText): void {
    this.text = text;
    replace(this.textSlot, h("p", { class: "text-source" }, ...source(report)), text.element);
    replace(this.originSlot, originList(report));
  }

  /** Show which field is open. */
  point(field: FieldAt | null): void {
    const key = field && fieldKey(field);
    for (const element of this.fieldSlot.querySelectorAll<HTMLElement>(".field")) {
      const open = element.dataset["field"] === key;
      element.classList.toggle("open", open);
      if (open) element.scrollIntoView({ block: "nearest" });
    }
  }
}

function source(report: ReportPage): Child[] {
  const { publisher, byline } = report.report;
  return [words(publisher ?? "outlet not stated"), byline ? " · " : null, byline ? words(byline) : null];
}

function section(name: string, title: string, ...children: Child[]): HTMLElement {
  const id = `evidence-${name}`;
  return h("section", { class: `part part-${name}`, "aria-labelledby": id }, h("h3", { id }, title), ...children);
}

/** Return the list of all tellings by report, to put one in front. */
function picker(page: IncidentPage, ports: EvidencePorts): HTMLSelectElement {
  let number = 0;
  const groups = page.reports.map((report) =>
    h(
      "optgroup",
      { label: report.publisher ?? "outlet not stated" },
      ...page.claims
        .filter((each) => each.document === report.id)
        .map((each) => {
          number += 1;
          const told = `${number}. ${TELLING_WORDS[each.role]} ${plain(each.claim.event_type)}, according to ${each.source}`;
          return h("option", { value: each.claim.id }, told);
        }),
    ),
  );
  const element = h("select", { class: "picker" }, ...groups);
  element.addEventListener("change", () => ports.openClaim(element.value));
  return element;
}

function legend(): HTMLElement {
  return h("ul", { class: "role-legend", "aria-label": "Highlights" }, ...ROLES.map((role) => h("li", null, h("span", { class: `key key-${role}` }, ROLE_NAMES[role]))));
}

function titleOf(store: Store, id: string): string {
  const row = store.incidents.row(id);
  const { columns, lists } = store.incidents;
  if (row === null) return id;
  return columns.title[row] ?? `${plain(store.incidents.type(row))}, ${lists.places[columns.place[row] ?? -1] ?? "place not stated"}`;
}
