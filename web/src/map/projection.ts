/**
 * Web Mercator in a world of 4,096 units a side: small enough that 32-bit paths stay exact to a tenth
 * of a pixel at the deepest zoom, and one multiplication away from the screen.
 */

import type { Box, MapView } from "../state";

export const WORLD = 4096;
export const MAX_ZOOM = 12;
/** Pixels of the whole world at zoom 0. */
const TILE = 256;
const MAX_LAT = 85.0511;
const KM_AROUND = 40_075;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Return the point of the world; x grows to the east, y to the south. */
export function project(lon: number, lat: number): Point {
  const phi = (Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 180;
  return {
    x: ((lon + 180) / 360) * WORLD,
    y: ((1 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / Math.PI) / 2) * WORLD,
  };
}

/** Return degrees; beyond the world's edge the longitude is turned back into -180 to 180. */
export function unproject(point: Point): { lon: number; lat: number } {
  const turned = (((point.x % WORLD) + WORLD) % WORLD) / WORLD;
  const n = Math.PI * (1 - (2 * point.y) / WORLD);
  return { lon: turned * 360 - 180, lat: (Math.atan(Math.sinh(n)) * 180) / Math.PI };
}

/** The map on a screen of some size. */
export class Camera {
  /** Pixels a unit of the world. */
  readonly scale: number;
  private readonly centre: Point;

  constructor(
    readonly view: MapView,
    readonly width: number,
    readonly height: number,
  ) {
    this.scale = (TILE * 2 ** view.zoom) / WORLD;
    this.centre = project(view.lon, view.lat);
  }

  /** Return where a point of the world is on the screen: of its copies to east and west the nearest. */
  screen(point: Point): Point {
    let dx = point.x - this.centre.x;
    if (dx > WORLD / 2) dx -= WORLD;
    if (dx < -WORLD / 2) dx += WORLD;
    return { x: this.width / 2 + dx * this.scale, y: this.height / 2 + (point.y - this.centre.y) * this.scale };
  }

  /** Return the point of the world under a point of the screen; x may lie beyond the world's edge. */
  world(screen: Point): Point {
    return {
      x: this.centre.x + (screen.x - this.width / 2) / this.scale,
      y: this.centre.y + (screen.y - this.height / 2) / this.scale,
    };
  }

  /** Where the world's origin is on the screen. */
  get origin(): Point {
    return { x: this.width / 2 - this.centre.x * this.scale, y: this.height / 2 - this.centre.y * this.scale };
  }

  /** Return pixels of so many kilometres at a latitude: Mercator stretches towards the poles. */
  pixels(km: number, lat: number): number {
    const stretch = 1 / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
    return (km / KM_AROUND) * WORLD * this.scale * stretch;
  }

  /** Return the view moved by pixels: the map follows the hand. */
  moved(dx: number, dy: number): MapView {
    return this.at({ x: this.width / 2 - dx, y: this.height / 2 - dy }, this.view.zoom);
  }

  /** Return the view zoomed by steps, with the place under `fixed` staying where it is. */
  zoomed(steps: number, fixed: Point): MapView {
    const zoom = clampZoom(this.view.zoom + steps, this.width);
    const keep = this.world(fixed);
    const scale = (TILE * 2 ** zoom) / WORLD;
    const centre = {
      x: keep.x - (fixed.x - this.width / 2) / scale,
      y: keep.y - (fixed.y - this.height / 2) / scale,
    };
    return { ...kept(unproject(centre)), zoom };
  }

  private at(screen: Point, zoom: number): MapView {
    return { ...kept(unproject(this.world(screen))), zoom };
  }
}

function kept({ lon, lat }: { lon: number; lat: number }): { lon: number; lat: number } {
  return { lon, lat: Math.max(-80, Math.min(84, lat)) };
}

/** The world never gets smaller than the screen is wide, nor closer than the data is exact. */
export function clampZoom(zoom: number, width: number): number {
  return Math.max(Math.log2(Math.max(width, TILE) / TILE), Math.min(MAX_ZOOM, zoom));
}

/** Return the view in which all these points are in sight, with room around, no closer than `closest`. */
export function fit(points: readonly Point[], width: number, height: number, closest = 7): MapView {
  if (!points.length) return { lon: 20, lat: 25, zoom: clampZoom(0, width) };
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [west, east] = [min(xs), max(xs)];
  const [north, south] = [min(ys), max(ys)];
  const room = Math.min(
    Math.max(80, width - 96) / Math.max(east - west, 1e-9),
    Math.max(80, height - 96) / Math.max(south - north, 1e-9),
  );
  const zoom = Math.min(closest, Math.log2((room * WORLD) / TILE));
  return { ...kept(unproject({ x: (west + east) / 2, y: (north + south) / 2 })), zoom: clampZoom(zoom, width) };
}

function min(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function max(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

/** Return the box between two points of the screen, in degrees. */
export function boxBetween(camera: Camera, a: Point, b: Point): Box {
  const first = unproject(camera.world({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) }));
  const last = unproject(camera.world({ x: Math.max(a.x, b.x), y: Math.max(a.y, b.y) }));
  return { west: first.lon, north: first.lat, east: last.lon, south: last.lat };
}
