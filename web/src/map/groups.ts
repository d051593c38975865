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

/** Return the spots of these rows; rows without a point are left out. */
export function spotsOf(incidents: Incidents, rows: readonly number[]): Spot[] {
  const { lat, lon, level, precision_km } = incidents.columns;
  const spots = new Map<string, Spot>();
  for (const row of rows) {
    const [y, x] = [lat[row], lon[row]];
    if (y === null || y === undefined || x === null || x === undefined) continue;
    const precisionKm = precision_km[row] ?? 0;
    const kind = level[row];
    const shape: Shape = kind === "country" ? "country" : kind && WIDE.has(kind) ? "area" : "point";
    const key = `${shape}|${y}|${x}|${precisionKm}`;
    let spot = spots.get(key);
    if (!spot) {
      const name = incidents.place(row) ?? "";
      spot = { name, country: incidents.country(row), shape, lat: y, lon: x, world: project(x, y), precisionKm, rows: [], kinds: new Map() };
      spots.set(key, spot);
    }
    spot.rows.push(row);
    const { name } = kindOf(incidents.type(row));
    spot.kinds.set(name, (spot.kinds.get(name) ?? 0) + 1);
  }
  return [...spots.values()];
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
  const disc = count === 1 ? 5.5 : Math.min(24, 8 + 2.6 * Math.log2(count));
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
