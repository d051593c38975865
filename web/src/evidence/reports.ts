/** Every report of the incident: its tellings, what they say otherwise, and what a copy changed. */

import type { Change, ClaimPage, CopyPage, IncidentPage, ReportSummary } from "../contract";
import { attribute, button, h, words, type Child } from "../dom";
import type { EvidencePorts } from "./ports";
import { basisWords, counted, daysWords, plain, quoted, TELLING_WORDS } from "./wording";

export class ReportList {
  readonly element: HTMLElement;
  private readonly buttons = new Map<string, HTMLElement>();
  private readonly folds = new Map<string, HTMLDetailsElement>();

  constructor(private readonly page: IncidentPage, private readonly ports: EvidencePorts) {
    this.element = h("ol", { class: "reports" }, ...page.reports.map((report) => this.report(report)));
  }

  /** Mark the telling that is in front. */
  claim(id: string | null): void {
    for (const [claim, element] of this.buttons) attribute(element, "aria-current", claim === id ? "true" : null);
    const fold = id === null ? undefined : this.folds.get(id);
    if (fold) fold.open = true;
  }

  private report(report: ReportSummary): HTMLElement {
    const tellings = this.page.claims.filter((each) => each.document === report.id);
    const copy = this.page.copies.find((each) => each.document === report.id);
    const fold = h(
      "details",
      { class: "report-tellings", open: this.page.reports.length <= 8 },
      h("summary", null, counted(tellings.length, "telling")),
      h("ol", { class: "tellings" }, ...tellings.map((each) => h("li", null, this.telling(each)))),
    );
    for (const each of tellings) this.folds.set(each.claim.id, fold);
    return h(
      "li",
      { class: "report" },
      h(
        "div",
        { class: "report-head" },
        words(report.publisher ?? "outlet not stated", { class: "report-outlet" }),
        h("span", { class: "detail" }, appeared(report)),
        ...report.agencies.map((agency) => h("span", { class: "tag" }, words(`taken from ${agency}`))),
      ),
      report.title ? words(report.title, { class: "report-title" }) : null,
      copy ? this.copied(copy) : null,
      fold,
    );
  }

  private telling(page: ClaimPage): HTMLElement {
    const inside: Child[] = [
      h(
        "span",
        { class: "telling-head" },
        h("span", { class: `tag telling-${page.role}` }, TELLING_WORDS[page.role]),
        words(plain(page.claim.event_type), { class: "telling-type" }),
        page.copied ? h("span", { class: "tag" }, "copied") : null,
        h("span", { class: "detail" }, "according to ", words(page.source)),
      ),
      quoted(page.quote.words),
      page.differs.length
        ? h(
            "span",
            { class: "differs" },
            ...page.differs.map((each) =>
              h(
                "span",
                { class: "difference", title: `${plain(each.field)}: ${each.here}; the incident: ${each.incident}` },
                `${plain(each.field)}: `,
                words(each.here),
                h("span", { class: "detail" }, " ≠ ", words(each.incident)),
              ),
            ),
          )
        : null,
    ];
    const element = button(inside, () => this.ports.openClaim(page.claim.id), { class: "telling" });
    this.buttons.set(page.claim.id, element);
    return element;
  }

  private copied(copy: CopyPage): HTMLElement {
    const original = this.page.reports.find((each) => each.id === copy.copy_of);
    const share = `${Math.round(copy.containment * 100)} per cent of its words`;
    return h(
      "details",
      { class: "copied" },
      h(
        "summary",
        null,
        "repeats ",
        original ? words(original.publisher ?? original.title ?? "another report") : "another report",
        copy.figures_changed ? h("span", { class: "tag tag-warn" }, "numbers changed") : null,
      ),
      h("p", { class: "detail" }, `${share} stand in the other. `, copy.changes.length ? "It changed:" : "It changed nothing."),
      copy.changes.length ? h("ul", { class: "changes" }, ...copy.changes.map(change)) : null,
    );
  }
}

function change(each: Change): HTMLElement {
  return h(
    "li",
    null,
    h("span", { class: `tag ${each.figures ? "tag-warn" : ""}` }, plain(each.kind)),
    each.before ? h("del", null, words(each.before.text)) : null,
    each.before && each.after ? " → " : null,
    each.after ? h("ins", null, words(each.after.text)) : null,
  );
}

function appeared(report: ReportSummary): string {
  const { published } = report;
  const days = daysWords(published);
  return published.from === null && published.to === null ? "day of publication not stated" : `${days}, ${basisWords(published.basis)}`;
}
