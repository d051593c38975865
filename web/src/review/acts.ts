/** What a key or a form decides, as the records that the study is sent. */

import type { Action, Day, Decision, FieldInfo, Quote, ReviewStatus, StudyInfo } from "../contract";
import { dayNumber, isoDay } from "../days";

/** One act of a person: mostly one decision, two where a range of days moves. */
export interface Act {
  readonly decisions: readonly Decision[];
  /** In words, without the incident's name. */
  readonly says: string;
  /** What the list shows of it until the study has answered. */
  readonly review: ReviewStatus | null;
}

type Extra = Partial<Pick<Decision, "reason" | "other" | "field" | "value" | "claims" | "quote">>;

export function decision(action: Decision["action"], incident: string, extra: Extra = {}): Decision {
  return {
    action,
    incident,
    reason: "",
    who: null,
    other: null,
    field: null,
    value: null,
    claims: [],
    quote: null,
    ...extra,
  };
}

export function accepting(incident: string, reason = ""): Act {
  return { decisions: [decision("accept", incident, { reason })], says: "accepted", review: "accepted" };
}

export function rejecting(incident: string, reason: string): Act {
  return { decisions: [decision("reject", incident, { reason })], says: "rejected", review: "rejected" };
}

export interface Edit {
  readonly field: string;
  readonly value: string | null;
  readonly reason: string;
  readonly quote: Quote | null;
}

export function editing(incident: string, edits: readonly Edit[], says: string): Act {
  return { decisions: edits.map((each) => decision("edit", incident, each)), says, review: null };
}

/**
 * Return the edits that move an incident's days by `step`, or null where it has none.
 *
 * The end that runs ahead moves first, so that the range is never the wrong way round.
 */
export function movedDays(from: Day | null, to: Day | null, step: number): Edit[] | null {
  const moved = (field: string, day: Day | null): Edit | null => {
    const number = dayNumber(day);
    return number === null ? null : { field, value: isoDay(number + step), reason: "", quote: null };
  };
  const edits = [moved("date_from", from), moved("date_to", to)].filter((each): each is Edit => each !== null);
  if (!edits.length) return null;
  return step > 0 ? edits.reverse() : edits;
}

/** Return whether an action asks for a reason. */
export function actionNeedsReason(study: StudyInfo, action: Action): boolean {
  return study.actions.find((each) => each.action === action)?.needs_reason ?? true;
}

export function fieldInfo(study: StudyInfo, name: string): FieldInfo | null {
  return study.fields.find((each) => each.name === name) ?? null;
}

/** Browsers read "14 March" as a day of some year: only this form is safe. */
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Return what is wrong with a value, in words; null where it fits its field. */
export function faultOf(info: FieldInfo, value: string, standing: (field: string) => string | null): string | null {
  if (value === "") return info.kind === "type" ? "Choose a type." : null;
  if (info.kind === "day" && (!ISO_DAY.test(value) || dayNumber(value) === null)) return "Write the day as 2017-07-04.";
  if (info.kind === "number" && !/^-?\d+(\.\d+)?$/.test(value)) return "Write a number in digits.";
  const [low, high] = ends(info.name, value, standing);
  if (low === null || high === null) return null;
  const wrong = info.kind === "day" ? low > high : Number(low) > Number(high);
  return wrong ? `That is the wrong way round: from ${low} to ${high}.` : null;
}

/** Return the range that an edit of one of its ends makes. */
function ends(name: string, value: string, standing: (field: string) => string | null): [string | null, string | null] {
  for (const [first, last] of [["_low", "_high"], ["_from", "_to"]] as const) {
    if (name.endsWith(first)) return [value, standing(name.slice(0, -first.length) + last)];
    if (name.endsWith(last)) return [standing(name.slice(0, -last.length) + first), value];
  }
  return [null, null];
}
