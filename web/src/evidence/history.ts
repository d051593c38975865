/** What people decided about an incident, and where the machine disagrees with them now. */

import type { Dispute, IncidentPage, JudgementPage, PairPage } from "../contract";
import { button, h, words, type Child } from "../dom";
import type { EvidencePorts } from "./ports";
import { NOT_STATED, plain, quoted } from "./wording";

const ACTION_WORDS: Readonly<Record<JudgementPage["action"], string>> = {
  accept: "accepted",
  reject: "rejected",
  edit: "edited",
  merge: "merged",
  split: "split",
  "not-same": "different from another",
  unsure: "unsure about another",
  comment: "commented",
  undo: "undone",
};

export function historyList(page: IncidentPage): HTMLElement | null {
  if (!page.judgements.length && !page.incident.disputes.length) return null;
  return h(
    "div",
    null,
    ...page.incident.disputes.map(dispute),
    h("ol", { class: "history" }, ...[...page.judgements].reverse().map(decision)),
  );
}

/** Return what a decision was, in words: "edited date from: 2017-07-03 → 2017-07-04". */
export function decisionWords(each: Pick<JudgementPage, "action" | "field" | "before" | "after">): string {
  if (each.action !== "edit") return ACTION_WORDS[each.action];
  return `${plain(each.field ?? "")}: ${each.before ?? NOT_STATED} → ${each.after ?? NOT_STATED}`;
}

function decision(each: JudgementPage): HTMLElement {
  const day = each.decided.slice(0, 16).replace("T", " ");
  const inside: Child[] = [
    words(decisionWords(each), { class: "history-what" }),
    each.in_force ? null : h("span", { class: "tag" }, "undone"),
    h("span", { class: "detail" }, words(each.who), ", ", h("time", { datetime: each.decided }, `${day} UTC`)),
    each.reason ? words(each.reason, { class: "history-why" }) : null,
    each.quote ? quoted(each.quote.text) : null,
  ];
  return h("li", { class: each.in_force ? "" : "gone" }, ...inside);
}

function dispute(each: Dispute): HTMLElement {
  return h(
    "p",
    { class: "dispute" },
    `The machine now disagrees about ${plain(each.field)}: it would say `,
    words(each.machine ?? NOT_STATED),
    ", a person decided ",
    words(each.judged ?? NOT_STATED),
    ". The person's stands.",
  );
}

/** Return other incidents that may be this one, best first. */
export function pairList(pairs: readonly PairPage[], ports: EvidencePorts): HTMLElement | null {
  if (!pairs.length) return null;
  return h(
    "ul",
    { class: "pairs" },
    ...pairs.map((pair) =>
      h(
        "li",
        null,
        button(
          [
            words(ports.titleOf(pair.other), { class: "pair-title" }),
            pair.decided ? h("span", { class: "tag" }, pair.decided) : null,
            h("span", { class: "detail" }, `${pair.points > 0 ? "+" : ""}${pair.points.toFixed(1)} points: `, pair.reasons.map((each) => each.name).join(", ")),
          ],
          () => ports.openPair(pair.other),
          { class: "telling" },
        ),
      ),
    ),
  );
}
