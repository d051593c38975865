/** Names on the map: countries, and places of the study; none over another. */

import type { Atlas } from "./atlas";
import type { Cluster } from "./groups";
import type { Ink } from "./ink";
import type { Camera } from "./projection";

/** So many symbols can all have their names. */
const FEW = 25;

interface Plate {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Draw names until there is no more room: places of the study go before countries. */
export function drawLabels(
  pen: CanvasRenderingContext2D,
  camera: Camera,
  ink: Ink,
  atlas: Atlas | null,
  clusters: readonly Cluster[],
): void {
  const taken: Plate[] = clusters
    .filter((cluster) => cluster.shape !== "area" || cluster.radius < 30)
    .map(({ at, radius, shape }) => {
      // A country's number stands right under its name.
      const up = shape === "country" ? 7 : radius;
      return { x0: at.x - radius, y0: at.y - up, x1: at.x + radius, y1: at.y + radius };
    });
  pen.lineJoin = "round";
  placeNames(pen, camera, ink, clusters, taken);
  if (atlas) countryNames(pen, camera, ink, atlas, taken);
}

function placeNames(
  pen: CanvasRenderingContext2D,
  camera: Camera,
  ink: Ink,
  clusters: readonly Cluster[],
  taken: Plate[],
): void {
  // From afar names would stand for whole regions; a few do no harm.
  if (camera.view.zoom < 3.5 && clusters.length > FEW) return;
  pen.font = `600 11.5px ${ink.font}`;
  pen.textBaseline = "middle";
  const byCount = [...clusters].sort((a, b) => b.count - a.count).slice(0, 150);
  for (const { at, radius, spots, shape } of byCount) {
    if (shape === "country") continue;
    const first = spots.reduce((a, b) => (b.rows.length > a.rows.length ? b : a));
    const others = new Set(spots.map((spot) => spot.name)).size - 1;
    if (!first.name) continue;
    const text = cut(first.name, 28) + (others > 0 ? ` +${others}` : "");
    const gap = Math.min(radius, 26) + 4;
    const width = pen.measureText(text).width;
    const right = plateOf(at.x + gap, at.y, width);
    const left = plateOf(at.x - gap - width, at.y, width);
    const room = [right, left].find((plate) => free(plate, taken, camera));
    if (!room) continue;
    taken.push(room);
    pen.textAlign = "left";
    write(pen, text, room.x0 + 2, at.y, ink.ink, ink.halo, 3);
  }
}

function countryNames(pen: CanvasRenderingContext2D, camera: Camera, ink: Ink, atlas: Atlas, taken: Plate[]): void {
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  const bySize = [...atlas.countries].sort((a, b) => b.size - a.size);
  for (const country of bySize) {
    const at = camera.screen(country.label);
    if (at.x < 0 || at.y < 0 || at.x > camera.width || at.y > camera.height) continue;
    const room = camera.pixels(Math.sqrt(country.size), country.lat);
    const size = room > 260 ? 13 : 11;
    pen.font = `${size}px ${ink.font}`;
    // Letters apart, as map makers write lands and not towns.
    pen.letterSpacing = room > 260 ? "2px" : "1px";
    const text = country.name.toUpperCase();
    const width = pen.measureText(text).width;
    if (width > room * 1.15) continue;
    const plate = plateOf(at.x - width / 2, at.y, width);
    if (!free(plate, taken, camera)) continue;
    taken.push(plate);
    pen.globalAlpha = 0.72;
    write(pen, text, at.x, at.y, ink.text, ink.halo, 3);
    pen.globalAlpha = 1;
  }
  pen.letterSpacing = "0px";
}

function plateOf(x: number, y: number, width: number): Plate {
  return { x0: x - 2, y0: y - 8, x1: x + width + 2, y1: y + 8 };
}

function free(plate: Plate, taken: readonly Plate[], camera: Camera): boolean {
  if (plate.x0 < 2 || plate.x1 > camera.width - 2 || plate.y0 < 2 || plate.y1 > camera.height - 2) return false;
  return !taken.some((each) => plate.x0 < each.x1 && plate.x1 > each.x0 && plate.y0 < each.y1 && plate.y1 > each.y0);
}

function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string, halo: string, width: number): void {
  pen.lineWidth = width;
  pen.strokeStyle = halo;
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

function cut(text: string, most: number): string {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join("")}…`;
}
