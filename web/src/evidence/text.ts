/** The page as it was read: every role highlighted at once, furniture folded with its reason. */

import type { Block, ReportPage } from "../contract";
import { button, h, type Child } from "../dom";
import { foldWords, partsOf, PiecedText, runsOf, type Part } from "./blocks";
import { fieldKey, marksOf, ROLE_NAMES, sentencesOf, type FieldAt, type Mark, type MarkedClaim } from "./marks";
import { PointText } from "./offsets";
import { lanes, segments, type Laned, type Segment, type Stretch } from "./segments";

/** A highlight, or the sentence of some claims (`role` evidence), which has no underline. */
type Cover = Mark | (Stretch & { readonly role: "evidence"; readonly claims: readonly string[] });

const TAGS = {
  headline: "h4",
  subheading: "h5",
  quote: "blockquote",
} as const;

/** More rows of underlines than this are drawn on top of each other. */
const LANES = 6;

export class ReportText {
  readonly element: HTMLElement;
  private readonly text: PiecedText;
  private readonly laned: readonly Laned<Cover>[];
  private readonly byField = new Map<string, HTMLElement[]>();
  private readonly byClaim = new Map<string, HTMLElement[]>();
  private readonly sentences = new Map<string, HTMLElement[]>();
  /** The first piece of each highlight, in text order: where the keyboard stops. */
  private readonly stops: HTMLElement[] = [];
  private readonly marksAt = new Map<HTMLElement, readonly Mark[]>();
  private readonly seen = new Set<Mark>();

  /**
   * @param report The page.
   * @param claims Its claims that are highlighted.
   * @param chosen Called with the fields that were read from the words clicked, the closest first.
   */
  constructor(
    report: ReportPage,
    claims: readonly MarkedClaim[],
    private readonly chosen: (fields: readonly FieldAt[]) => void,
  ) {
    this.text = new PiecedText(report.pieces);
    const sentence: Laned<Cover>[] = sentencesOf(claims).map((each) => ({
      mark: { ...each, role: "evidence" },
      lane: -1,
    }));
    this.laned = [...sentence, ...lanes<Cover>(marksOf(claims))];
    const runs = runsOf(partsOf(report, this.text), this.laned.map((each) => each.mark));
    const parts = runs.flatMap((run) => (run.far ? [this.far(run.parts)] : run.parts.map((part) => this.part(part))));
    this.element = h(
      "div",
      { class: "report-text", lang: report.report.language, role: "group", "aria-label": this.label() },
      ...(parts.length ? parts : [h("p", { class: "empty" }, "No text of this report is at hand.")]),
    );
    if (this.stops[0]) this.stops[0].tabIndex = 0;
    this.element.addEventListener("click", (event) => this.click(event));
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  /** Put one claim in front: its sentence is shaded, the highlights of others are paler. */
  claim(id: string | null): void {
    const own = new Set(id === null ? [] : this.byClaim.get(id));
    const sentence = new Set(id === null ? [] : this.sentences.get(id));
    for (const element of this.marksAt.keys()) element.classList.toggle("pale", id !== null && !own.has(element));
    for (const elements of this.sentences.values())
      for (const element of elements) element.classList.toggle("in-sentence", sentence.has(element));
  }

  /** Show the words of a field: outline and scroll to them, and flash. False: none stand here. */
  field(field: FieldAt | null, moves: boolean): boolean {
    for (const element of this.element.querySelectorAll(".open, .flash")) element.classList.remove("open", "flash");
    const found = field ? this.byField.get(fieldKey(field)) : undefined;
    if (!found?.length) return false;
    this.reveal(found, moves);
    return true;
  }

  /** Scroll to a claim's sentence. */
  sentence(id: string): void {
    const found = this.sentences.get(id) ?? this.byClaim.get(id);
    if (found?.[0]) into(found[0]);
  }

  /** Show a stretch that is no field, such as what a source is quoted with. */
  stretch(start: number, end: number): void {
    const found = [...this.element.querySelectorAll<HTMLElement>("[data-start]")].filter(
      (each) => Number(each.dataset["start"]) < end && start < Number(each.dataset["end"]),
    );
    for (const element of this.element.querySelectorAll(".open, .flash")) element.classList.remove("open", "flash");
    if (found.length) this.reveal(found, true);
  }

  /** Return the words that the reader has selected, with their offsets; null where none are. */
  selection(): { start: number; end: number; text: string } | null {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
    const range = chosen.getRangeAt(0);
    const start = this.offset(range.startContainer, range.startOffset);
    const end = this.offset(range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return null;
    return { start, end, text: this.text.slice(start, end) };
  }

  /** Return where these very words stand first; null where they do not. */
  find(words: string): { start: number; end: number; text: string } | null {
    return this.text.find(words);
  }

  /** Return the offset of a place in the page: a block's characters before it are counted. */
  private offset(node: Node, at: number): number | null {
    const block = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-from]");
    if (!block || !this.element.contains(block)) return null;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, at);
    return Number(block.dataset["from"]) + new PointText(before.toString()).length;
  }

  /** Open all folds, or close them if all are open. */
  toggleFolds(): void {
    const folds = [...this.element.querySelectorAll<HTMLDetailsElement>(".fold:not(.far)")];
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
  }

  private label(): string {
    const count = this.stops.length;
    return count ? `The report. ${count} highlights: left and right arrow move between them` : "The report";
  }

  private reveal(elements: readonly HTMLElement[], moves: boolean): void {
    const [first] = elements;
    const fold = first?.closest("details");
    if (fold) fold.open = true;
    for (const element of elements) element.classList.add("open");
    if (!moves || !first) return;
    into(first);
    for (const element of elements) element.classList.add("flash");
  }

  private part(part: Part): HTMLElement {
    if (part.kind === "gap") return h("p", { class: "gap", title: "Only short quotations are published" }, "[…]");
    if (part.kind === "text") return this.block(part.blocks, part.block);
    const count = part.blocks.length === 1 ? "" : `, ${part.blocks.length} pieces`;
    return h(
      "details",
      { class: "fold" },
      h(
        "summary",
        null,
        h("span", { class: "fold-why" }, "Not read: ", h("bdi", null, part.reason), count),
        h("bdi", { class: "fold-words", dir: "auto" }, foldWords(part.blocks, this.text)),
      ),
      ...part.blocks.map((block) => this.block([block], block.kind)),
    );
  }

  /** Fold what lies far from all highlights of a long report; it is drawn when it is opened. */
  private far(parts: readonly Part[]): HTMLElement {
    const element = h(
      "details",
      { class: "fold far" },
      h("summary", null, h("span", { class: "fold-why" }, `Read, nothing highlighted: ${parts.length} paragraphs`)),
    );
    element.addEventListener("toggle", () => element.append(...parts.map((part) => this.part(part))), { once: true });
    return element;
  }

  private block(blocks: readonly Block[], kind: Block["kind"]): HTMLElement {
    const tag = kind in TAGS ? TAGS[kind as keyof typeof TAGS] : "p";
    const children: Child[] = [];
    blocks.forEach((block, index) => {
      const before = blocks[index - 1];
      if (before) children.push(this.text.slice(before.end, block.start));
      children.push(...this.pieces(block));
    });
    const [first] = blocks;
    const from = first && this.text.known(first.start, first.end)[0]?.start;
    return h(tag, { class: `block block-${kind}`, dir: "auto", "data-from": from }, ...children);
  }

  private pieces(block: Block): Child[] {
    return this.text.known(block.start, block.end).flatMap((known) =>
      segments(known.start, known.end, this.laned).map((segment) => this.segment(segment)),
    );
  }

  private segment(segment: Segment<Cover>): Child {
    const words = this.text.slice(segment.start, segment.end);
    if (!segment.marks.length) return words;
    const marks = segment.marks.filter((each): each is Laned<Mark> => each.mark.role !== "evidence");
    const closest = marks.at(-1)?.mark;
    const element = h("span", {
      class: closest ? `mark wash-${closest.role}` : "sentence",
      "data-start": segment.start,
      "data-end": segment.end,
    });
    let inside: HTMLElement = element;
    for (const { mark, lane } of marks) {
      const line = h("span", { class: `line line-${mark.role} lane-${Math.min(lane, LANES - 1)}` });
      inside.append(line);
      inside = line;
    }
    inside.append(words);
    this.remember(element, segment, marks.map((each) => each.mark));
    return element;
  }

  private remember(element: HTMLElement, segment: Segment<Cover>, marks: readonly Mark[]): void {
    for (const { mark } of segment.marks) {
      if ("claims" in mark) for (const claim of mark.claims) put(this.sentences, claim, element);
      else
        for (const field of mark.fields) {
          put(this.byField, fieldKey(field), element);
          put(this.byClaim, field.claim, element);
        }
    }
    if (!marks.length) return;
    this.marksAt.set(element, marks);
    const begun = marks.filter((mark) => !this.seen.has(mark));
    if (!begun.length) return;
    for (const mark of begun) this.seen.add(mark);
    element.tabIndex = -1;
    element.setAttribute("role", "button");
    element.setAttribute(
      "aria-label",
      begun.map((mark) => `${ROLE_NAMES[mark.role]}: ${this.text.slice(mark.start, mark.end)}`).join("; "),
    );
    this.stops.push(element);
  }

  private click(event: MouseEvent): void {
    // Words that are being selected to be copied are no click.
    if (event.target instanceof Element && !getSelection()?.toString()) this.choose(event.target);
  }

  private choose(target: Element): boolean {
    const element = target.closest<HTMLElement>(".mark");
    const marks = element && this.marksAt.get(element);
    if (!marks) return false;
    this.chosen([...marks].reverse().flatMap((mark) => mark.fields));
    return true;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const now = this.stops.indexOf(event.target);
    if (now < 0) return;
    if (event.key === "Enter" || event.key === " ") {
      if (!this.choose(event.target)) return;
    } else {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -now, End: this.stops.length - 1 - now }[event.key];
      const next = step === undefined ? undefined : this.stops[now + step];
      if (!next) return;
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Return a button that opens and closes what is not part of the report. */
export function foldButton(text: () => ReportText | null): HTMLElement {
  return button(["What was not read ", h("kbd", { "aria-hidden": "true" }, "o")], () => text()?.toggleFolds(), { class: "quiet" });
}

function put(map: Map<string, HTMLElement[]>, key: string, element: HTMLElement): void {
  const list = map.get(key);
  if (list) list.push(element);
  else map.set(key, [element]);
}

function into(element: HTMLElement): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}
