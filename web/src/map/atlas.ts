/** The map data (bundle/atlas.mjs) as paths of the projected world, one for each country and water. */

import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { project, type Point } from "./projection";

interface CountryFacts {
  readonly name: string;
  /** Where the name is written, degrees. */
  readonly lon: number;
  readonly lat: number;
  /** Km² of the largest piece. */
  readonly size: number;
}

type AtlasTopology = Topology<{
  countries: GeometryCollection<CountryFacts>;
  rivers: GeometryCollection;
  lakes: GeometryCollection;
}>;

declare global {
  var datelineAtlas: AtlasTopology | undefined;
}

export interface Area {
  readonly path: Path2D;
  /** In the projected world. */
  readonly bounds: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
}

export interface Country extends Area, CountryFacts {
  readonly label: Point;
  contains(lon: number, lat: number): boolean;
}

export interface Atlas {
  readonly countries: readonly Country[];
  readonly rivers: readonly Area[];
  readonly lakes: readonly Area[];
}

type Ring = readonly (readonly number[])[];

/**
 * Return the atlas, or null where its file is missing: then the map has no ground. Its script comes
 * after the page's, and both before the document is ready.
 */
export async function readAtlas(): Promise<Atlas | null> {
  if (!globalThis.datelineAtlas && document.readyState !== "complete") {
    await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  }
  const found = globalThis.datelineAtlas;
  if (!found) return null;
  const countries = feature(found, found.objects.countries).features.map(({ geometry, properties }): Country => {
    const rings = ringsOf(geometry);
    return {
      ...properties,
      ...areaOf(rings, true),
      label: project(properties.lon, properties.lat),
      contains: (lon, lat) => [lon - 360, lon, lon + 360].some((each) => inside(rings, each, lat)),
    };
  });
  const waters = (name: "rivers" | "lakes"): Area[] =>
    feature(found, found.objects[name]).features.map(({ geometry }) => areaOf(ringsOf(geometry), name === "lakes"));
  return { countries, rivers: waters("rivers"), lakes: waters("lakes") };
}

/** Return rings and lines without jumps at the date line. */
function ringsOf(geometry: GeoJSON.Geometry): Ring[] {
  return linesOf(geometry).map(unrolled);
}

/**
 * The atlas is stitched at the date line: a ring there goes from 179° to -179°. On a flat map it goes
 * on to 181° instead. One that comes round the whole world (Antarctica) is closed along the pole.
 */
export function unrolled(ring: Ring): Ring {
  let turn = 0;
  const points = ring.map(([lon = 0, lat = 0], index) => {
    const step = lon - (ring[index - 1]?.[0] ?? lon);
    if (step > 180) turn -= 360;
    else if (step < -180) turn += 360;
    return [lon + turn, lat];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || Math.abs((first[0] ?? 0) - (last[0] ?? 0)) < 180) return points;
  const pole = (first[1] ?? 0) < 0 ? -90 : 90;
  return [...points, [last[0] ?? 0, pole], [first[0] ?? 0, pole]];
}

function linesOf(geometry: GeoJSON.Geometry): Ring[] {
  switch (geometry.type) {
    case "Polygon":
    case "MultiLineString":
      return geometry.coordinates;
    case "MultiPolygon":
      return geometry.coordinates.flat();
    case "LineString":
      return [geometry.coordinates];
    default:
      return [];
  }
}

function areaOf(rings: readonly Ring[], closed: boolean): Area {
  const path = new Path2D();
  const bounds = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const ring of rings) {
    ring.forEach(([lon = 0, lat = 0], index) => {
      const { x, y } = project(lon, lat);
      if (index) path.lineTo(x, y);
      else path.moveTo(x, y);
      bounds.x0 = Math.min(bounds.x0, x);
      bounds.x1 = Math.max(bounds.x1, x);
      bounds.y0 = Math.min(bounds.y0, y);
      bounds.y1 = Math.max(bounds.y1, y);
    });
    if (closed) path.closePath();
  }
  return { path, bounds };
}

/** Tell whether a point lies inside rings (even-odd: holes are outside). */
export function inside(rings: readonly Ring[], lon: number, lat: number): boolean {
  let within = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi = 0, yi = 0] = ring[i] ?? [];
      const [xj = 0, yj = 0] = ring[j] ?? [];
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) within = !within;
    }
  }
  return within;
}
