/** All incidents in memory, as the columns that the study sent, with decisions' answers put in. */

import type { Decided, IncidentLists, IncidentTable } from "./contract";

type Columns = Omit<IncidentTable, "revision" | "count" | "lists">;
type ListName = keyof IncidentLists;

/** Which columns hold indexes into which list. */
const SINGLE: readonly (readonly [keyof Columns, ListName])[] = [
  ["type", "types"],
  ["place", "places"],
  ["country", "countries"],
  ["admin1", "admin1"],
];
const MANY: readonly (readonly [keyof Columns, ListName])[] = [
  ["types", "types"],
  ["actors", "names"],
  ["recipients", "names"],
  ["speakers", "speakers"],
  ["publishers", "publishers"],
  ["edited", "fields"],
];

/**
 * Rows keep their number for as long as the page is open: a row that is gone stays as a gap, new
 * ones come at the end, and an id that comes back (undo) gets its old row again.
 */
export class Incidents {
  revision: string;
  readonly lists: IncidentLists;
  readonly columns: Columns;
  /** Rows, gaps included. */
  size: number;
  /** Incidents, gaps left out. */
  count: number;
  private readonly rows = new Map<string, number>();
  private readonly gaps = new Set<number>();
  private readonly heirs = new Map<string, string | null>();
  private readonly known = new Map<ListName, Map<string, number>>();

  constructor(table: IncidentTable) {
    const { revision, count, lists, ...columns } = table;
    this.revision = revision;
    this.lists = lists;
    this.columns = columns;
    this.size = count;
    this.count = count;
    columns.id.forEach((id, row) => this.rows.set(id, row));
  }

  /** Return the row of an incident, or null where the study has none of this id (any more). */
  row(id: string | null): number | null {
    const row = id === null ? undefined : this.rows.get(id);
    return row === undefined || this.gaps.has(row) ? null : row;
  }

  /** Tell whether a row holds an incident. */
  holds(row: number): boolean {
    return !this.gaps.has(row);
  }

  /** Return the id that an incident goes by now: its own, or that of the one that took it over. */
  current(id: string): string | null {
    let now: string | null = id;
    for (let step = 0; now !== null && this.row(now) === null && step < 100; step++) {
      now = this.heirs.get(now) ?? null;
    }
    return this.row(now) === null ? null : now;
  }

  /** Return the strings of a row's indexes. */
  names(row: number, column: "actors" | "recipients" | "speakers" | "publishers" | "types" | "edited"): string[] {
    const list = this.lists[MANY.find(([name]) => name === column)?.[1] ?? "names"];
    return (this.columns[column][row] ?? []).map((index) => list[index] ?? "");
  }

  type(row: number): string {
    return this.lists.types[this.columns.type[row] ?? -1] ?? "";
  }

  place(row: number): string | null {
    return this.listed("places", this.columns.place[row]);
  }

  country(row: number): string | null {
    return this.listed("countries", this.columns.country[row]);
  }

  admin1(row: number): string | null {
    return this.listed("admin1", this.columns.admin1[row]);
  }

  /** Put the answer to a decision in: changed rows, new rows, rows that are gone. */
  apply(decided: Decided): void {
    this.revision = decided.revision;
    for (const gone of decided.gone) {
      const row = this.row(gone.id);
      if (row !== null) this.gaps.add(row);
      this.heirs.set(gone.id, gone.heir);
    }
    for (let from = 0; from < decided.changed.count; from++) this.put(decided.changed, from);
    this.count = this.size - this.gaps.size;
  }

  private put(table: IncidentTable, from: number): void {
    const id = table.id[from] as string;
    const row = this.rows.get(id) ?? this.size++;
    this.rows.set(id, row);
    this.gaps.delete(row);
    this.heirs.delete(id);
    for (const name of Object.keys(this.columns) as (keyof Columns)[]) {
      (this.columns[name] as unknown[])[row] = table[name][from];
    }
    for (const [name, list] of SINGLE) {
      const index = table[name][from] as number | null;
      (this.columns[name] as unknown[])[row] = index === null ? null : this.intern(list, table.lists[list][index] ?? "");
    }
    for (const [name, list] of MANY) {
      const indexes = table[name][from] as number[];
      (this.columns[name] as unknown[])[row] = indexes.map((index) => this.intern(list, table.lists[list][index] ?? ""));
    }
  }

  private intern(list: ListName, text: string): number {
    let known = this.known.get(list);
    if (!known) {
      known = new Map(this.lists[list].map((each, index) => [each, index]));
      this.known.set(list, known);
    }
    const found = known.get(text) ?? this.lists[list].push(text) - 1;
    known.set(text, found);
    return found;
  }

  private listed(list: ListName, index: number | null | undefined): string | null {
    return index === null || index === undefined ? null : (this.lists[list][index] ?? null);
  }
}
