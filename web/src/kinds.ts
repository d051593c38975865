/**
 * Kinds of events: the event types in eight groups, few enough to tell apart by colour. The colour
 * of a group is a token; its label stands beside it wherever it is drawn.
 */

export interface Kind {
  readonly name: string;
  readonly label: string;
  readonly types: readonly string[];
}

const OTHER: Kind = { name: "other", label: "Other", types: [] };

/** In the order in which they are stacked and listed. */
export const KINDS: readonly Kind[] = [
  { name: "violence", label: "Fighting, attacks", types: ["battle", "attack", "sexual_violence", "abduction"] },
  { name: "air", label: "Air strikes", types: ["air_strike"] },
  { name: "explosion", label: "Shelling, bombs, damage", types: ["shelling", "bombing", "destruction"] },
  { name: "state", label: "Arrests, crackdowns", types: ["arrest", "crackdown", "trial", "sanction"] },
  { name: "ground", label: "Territory, troops", types: ["territory_taken", "withdrawal", "deployment"] },
  { name: "people", label: "People: tolls, flight, protest", types: ["casualties", "displacement", "protest", "riot", "aid"] },
  { name: "talks", label: "Agreements, words", types: ["agreement", "talks", "threat", "accusation", "demand"] },
  OTHER,
];

const byType = new Map(KINDS.flatMap((kind) => kind.types.map((type) => [type, kind] as const)));

/** Return the kind of an event type; types that a later version knows are "other". */
export function kindOf(type: string): Kind {
  return byType.get(type) ?? OTHER;
}
