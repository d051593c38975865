/** According to whom: the chain from the outlet inwards, each hop leading to its words. */

import type { ChainHop, ClaimPage, Span } from "../contract";
import { button, h, words, type Child } from "../dom";
import type { EvidencePorts } from "./ports";
import { daysWords, quoted, SPEAKER_WORDS, VERB_WORDS } from "./wording";

const HOP_WORDS = { outlet: "outlet", agency: "news agency", speaker: "speaker" } as const;

/** Return the chain of one telling, outermost first. */
export function chainList(page: ClaimPage, ports: EvidencePorts): HTMLElement {
  if (!page.chain.length) return h("p", { class: "not-stated" }, "The report does not say who says so.");
  return h("ol", { class: "chain" }, ...page.chain.map((hop) => h("li", { class: `hop hop-${hop.kind}` }, body(hop, page, ports))));
}

function body(hop: ChainHop, page: ClaimPage, ports: EvidencePorts): HTMLElement {
  const inside: Child[] = [
    h(
      "span",
      { class: "hop-name" },
      hop.name === null ? h("i", null, "nobody named") : words(hop.name),
      " ",
      h("span", { class: "verb" }, hop.verb_class ? VERB_WORDS[hop.verb_class] : hop.kind === "agency" ? "reports" : "publishes"),
    ),
    h("span", { class: "tags" }, ...tags(hop)),
    hop.source || hop.cue ? h("span", { class: "hop-words" }, ...said(hop)) : null,
    hop.content && hop.direct ? h("span", { class: "hop-words" }, quoted(shortened(hop.content.text))) : null,
  ];
  const target = hop.source ?? hop.cue ?? hop.content;
  if (!target) return h("div", { class: "hop-body" }, ...inside);
  return button(inside, () => openHop(hop, target, page, ports), { class: "hop-body", title: "Show these words in the report" });
}

function tags(hop: ChainHop): Child[] {
  const kind = hop.speaker_kind ? SPEAKER_WORDS[hop.speaker_kind] : HOP_WORDS[hop.kind];
  return [
    tag(kind),
    hop.kind === "speaker" ? tag(hop.named ? "named" : "unnamed", hop.named ? "" : "tag-warn") : null,
    hop.party ? tag("a party to it", "tag-warn") : null,
    hop.kind === "speaker" ? tag(hop.direct ? "word for word" : "in other words") : null,
    hop.said ? tag(daysWords(hop.said)) : hop.kind === "speaker" ? tag("day not stated") : null,
  ];
}

function tag(text: string, kind = ""): HTMLElement {
  return h("span", { class: `tag ${kind}` }, text);
}

function said(hop: ChainHop): Child[] {
  return [hop.source ? quoted(hop.source) : null, hop.source && hop.cue ? " … " : null, hop.cue ? quoted(hop.cue) : null];
}

function openHop(hop: ChainHop, target: Span, page: ClaimPage, ports: EvidencePorts): void {
  const field = page.fields.find(
    (each) =>
      (each.role === "source" || each.role === "cue") &&
      each.spans.some((span) => span.start === target.start && span.end === target.end),
  );
  if (field) ports.openField({ claim: page.claim.id, path: field.path });
  else ports.openStretch(target.start, (hop.content ?? target).end);
}

function shortened(text: string): string {
  const points = [...text.replace(/\s+/g, " ").trim()];
  return points.length > 160 ? `${points.slice(0, 159).join("")}…` : points.join("");
}
