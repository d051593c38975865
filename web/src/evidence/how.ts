/** How a value was reached, in words: which basis a date has, what else a place's name may mean. */

import type { Claim, ClaimField, EventDate, Place } from "../contract";

const RELATIONS: Readonly<Record<EventDate["relation"], string>> = {
  on: "on that day",
  before: "before it",
  after: "after it",
  by: "by then at the latest",
};

const BASES: Readonly<Record<EventDate["basis"], string>> = {
  stated: "stated in words about the event",
  report: "counted from the report's own day",
  statement: "taken from the day of the statement",
  unknown: "it is not known from what",
};

/** Return what is to be said of a field beyond its value; null: nothing. */
export function howReached(field: Pick<ClaimField, "path" | "detail">, claim: Pick<Claim, "date" | "place">): string | null {
  if (field.path === "date" && claim.date) return `${RELATIONS[claim.date.relation]}; ${BASES[claim.date.basis]}`;
  if (field.path === "place" && claim.place) return [field.detail, others(claim.place)].filter(Boolean).join("; ") || null;
  return field.detail;
}

function others(place: Place): string | null {
  if (!place.alternatives.length) return null;
  const named = place.alternatives.slice(0, 3).map((each) => `${each.name} (${each.gazetteer})`);
  const more = place.alternatives.length - named.length;
  return `may also mean ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
