/** Numbers and names in words. */

const GROUPS = new Intl.NumberFormat("en-GB");

/** Return a number with its thousands apart: 50,000. */
export function number(value: number): string {
  return GROUPS.format(value);
}

/** Return `1 incident`, `12 incidents`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** Return a figure's range: `12`, `12–31`, `12 or more`, `up to 30`; null where nothing is known. */
export function figureWords(low: number | null, high: number | null): string | null {
  if (low === null && high === null) return null;
  if (high === null) return `${number(low as number)}+`;
  if (low === null) return `up to ${number(high)}`;
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}

/** Return names in a line: the first ones, and how many more. */
export function names(list: readonly string[], shown = 2): string {
  const more = list.length - shown;
  return list.slice(0, shown).join(", ") + (more > 0 ? ` +${more}` : "");
}

/** Return an event type or field as it is read: `air_strike` becomes `air strike`. */
export function plain(name: string): string {
  return name.replaceAll("_", " ");
}

/** Return a text with its first letter large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Return the part of a text in lower case without accents, for finding names by typing. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
