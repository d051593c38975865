/**
 * Crossing and nested highlights: a text is cut wherever one begins or ends, so that each
 * piece carries all that cover it. Nothing is nested wrongly, because nothing is nested.
 */

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A highlight with the row its underline is drawn in. */
export interface Laned<T extends Stretch> {
  readonly mark: T;
  /** 0 is next to the words; each highlight keeps its row from end to end. */
  readonly lane: number;
}

export interface Segment<T extends Stretch> extends Stretch {
  /** All highlights that cover this piece, the longest first. */
  readonly marks: readonly Laned<T>[];
}

/**
 * Give each highlight the lowest row that is free over its whole length.
 *
 * Short ones come first, so that the underline of one word stays next to it and that of a
 * whole clause runs below.
 */
export function lanes<T extends Stretch>(marks: readonly T[]): Laned<T>[] {
  const order = marks
    .map((mark, index) => ({ mark, index }))
    .filter(({ mark }) => mark.start < mark.end)
    .sort(
      (a, b) =>
        a.mark.end - a.mark.start - (b.mark.end - b.mark.start) ||
        a.mark.start - b.mark.start ||
        a.index - b.index,
    );
  const taken: Stretch[][] = [];
  return order.map(({ mark }) => {
    let lane = 0;
    while (taken[lane]?.some((other) => other.start < mark.end && mark.start < other.end)) lane += 1;
    (taken[lane] ??= []).push(mark);
    return { mark, lane };
  });
}

/** Cut the stretch from `start` to `end` at every boundary; the pieces join up without gaps. */
export function segments<T extends Stretch>(
  start: number,
  end: number,
  laned: readonly Laned<T>[],
): Segment<T>[] {
  if (start >= end) return [];
  const inside = laned.filter(({ mark }) => mark.start < end && start < mark.end);
  const cuts = new Set<number>([start, end]);
  for (const { mark } of inside) {
    if (mark.start > start) cuts.add(mark.start);
    if (mark.end < end) cuts.add(mark.end);
  }
  const points = [...cuts].sort((a, b) => a - b);
  const longestFirst = [...inside].sort(
    (a, b) => b.mark.end - b.mark.start - (a.mark.end - a.mark.start) || a.lane - b.lane,
  );
  const pieces: Segment<T>[] = [];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const from = points[i] as number;
    const to = points[i + 1] as number;
    const marks = longestFirst.filter(({ mark }) => mark.start <= from && to <= mark.end);
    pieces.push({ start: from, end: to, marks });
  }
  return pieces;
}
