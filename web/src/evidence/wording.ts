/** The page's own words for the names in the dataset. */

import type {
  BlockKind, DayRange, FigureKind, FigureState, PublishedBasis, Span, SpeakerKind, StudyInfo, TellingRole, VerbClass,
} from "../contract";
import { dayNumber, rangeWords as dayRangeWords } from "../days";
import { h, words as isolated } from "../dom";
import { numeral, rangeWords } from "./chart";

/** Said wherever a report does not tell something. */
export const NOT_STATED = "not stated";

export const STATE_WORDS: Readonly<Record<FigureState, string>> = {
  counts: "counts",
  part: "part of a total",
  revised: "revised later",
  copy: "in a copy",
  doubtful: "doubtful: a party's word",
  not_told: "not told as a fact",
};

export const TELLING_WORDS: Readonly<Record<TellingRole, string>> = {
  tells: "tells",
  denies: "denies",
  announces: "announces",
  recalls: "recalls",
};

export const SPEAKER_WORDS: Readonly<Record<SpeakerKind, string>> = {
  official: "official",
  belligerent: "belligerent",
  agency: "news agency",
  media: "media",
  monitor: "monitor",
  witness: "witness",
  ngo: "NGO",
  igo: "intergovernmental",
  document: "document",
  anonymous: "anonymous",
};

export const VERB_WORDS: Readonly<Record<VerbClass, string>> = {
  says: "says",
  claims: "claims",
  confirms: "confirms",
  denies: "denies",
  estimates: "estimates",
};

const KIND_WORDS: Readonly<Partial<Record<FigureKind, string>>> = {
  strength: "strength",
  total_extent: "total extent",
  other: "other numbers",
};

const BASIS_WORDS: Readonly<Record<PublishedBasis, string>> = {
  given: "given with the input",
  metadata: "from the page's metadata",
  url: "from its address",
  byline: "from its byline",
  dateline: "from its dateline",
  inferred: "inferred",
  unknown: "unknown",
};

export const BLOCK_WORDS: Readonly<Record<BlockKind, string>> = {
  headline: "headline",
  repeat: "headline again",
  byline: "byline",
  dateline: "dateline",
  paragraph: "paragraph",
  subheading: "subheading",
  caption: "caption",
  quote: "quotation",
  chrome: "page furniture",
};

export function kindWords(kind: FigureKind): string {
  return KIND_WORDS[kind] ?? plain(kind);
}

export function basisWords(basis: PublishedBasis): string {
  return BASIS_WORDS[basis];
}

/** Write a name of the dataset as words: `territory_taken`, `date_from`. */
export function plain(name: string): string {
  return name.replaceAll("_", " ");
}

/** Return a type of event as the study labels it. */
export function typeWords(study: StudyInfo, name: string): string {
  return study.event_types.find((each) => each.name === name)?.label ?? plain(name);
}

/** Return a range with its unit: "18 metres", "24 to 31"; persons go without saying. */
export function amountWords(low: number | null, high: number | null, unit: string | null): string {
  const range = rangeWords(low, high);
  return unit && unit !== "persons" ? `${range} ${plain(unit)}` : range;
}

export function daysWords(range: { from: string | null; to: string | null } | DayRange | null): string {
  if (!range || (range.from === null && range.to === null)) return NOT_STATED;
  return dayRangeWords(dayNumber(range.from), dayNumber(range.to));
}

/** Return words of a report in quotation marks, isolated from ours. */
export function quoted(span: Span | string, attributes: Record<string, string> = {}): HTMLElement {
  const text = typeof span === "string" ? span : span.text;
  return h("q", { class: "said", ...attributes }, isolated(text.replace(/\s+/g, " ").trim()));
}

/** Return a size in bytes as people write it. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${numeral(Number(value.toFixed(1)))} ${unit} (${numeral(bytes)} bytes)`;
}

/** Return a count with its noun: "1 report", "3 reports". */
export function counted(count: number, noun: string): string {
  return `${numeral(count)} ${noun}${count === 1 ? "" : "s"}`;
}
