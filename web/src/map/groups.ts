/** Rows of one place together, and places near each other on the screen together. */

import { kindOf, KINDS } from "../kinds";
import type { Incidents } from "../table";
import { project, type Camera, type Point } from "./projection";

/** How a place is drawn: as a point, as an area of its precision, or as a whole country. */
export type Shape = "point" | "area" | "country";

/** All rows in view that lie in one place. */
export interface Spot {
  readonly name: string;
  readonly country: string | null;
  readonly shape: Shape;
  readonly lat: number;
  readonly lon: number;
  readonly world: Point;
  readonly precisionKm: number;
  readonly rows: number[];
  /** How many rows are of which kind. */
  readonly kinds: Map<string, number>;
}

/** One symbol on the map: a place, or several too near to tell apart. */
export interface Cluster {
  readonly shape: Shape;
  readonly spots: Spot[];
  /** On the screen; the middle of its spots, weighted by rows. */
  readonly at: Point;
  /** In pixels: of the area for areas, of the disc for points. */
  readonly radius: number;
  readonly count: number;
}

/** Levels that are wider than a settlement are never drawn as points, at any zoom. */
const WIDE = new Set(["district", "region", "water", "line"]);
/** An uncertainty below this many pixels cannot be told from a point. */
const SEEN = 9;
/** Symbols nearer than this are taken together. */
const CELL = 44;

/**
 * Which rows lie in the same place. That changes with decisions only, and is asked at every filter:
 * it is found once, and kept as a number for each row.
 */
export class Places {
  private readonly first: number[] = [];
  private readonly placeOf: Int32Array;

  constructor(private readonly incidents: Incidents) {
    const { lat, lon, precision_km } = incidents.columns;
    this.placeOf = new Int32Array(incidents.size).fill(-1);
    const known = new Map<string, number>();
    for (let row = 0; row < incidents.size; row++) {
      if (lat[row] === null || lon[row] === null) continue;
      const key = `${shapeOf(incidents, row)}|${lat[row]}|${lon[row]}|${precision_km[row]}`;
      let place = known.get(key);
      if (place === undefined) {
        place = this.first.push(row) - 1;
        known.set(key, place);
      }
      this.placeOf[row] = place;
    }
  }

  /** Return the spots of these rows; rows without a point are left out. */
  spots(rows: readonly number[]): Spot[] {
    const found: Spot[] = [];
    const at: (Spot | undefined)[] = [];
    for (const row of rows) {
      const place = this.placeOf[row] ?? -1;
      if (place < 0) continue;
      let spot = at[place];
      if (!spot) {
        spot = this.spot(row);
        at[place] = spot;
        found.push(spot);
      }
      spot.rows.push(row);
      const { name } = kindOf(this.incidents.type(row));
      spot.kinds.set(name, (spot.kinds.get(name) ?? 0) + 1);
    }
    return found;
  }

  private spot(row: number): Spot {
    const { incidents } = this;
    const { lat, lon, precision_km } = incidents.columns;
    const [y, x] = [lat[row] as number, lon[row] as number];
    return {
      name: incidents.place(row) ?? "",
      country: incidents.country(row),
      shape: shapeOf(incidents, row),
      lat: y,
      lon: x,
      world: project(x, y),
      precisionKm: precision_km[row] ?? 0,
      rows: [],
      kinds: new Map(),
    };
  }
}

function shapeOf(incidents: Incidents, row: number): Shape {
  const level = incidents.columns.level[row];
  if (level === "country") return "country";
  return level && WIDE.has(level) ? "area" : "point";
}

/** Return the symbols to draw: wide ones first, so that points stay on top. */
export function clustersOf(spots: readonly Spot[], camera: Camera): Cluster[] {
  const alone: Cluster[] = [];
  const near = new Map<string, Spot[]>();
  for (const spot of spots) {
    const at = camera.screen(spot.world);
    const radius = camera.pixels(spot.precisionKm, spot.lat);
    if (spot.shape === "country") continue;
    if (outside(at, Math.max(radius, CELL), camera)) continue;
    const wide = spot.shape === "area" ? radius >= CELL / 2 : radius >= SEEN * 2;
    if (wide) {
      alone.push({ shape: "area", spots: [spot], at, radius, count: spot.rows.length });
      continue;
    }
    const shape: Shape = spot.shape === "area" || radius >= SEEN ? "area" : "point";
    // Cells are fixed to the world, so that panning does not make clusters jump.
    const key = `${shape}|${Math.floor((spot.world.x * camera.scale) / CELL)}|${Math.floor((spot.world.y * camera.scale) / CELL)}`;
    const cell = near.get(key);
    if (cell) cell.push(spot);
    else near.set(key, [spot]);
  }
  alone.sort((a, b) => b.radius - a.radius);
  const together = [...near].map(([key, members]) => clusterOf(key.startsWith("area") ? "area" : "point", members, camera));
  together.sort((a, b) => (a.shape === b.shape ? b.count - a.count : a.shape === "area" ? -1 : 1));
  return [...alone, ...together];
}

function clusterOf(shape: Shape, spots: Spot[], camera: Camera): Cluster {
  const count = spots.reduce((sum, spot) => sum + spot.rows.length, 0);
  let [x, y] = [0, 0];
  for (const spot of spots) {
    const at = camera.screen(spot.world);
    x += (at.x * spot.rows.length) / count;
    y += (at.y * spot.rows.length) / count;
  }
  const reach = spots.reduce((most, spot) => Math.max(most, camera.pixels(spot.precisionKm, spot.lat)), 0);
  const disc = count === 1 ? 5.5 : Math.min(20, 8 + 1.8 * Math.log2(count));
  return { shape, spots, at: { x, y }, radius: shape === "area" ? Math.max(disc, Math.min(reach, CELL / 2), 9) : disc, count };
}

function outside(at: Point, radius: number, camera: Camera): boolean {
  return at.x < -radius || at.y < -radius || at.x > camera.width + radius || at.y > camera.height + radius;
}

/** Return how many rows of a symbol are of which kind, in the order of the kinds. */
export function kindShares(cluster: Pick<Cluster, "spots">): [string, number][] {
  const tally = new Map<string, number>();
  for (const spot of cluster.spots) {
    for (const [name, rows] of spot.kinds) tally.set(name, (tally.get(name) ?? 0) + rows);
  }
  return KINDS.filter((kind) => tally.has(kind.name)).map((kind) => [kind.name, tally.get(kind.name) as number]);
}
