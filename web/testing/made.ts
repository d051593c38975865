/** A small study for tests, made of the few fields that a test cares about. */

import type { IncidentLists, IncidentTable } from "../src/contract";
import { dayNumber } from "../src/days";

export interface Made {
  id: string;
  type?: string;
  from?: string;
  to?: string;
  place?: string;
  country?: string;
  at?: [number, number];
  level?: IncidentTable["level"][number];
  precision?: number;
  actors?: string[];
  recipients?: string[];
  speakers?: string[];
  killed?: [number | null, number | null, number | null];
  review?: IncidentTable["review"][number];
  denied?: boolean;
  score?: number;
}

/** Return the table of these incidents, in the order given. */
export function made(...rows: Made[]): IncidentTable {
  const lists: IncidentLists = {
    types: [], places: [], countries: [], admin1: [], names: [], speakers: [], publishers: [], fields: [],
  };
  const index = (list: keyof IncidentLists, value: string): number => {
    const found = lists[list].indexOf(value);
    return found >= 0 ? found : lists[list].push(value) - 1;
  };
  const maybe = (list: keyof IncidentLists, value?: string): number | null => (value === undefined ? null : index(list, value));
  const all = (list: keyof IncidentLists, values: string[] = []): number[] => values.map((value) => index(list, value));
  const types = rows.map((row) => index("types", row.type ?? "battle"));
  return {
    revision: "1",
    count: rows.length,
    lists,
    id: rows.map((row) => row.id),
    type: types,
    types: types.map((type) => [type]),
    status: rows.map(() => "occurred"),
    denied: rows.map((row) => row.denied ?? false),
    from: rows.map((row) => dayNumber(row.from ?? null)),
    to: rows.map((row) => dayNumber(row.to ?? row.from ?? null)),
    place: rows.map((row) => maybe("places", row.place)),
    country: rows.map((row) => maybe("countries", row.country)),
    admin1: rows.map(() => null),
    lat: rows.map((row) => row.at?.[0] ?? null),
    lon: rows.map((row) => row.at?.[1] ?? null),
    level: rows.map((row) => row.level ?? null),
    precision_km: rows.map((row) => row.precision ?? null),
    actors: rows.map((row) => all("names", row.actors)),
    recipients: rows.map((row) => all("names", row.recipients)),
    killed_low: rows.map((row) => row.killed?.[0] ?? null),
    killed_best: rows.map((row) => row.killed?.[1] ?? null),
    killed_high: rows.map((row) => row.killed?.[2] ?? null),
    wounded_low: rows.map(() => null),
    wounded_best: rows.map(() => null),
    wounded_high: rows.map(() => null),
    reports: rows.map(() => 1),
    sources: rows.map(() => 1),
    claims: rows.map(() => 1),
    speakers: rows.map((row) => all("speakers", row.speakers)),
    publishers: rows.map(() => []),
    score: rows.map((row) => row.score ?? 0.5),
    review: rows.map((row) => row.review ?? "unreviewed"),
    edited: rows.map(() => []),
    disputes: rows.map(() => 0),
    comments: rows.map(() => 0),
    title: rows.map(() => null),
  };
}
