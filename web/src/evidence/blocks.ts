/**
 * The text of a report as the page lays it out: runs of blocks that stand together, with what
 * is not part of the report taken together under its reason.
 */

import type { Block, BlockKind, ReportPage, TextPiece } from "../contract";
import { PointText } from "./offsets";
import type { Stretch } from "./segments";

/** Blocks that are shown as one paragraph, or one fold of furniture. */
export type Part =
  | { readonly kind: "text"; readonly block: BlockKind; readonly blocks: readonly Block[] }
  | { readonly kind: "fold"; readonly reason: string; readonly blocks: readonly Block[] }
  /** A published page holds short quotations only: here words are left out. */
  | { readonly kind: "gap" };

/** A text of which perhaps only pieces are at hand; offsets are those of the whole. */
export class PiecedText {
  private readonly pieces: readonly { readonly start: number; readonly points: PointText }[];

  constructor(pieces: readonly TextPiece[]) {
    this.pieces = pieces
      .map((piece) => ({ start: piece.start, points: new PointText(piece.text) }))
      .sort((a, b) => a.start - b.start);
  }

  /** Return the characters between two offsets that are at hand. */
  slice(start: number, end: number): string {
    return this.pieces
      .map((piece) => piece.points.slice(start - piece.start, Math.max(start, end) - piece.start))
      .join("");
  }

  /** Return where these very words stand first; null where they do not. */
  find(words: string): (Stretch & { readonly text: string }) | null {
    for (const { start, points } of this.pieces) {
      const unit = words ? points.text.indexOf(words) : -1;
      if (unit < 0) continue;
      const from = start + points.point(unit);
      return { start: from, end: from + new PointText(words).length, text: words };
    }
    return null;
  }

  /** Return the stretches between two offsets whose characters are at hand. */
  known(start: number, end: number): Stretch[] {
    return this.pieces
      .map((piece) => ({
        start: Math.max(start, piece.start),
        end: Math.min(end, piece.start + piece.points.length),
      }))
      .filter((stretch) => stretch.start < stretch.end);
  }
}

const FOLDED: ReadonlySet<BlockKind> = new Set(["chrome", "repeat"]);

/** Return the parts of a report in text order. */
export function partsOf(report: Pick<ReportPage, "blocks" | "length">, text: PiecedText): Part[] {
  const parts: Part[] = [];
  let reached = 0;
  for (const block of report.blocks) {
    const known = text.known(block.start, block.end);
    if (known.length === 0) {
      gap(parts);
      reached = block.end;
      continue;
    }
    if ((known[0] as Stretch).start > block.start) gap(parts);
    add(parts, block, text.slice(reached, block.start));
    if ((known.at(-1) as Stretch).end < block.end) gap(parts);
    reached = block.end;
  }
  return parts;
}

function gap(parts: Part[]): void {
  if (parts.at(-1)?.kind !== "gap") parts.push({ kind: "gap" });
}

/** Add a block: to the part before it where the two belong together, else as a part of its own. */
function add(parts: Part[], block: Block, between: string): void {
  const last = parts.at(-1);
  if (FOLDED.has(block.kind)) {
    const reason = block.reason ?? (block.kind === "repeat" ? "says the headline again" : "page furniture");
    if (last?.kind === "fold" && last.reason === reason) {
      parts[parts.length - 1] = { ...last, blocks: [...last.blocks, block] };
    } else parts.push({ kind: "fold", reason, blocks: [block] });
    return;
  }
  // "RIYADH (Reuters) -" stands in the line of the sentence after it.
  const oneLine = last?.kind === "text" && last.block === "dateline" && !/[\n\r\u2029]/.test(between);
  if (oneLine) parts[parts.length - 1] = { kind: "text", block: block.kind, blocks: [...last.blocks, block] };
  else parts.push({ kind: "text", block: block.kind, blocks: [block] });
}

/** A report of more parts than this is long: what lies far from all highlights is folded. */
const LONG = 400;
/** Parts that stay in sight before and after a highlight, and at the head of the report. */
const NEAR = 10;

/**
 * Return the parts of a report in runs, each in sight or far from everything that is highlighted.
 *
 * @param marks What is highlighted.
 */
export function runsOf(parts: readonly Part[], marks: readonly Stretch[]): { readonly far: boolean; readonly parts: readonly Part[] }[] {
  if (parts.length <= LONG) return [{ far: false, parts }];
  const seen = new Set<number>();
  const see = (index: number): void => {
    for (let at = Math.max(0, index - NEAR); at <= Math.min(parts.length - 1, index + NEAR); at += 1) seen.add(at);
  };
  see(0);
  const sorted = [...marks].sort((a, b) => a.start - b.start);
  parts.forEach((part, index) => {
    if (part.kind === "gap") return;
    const start = part.blocks[0]?.start ?? 0;
    const end = part.blocks.at(-1)?.end ?? 0;
    if (sorted.some((mark) => mark.start < end && start < mark.end)) see(index);
  });
  const runs: { far: boolean; parts: Part[] }[] = [];
  parts.forEach((part, index) => {
    const far = !seen.has(index);
    const last = runs.at(-1);
    if (last?.far === far) last.parts.push(part);
    else runs.push({ far, parts: [part] });
  });
  return runs;
}

/** Return the first words of a fold, so that its summary says what lies in it. */
export function foldWords(blocks: readonly Block[], text: PiecedText): string {
  const [first] = blocks;
  if (!first) return "";
  const words = text.slice(first.start, first.end).replace(/\s+/g, " ").trim();
  const points = new PointText(words);
  return points.length > 60 ? `${points.slice(0, 59)}…` : words;
}
