/** One telling field by field: its values, how each was reached, and the words behind it. */

import type { ClaimField, ClaimPage, Role } from "../contract";
import { button, h, words, type Child } from "../dom";
import { howReached } from "./how";
import { ROLE_NAMES } from "./marks";
import type { EvidencePorts } from "./ports";
import { NOT_STATED, quoted } from "./wording";

/** Which roles stand in which row; every row is there, told or not. */
const ROWS: readonly (readonly [Role, readonly Role[]])[] = [
  ["trigger", ["trigger"]],
  ["actor", ["actor"]],
  ["recipient", ["recipient"]],
  ["date", ["date"]],
  ["place", ["place"]],
  ["figure", ["figure"]],
  ["weapon", ["weapon"]],
  ["source", ["source", "cue"]],
];

/** Return the table of one telling's fields. */
export function fieldTable(page: ClaimPage, ports: EvidencePorts): HTMLElement {
  return h(
    "table",
    { class: "fields" },
    h("caption", { class: "out" }, "What was read, field by field"),
    h("tbody", null, ...ROWS.map(([name, roles]) => row(name, roles, page, ports))),
  );
}

function row(name: Role, roles: readonly Role[], page: ClaimPage, ports: EvidencePorts): HTMLElement {
  const fields = page.fields.filter((field) => roles.includes(field.role));
  const empty = name === "source" && page.claim.attribution.length === 0 ? "the report's own voice" : NOT_STATED;
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, h("span", { class: `key key-${name}` }, ROLE_NAMES[name])),
    h(
      "td",
      null,
      ...(fields.length
        ? fields.map((field) => value(field, page, ports))
        : [h("span", { class: "not-stated" }, empty)]),
      name === "trigger" && page.claim.background ? h("span", { class: "tag" }, "only recalled") : null,
    ),
  );
}

function value(field: ClaimField, page: ClaimPage, ports: EvidencePorts): HTMLElement {
  const claim = page.claim.id;
  const [span] = field.spans;
  const how = howReached(field, page.claim);
  const inside: Child[] = [
    words(field.value || span?.text || NOT_STATED, { class: "value" }),
    span && !same(span.text, field.value) ? quoted(span) : null,
    how ? h("span", { class: "detail" }, words(how)) : null,
    span ? null : h("span", { class: "detail" }, "carried over from elsewhere in the report"),
  ];
  const attributes = { class: "field", "data-field": `${claim}/${field.path}` };
  return span
    ? button(inside, () => ports.openField({ claim, path: field.path }), { ...attributes, title: "Show these words in the report" })
    : h("div", attributes, ...inside);
}

/** Tell whether words and value say the same, so that it is not printed twice. */
function same(text: string, value: string): boolean {
  const bare = (each: string): string => each.toLowerCase().replace(/\s+/g, " ").trim();
  return bare(text) === bare(value);
}
