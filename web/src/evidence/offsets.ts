/**
 * Offsets of a study count code points; strings in a browser count UTF-16 units. This is the
 * one place where the two meet.
 */

/** A text that can be cut by code points, as Python cuts it. */
export class PointText {
  /** How many code points the text has. */
  readonly length: number;
  /** Code points that take two units, as offsets in code points, in order. */
  private readonly astral: number[] = [];

  constructor(readonly text: string) {
    let point = 0;
    for (let unit = 0; unit < text.length; point += 1) {
      const wide = (text.codePointAt(unit) ?? 0) > 0xffff;
      if (wide) this.astral.push(point);
      unit += wide ? 2 : 1;
    }
    this.length = point;
  }

  /** Return the UTF-16 offset of a code point; offsets outside the text are moved to its ends. */
  unit(point: number): number {
    const inside = Math.min(Math.max(point, 0), this.length);
    return inside + countBelow(this.astral, inside);
  }

  /** Return the code point in which a UTF-16 offset falls. */
  point(unit: number): number {
    const inside = Math.min(Math.max(unit, 0), this.text.length);
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (middle + countBelow(this.astral, middle) <= inside) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Return the characters from one code point to another, the end excluded. */
  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

/** Return how many numbers of a sorted list are less than `limit`. */
function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
