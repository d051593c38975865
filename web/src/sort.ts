/** The order of the list. What has no value comes last either way; ties keep the table's order. */

import { figureOf } from "./filter";
import type { Sort, SortKey } from "./state";
import type { Incidents } from "./table";

type Value = number | string | null;

/** Return the rows sorted; `matches` gives the place of an id among the search's answers. */
export function sorted(
  incidents: Incidents,
  rows: readonly number[],
  sort: Sort,
  matches: ReadonlyMap<string, number> | null,
): number[] {
  const value = valueFor(incidents, sort.key, matches);
  const values: Value[] = [];
  for (const row of rows) values[row] = value(row);
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [values[a] ?? null, values[b] ?? null];
    if (left === right) return a - b;
    if (left === null) return 1;
    if (right === null) return -1;
    return (left < right ? -1 : 1) * sign;
  });
}

function valueFor(
  incidents: Incidents,
  key: SortKey,
  matches: ReadonlyMap<string, number> | null,
): (row: number) => Value {
  const { columns } = incidents;
  switch (key) {
    case "date":
      return (row) => columns.from[row] ?? columns.to[row] ?? null;
    case "type":
      return (row) => incidents.type(row);
    case "place":
      return (row) => incidents.place(row)?.toLowerCase() ?? null;
    case "killed":
    case "wounded":
      return (row) => figureOf(incidents, row, key);
    case "match":
      return (row) => matches?.get(columns.id[row] as string) ?? null;
    default:
      return (row) => columns[key][row] ?? null;
  }
}
