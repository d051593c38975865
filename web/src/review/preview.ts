/** What a merge changes, before it is done: two incidents field by field, and together. */

import type { IncidentPage, StudyInfo } from "../contract";
import { amountWords, counted, daysWords, kindWords, NOT_STATED, typeWords } from "../evidence/wording";

export interface PreviewRow {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  /** As one incident. */
  readonly together: string;
  readonly differs: boolean;
}

const ANEW = "chosen anew from all tellings";

export function preview(left: IncidentPage, right: IncidentPage, study: StudyInfo): PreviewRow[] {
  const type = (page: IncidentPage): string => typeWords(study, page.incident.event_type);
  const place = (page: IncidentPage): string => page.incident.place?.name ?? NOT_STATED;
  return [
    row("What", type(left), type(right)),
    row("When", daysWords(left.incident), daysWords(right.incident)),
    row("Where", place(left), place(right)),
    union("Who", left.incident.actors, right.incident.actors),
    union("To whom", left.incident.recipients, right.incident.recipients),
    ...figures(left, right),
    counts("Reports", reportsOf(left), reportsOf(right), "report"),
    counts("Sources", left.incident.sources, right.incident.sources, "source"),
    counts("Tellings", claimsOf(left), claimsOf(right), "telling"),
  ];
}

function row(name: string, left: string, right: string): PreviewRow {
  const same = left === right;
  const together = same || right === NOT_STATED ? left : left === NOT_STATED ? right : ANEW;
  return { name, left, right, together, differs: !same };
}

function union(name: string, left: readonly string[], right: readonly string[]): PreviewRow {
  const said = (list: readonly string[]): string => (list.length ? list.join(", ") : NOT_STATED);
  const same = left.length === right.length && left.every((each) => right.includes(each));
  return { name, left: said(left), right: said(right), together: said([...new Set([...left, ...right])]), differs: !same };
}

function counts(name: string, left: readonly string[], right: readonly string[], noun: string): PreviewRow {
  const both = new Set([...left, ...right]).size;
  return {
    name,
    left: counted(new Set(left).size, noun),
    right: counted(new Set(right).size, noun),
    together: counted(both, noun),
    differs: false,
  };
}

/** Return the reports that tell an incident, copies as what they repeat. */
function reportsOf(page: IncidentPage): string[] {
  const telling = new Set(page.claims.filter((each) => each.role === "tells").map((each) => each.document));
  return page.reports.filter((each) => telling.has(each.id)).map((each) => each.copy_of ?? each.id);
}

function claimsOf(page: IncidentPage): string[] {
  return page.claims.map((each) => each.claim.id);
}

/** The widest that the two can give together; the study's rule then weighs parts and revisions. */
function figures(left: IncidentPage, right: IncidentPage): PreviewRow[] {
  const key = (table: IncidentPage["incident"]["figures"][number]): string => `${table.kind}/${table.unit ?? ""}`;
  const all = [...left.incident.figures, ...right.incident.figures];
  return [...new Set(all.map(key))].map((wanted) => {
    const [one, other] = [left, right].map((page) => page.incident.figures.find((table) => key(table) === wanted));
    const [kind, unit] = wanted.split("/") as [Parameters<typeof kindWords>[0], string];
    const said = (table: typeof one): string => (table ? amountWords(table.low, table.high, unit || null) : NOT_STATED);
    const lows = [one, other].flatMap((table) => (table?.low == null ? [] : [table.low]));
    const highs = [one, other].flatMap((table) => (table?.high == null ? [] : [table.high]));
    const open = [one, other].some((table) => table && table.high === null && table.low !== null);
    const widest = amountWords(lows.length ? Math.min(...lows) : null, open || !highs.length ? null : Math.max(...highs), unit || null);
    const name = kindWords(kind).replace(/^./, (letter) => letter.toUpperCase());
    const same = said(one) === said(other);
    return { name, left: said(one), right: said(other), together: same || !one || !other ? widest : `${widest}, weighed by the rule`, differs: !same };
  });
}
