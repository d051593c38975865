/** Search in a published folder, by the rules of `src/dateline/view/search.py`. */

import type { SearchAnswer, SearchHit } from "../contract";

/** Incident, claim, start of the sentence, its words; incidents that many tell first. */
export type Sentence = readonly [string, string, number, string];

const MOST = 200;

/** Return what must be found: each word, and words in quotation marks together. */
export function terms(query: string): string[] {
  const found = [...query.matchAll(/"([^"]*)"?|(\S+)/gu)].map((match) => squeezed(match[1] ?? match[2] ?? ""));
  return [...new Set(found.filter((each) => each !== ""))];
}

function squeezed(text: string): string {
  return fold(text).split(/\s+/u).filter(Boolean).join(" ");
}

/** Return words in small letters without accents. */
export function fold(text: string): string {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

export class Words {
  private readonly folded: readonly string[];

  constructor(private readonly sentences: readonly Sentence[]) {
    this.folded = sentences.map((each) => squeezed(each[3]));
  }

  find(query: string, revision: string): SearchAnswer {
    const wanted = terms(query);
    const found = wanted.length
      ? this.sentences.filter((_, index) => wanted.every((term) => this.folded[index]?.includes(term)))
      : [];
    const byIncident = new Map<string, Sentence[]>();
    for (const each of found) byIncident.set(each[0], [...(byIncident.get(each[0]) ?? []), each]);
    // Sorting is stable: those with as many sentences stay in their order.
    const best = [...byIncident].sort((a, b) => b[1].length - a[1].length);
    return {
      query,
      revision,
      incidents: best.map(([id]) => id),
      hits: best.flatMap(([, sentences]) => sentences).slice(0, MOST).map((each) => hit(each, wanted)),
    };
  }
}

function hit([incident, claim, start, words]: Sentence, wanted: readonly string[]): SearchHit {
  const end = start + [...words].length;
  return {
    incident,
    claim,
    // Which report it is, the incident's page says.
    quote: { document: "", start, end, before: "", words, after: "" },
    matches: matches(words, wanted).map(([from, to]) => [start + from, start + to]),
  };
}

/** Return where terms stand in some words, as code points of these words, in their order. */
export function matches(words: string, wanted: readonly string[]): [number, number][] {
  let text = "";
  const places: number[] = [];
  let space = true;
  [...words].forEach((character, place) => {
    const folded = /\s/u.test(character) ? " " : fold(character);
    if (folded === " " && space) return;
    space = folded === " ";
    text += folded;
    for (let unit = 0; unit < folded.length; unit++) places.push(place);
  });
  const found = new Map<string, [number, number]>();
  for (const term of wanted) {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      const [from, to] = [places[at] ?? 0, (places[at + term.length - 1] ?? 0) + 1];
      found.set(`${from}/${to}`, [from, to]);
    }
  }
  return [...found.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
