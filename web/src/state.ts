/** What the page shows, as one value; all of it stands in the URL (`url.ts`). */

import type { Day, IncidentStatus, ReviewStatus } from "./contract";

/** Numbers from `low` to `high`, both included; null: open. */
export interface Range {
  readonly low: number | null;
  readonly high: number | null;
}

/** Degrees; west may be greater than east where the box crosses the date line. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Within one list: any of them. Between lists: all. An empty list, null and "" ask for nothing. */
export interface Filters {
  readonly text: string;
  readonly types: readonly string[];
  readonly actors: readonly string[];
  readonly recipients: readonly string[];
  readonly countries: readonly string[];
  readonly admin1: readonly string[];
  readonly places: readonly string[];
  readonly status: readonly (IncidentStatus | "denied")[];
  readonly review: readonly ReviewStatus[];
  readonly speakers: readonly string[];
  readonly publishers: readonly string[];
  readonly from: Day | null;
  readonly to: Day | null;
  readonly killed: Range | null;
  readonly wounded: Range | null;
  readonly score: Range | null;
  readonly sources: Range | null;
  readonly box: Box | null;
  /** Only what needs a look: */
  readonly flags: readonly Flag[];
}

export type Flag = "undated" | "unlocated" | "edited" | "disputed" | "commented";

export type SortKey = "date" | "type" | "place" | "killed" | "wounded" | "reports" | "sources" | "score" | "match";

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Centre and scale of the map; zoom 0 shows the world, each step doubles. */
export interface MapView {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

export type TimeUnit = "day" | "week" | "month" | "year";

/** On narrow screens one is shown at a time. */
export type PaneName = "list" | "map" | "evidence";

/** The words that are open: a field of a claim (ClaimField.path; null: the whole claim). */
export interface OpenQuote {
  readonly claim: string;
  readonly path: string | null;
}

export interface ViewState {
  readonly filters: Filters;
  readonly sort: Sort;
  /** Id of the incident that list, map, timeline and evidence share. */
  readonly selected: string | null;
  readonly quote: OpenQuote | null;
  /** Another incident, side by side with the selected one. */
  readonly pair: string | null;
  /** Null: as far as the study reaches. */
  readonly map: MapView | null;
  /** Null: as fits. */
  readonly unit: TimeUnit | null;
  readonly pane: PaneName;
}

export const NO_FILTERS: Filters = {
  text: "",
  types: [],
  actors: [],
  recipients: [],
  countries: [],
  admin1: [],
  places: [],
  status: [],
  review: [],
  speakers: [],
  publishers: [],
  from: null,
  to: null,
  killed: null,
  wounded: null,
  score: null,
  sources: null,
  box: null,
  flags: [],
};

export const FIRST_VIEW: ViewState = {
  filters: NO_FILTERS,
  sort: { key: "date", descending: false },
  selected: null,
  quote: null,
  pair: null,
  map: null,
  unit: null,
  pane: "list",
};

/** Return how many of the filters ask for something. */
export function asked(filters: Filters): number {
  return Object.values(filters).filter((each) => (Array.isArray(each) ? each.length > 0 : each !== null && each !== ""))
    .length;
}
