/** Unpacks what `src/dateline/view/publish_packed.py` packed: base64, gzip, then arrays to records. */

interface Packed {
  /** Names of the fields of each kind of record. */
  readonly shapes: readonly (readonly string[])[];
  readonly strings: readonly string[];
  /** A string counts into `strings`; an array is a record (its shape first) or a list (-1 first). */
  readonly body: unknown;
}

export async function unpack<T>(text: string): Promise<T> {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return opened((await new Response(plain).json()) as Packed) as T;
}

/** Return the records that a packed body stands for. */
export function opened(packed: Packed): unknown {
  const part = (value: unknown): unknown => {
    if (typeof value === "string") return packed.strings[Number(value)];
    if (!Array.isArray(value)) return value;
    const [kind, ...rest] = value as [number, ...unknown[]];
    if (kind < 0) return rest.map(part);
    const names = packed.shapes[kind] ?? [];
    // A record without a prototype: "__proto__" is a name like any other.
    const record = Object.create(null) as Record<string, unknown>;
    names.forEach((name, index) => (record[name] = part(rest[index])));
    return record;
  };
  return part(packed.body);
}
