/** Which words of a document carry which role, and which fields of which claims they gave. */

import type { ClaimField, Role } from "../contract";
import type { Stretch } from "./segments";

/** In the order in which the page lists them. */
export const ROLES: readonly Role[] = [
  "trigger",
  "actor",
  "recipient",
  "date",
  "place",
  "figure",
  "weapon",
  "source",
  "cue",
];

/** What a role is called on the page. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  trigger: "what",
  actor: "who",
  recipient: "to whom",
  date: "when",
  place: "where",
  figure: "how many",
  weapon: "with what",
  source: "according to",
  cue: "words of saying",
  evidence: "sentence",
};

/** A field of a claim, by its path there: `figures[1]`. */
export interface FieldAt {
  readonly claim: string;
  readonly path: string;
}

export interface Mark extends Stretch {
  readonly role: Role;
  /** All fields that were read from exactly these words. */
  readonly fields: readonly FieldAt[];
}

/** As much of a claim as is needed to find its words. */
export interface MarkedClaim {
  readonly id: string;
  readonly fields: readonly Pick<ClaimField, "path" | "role" | "spans">[];
}

/** Name a field, for looking it up. */
export function fieldKey(field: FieldAt): string {
  return `${field.claim}/${field.path}`;
}

/**
 * Return one highlight for each role and stretch, in text order; words that gave several
 * fields are one mark. The sentence itself (`evidence`) is no highlight.
 */
export function marksOf(claims: readonly MarkedClaim[]): Mark[] {
  const found = new Map<string, { role: Role; start: number; end: number; fields: FieldAt[] }>();
  for (const claim of claims) {
    for (const { path, role, spans } of claim.fields) {
      for (const { start, end } of spans) {
        if (role === "evidence" || start >= end) continue;
        const key = `${role}/${start}/${end}`;
        let mark = found.get(key);
        if (!mark) {
          mark = { role, start, end, fields: [] };
          found.set(key, mark);
        }
        mark.fields.push({ claim: claim.id, path });
      }
    }
  }
  const rank = (role: Role): number => ROLES.indexOf(role);
  return [...found.values()].sort(
    (a, b) => a.start - b.start || b.end - a.end || rank(a.role) - rank(b.role),
  );
}

/** Return the sentences of claims, each stretch once. */
export function sentencesOf(claims: readonly MarkedClaim[]): (Stretch & { readonly claims: string[] })[] {
  const found = new Map<string, { start: number; end: number; claims: string[] }>();
  for (const claim of claims)
    for (const { role, spans } of claim.fields)
      if (role === "evidence")
        for (const { start, end } of spans) {
          const key = `${start}/${end}`;
          const sentence = found.get(key) ?? { start, end, claims: [] };
          sentence.claims.push(claim.id);
          found.set(key, sentence);
        }
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}
