/** Which rows of a long list are in sight. */

/** Rows drawn beyond each edge, so that a fast scroll shows no gap. */
const MARGIN = 8;

/** Return the first row to draw and the one after the last. */
export function windowOf(top: number, height: number, rowHeight: number, count: number): [number, number] {
  const first = Math.floor(top / rowHeight) - MARGIN;
  const last = Math.ceil((top + height) / rowHeight) + MARGIN;
  return [Math.max(0, Math.min(first, count)), Math.max(0, Math.min(last, count))];
}
