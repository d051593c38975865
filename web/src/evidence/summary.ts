/** The head of the evidence pane: what stands of an incident, and who set it. */

import type { FieldValue, IncidentPage, ReviewStatus } from "../contract";
import { button, h, words, type Child } from "../dom";
import type { Mark as Pending } from "../store";
import type { EvidencePorts } from "./ports";
import { amountWords, counted, daysWords, kindWords, NOT_STATED, plain, typeWords } from "./wording";

/** An edit that the page does not hold yet: on its way to the study, or kept there already. */
export interface PendingEdit {
  readonly value: string | null;
  readonly saved: boolean;
}

/** By field. */
export type PendingEdits = ReadonlyMap<string, PendingEdit>;

export const REVIEW_WORDS: Readonly<Record<ReviewStatus, string>> = {
  unreviewed: "not reviewed",
  accepted: "accepted",
  rejected: "rejected",
};

export function summary(page: IncidentPage, ports: EvidencePorts, pending: PendingEdits): HTMLElement[] {
  const { incident } = page;
  const field = (name: string): FieldValue | undefined => page.fields.find((each) => each.name === name);
  const now = (name: string, otherwise: string | null): string | null => {
    const stands = pending.get(name) ?? field(name);
    return stands ? stands.value : otherwise;
  };
  const type = now("event_type", incident.event_type) ?? incident.event_type;
  const days = { from: now("date_from", incident.from), to: now("date_to", incident.to) };
  const others = incident.event_types.filter((each) => each !== type);
  const place = incident.place;
  return [
    h(
      "h2",
      { class: "incident-type" },
      opened(typeWords(ports.study, type), ["event_type"], page, ports),
      ...setBy(["event_type"], page, pending),
      incident.status === "alleged" ? h("span", { class: "tag tag-warn" }, "alleged") : null,
      page.claims.some((each) => each.role === "denies") ? h("span", { class: "tag tag-warn" }, "denied") : null,
    ),
    h(
      "dl",
      { class: "incident-facts" },
      ...fact("When", [opened(daysWords(days), ["date_from", "date_to"], page, ports), ...setBy(["date_from", "date_to"], page, pending)]),
      ...fact("Where", [
        opened(now("place_name", place?.name ?? null) ?? NOT_STATED, ["place_name"], page, ports),
        ...setBy(["place_name", "lat", "lon"], page, pending),
        place ? h("span", { class: "detail" }, words(whereabouts(page)), precision(page)) : null,
      ]),
      ...fact("Who", names(incident.actors)),
      ...fact("To whom", names(incident.recipients)),
      ...fact("How many", figures(page)),
      ...fact("Told by", [
        `${counted(incident.reports, "report")}, ${counted(incident.sources.length, "independent source")}`,
        h("span", { class: "detail" }, words(incident.sources.join(", "))),
      ]),
      ...(others.length ? fact("Also told as", [others.map((each) => typeWords(ports.study, each)).join(", ")]) : []),
    ),
    h(
      "p",
      { class: "incident-id" },
      "Incident ",
      h("code", null, incident.id),
      ...(incident.previous.length ? [" took over ", h("code", null, incident.previous.join(", "))] : []),
    ),
  ];
}

/** Return the sign of what was decided; `pending` is a decision on its way. */
export function reviewSign(review: ReviewStatus, pending: Pending | null): HTMLElement {
  const shown = pending?.review ?? review;
  const state = pending ? (pending.state === "failed" ? " failed" : " saving…") : "";
  return h("span", { class: `review-sign review-${shown}` }, `${REVIEW_WORDS[shown]}${state}`);
}

function fact(name: string, values: readonly Child[]): HTMLElement[] {
  return [h("dt", null, name), h("dd", null, ...values)];
}

const SHOWN = 4;

function names(list: readonly string[]): Child[] {
  if (!list.length) return [h("span", { class: "not-stated" }, NOT_STATED)];
  const items = (some: readonly string[]): Child[] => some.flatMap((each, index) => [index ? ", " : null, words(each)]);
  if (list.length <= SHOWN + 1) return items(list);
  return [
    ...items(list.slice(0, SHOWN)),
    ", ",
    h("details", { class: "more" }, h("summary", null, `and ${list.length - SHOWN} more`), ...items(list.slice(SHOWN))),
  ];
}

/** Return the figures in words, ranges all of them; the charts below say who gives which. */
function figures(page: IncidentPage): Child[] {
  const told = page.incident.figures.filter((table) => table.low !== null || table.high !== null);
  if (!told.length) return [h("span", { class: "not-stated" }, NOT_STATED)];
  const rules = [...new Set(told.map((table) => (table.rule === "judged" ? "a person" : `rule ${table.rule}`)))];
  return [
    ...told.map((table) => h("span", { class: "amounts" }, amountOf(table))),
    h("span", { class: "detail" }, `chosen by ${rules.join(" and ")}; each source's own below`),
  ];
}

function amountOf(table: IncidentPage["incident"]["figures"][number]): string {
  const kind = kindWords(table.kind);
  return `${kind} ${amountWords(table.low, table.high, table.unit === table.kind ? null : table.unit)}`;
}

function whereabouts(page: IncidentPage): string {
  const { place } = page.incident;
  const admin = [...(place?.admin ?? [])].reverse().filter((each, index) => index > 0 || each !== place?.name);
  return admin.join(", ");
}

function precision(page: IncidentPage): string {
  const { place } = page.incident;
  if (!place || place.lat === null) return " · no point known";
  const within = place.precision_km === null ? "" : `, to within ${place.precision_km} km`;
  return ` · ${place.level ? plain(place.level) : "place"}${within}`;
}

/** Return a value as a button to the words that gave it, or as it is where none did. */
function opened(text: string, fields: readonly string[], page: IncidentPage, ports: EvidencePorts): HTMLElement {
  const from = page.fields.filter((each) => fields.includes(each.name)).flatMap((each) => each.from)[0];
  const inside = words(text, { class: text === NOT_STATED ? "not-stated" : "value" });
  if (!from) return inside;
  return button(inside, () => ports.openField(from), { class: "link", title: "Show the words that say so" });
}

function setBy(fields: readonly string[], page: IncidentPage, pending: PendingEdits): Child[] {
  const own = fields.flatMap((each) => pending.get(each) ?? []);
  if (own.length) return [h("span", { class: "tag tag-edited" }, own.every((each) => each.saved) ? "set by a person" : "saving…")];
  const edited = page.fields.filter((each) => fields.includes(each.name) && each.edited);
  if (!edited.length) return [];
  const machine = edited.map((each) => `${plain(each.name)}: ${each.machine ?? NOT_STATED}`).join("; ");
  return [h("span", { class: "tag tag-edited", title: `the machine says ${machine}` }, "set by a person")];
}
