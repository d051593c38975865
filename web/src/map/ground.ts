/** Draws the ground: land, waters, borders, and countries in which something happened somewhere. */

import type { Area, Atlas, Country } from "./atlas";
import type { Spot } from "./groups";
import { hatch } from "./hatch";
import type { Ink } from "./ink";
import { WORLD, type Camera } from "./projection";

/** A country with what is known to have happened in it, but not where. */
export interface WholeCountry {
  readonly country: Country;
  readonly spots: readonly Spot[];
  readonly selected: boolean;
}

/** The ground, kept as a picture until the view changes: a new selection draws only what lies on it. */
export class Ground {
  private readonly picture = document.createElement("canvas");
  private drawn = "";

  draw(
    pen: CanvasRenderingContext2D,
    atlas: Atlas | null,
    camera: Camera,
    ink: Ink,
    whole: readonly WholeCountry[],
  ): void {
    const { width, height } = pen.canvas;
    const { view } = camera;
    const now = JSON.stringify([
      width, height, view.lon, view.lat, view.zoom, ink.land, atlas !== null,
      whole.map((each) => [each.country.name, each.selected]),
    ]);
    const under = this.picture.getContext("2d", { alpha: false });
    if (!under) return drawGround(pen, atlas, camera, ink, whole);
    if (now !== this.drawn) {
      this.drawn = now;
      this.picture.width = width;
      this.picture.height = height;
      drawGround(under, atlas, camera, ink, whole);
    }
    const ratio = window.devicePixelRatio || 1;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(this.picture, 0, 0);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
}

function drawGround(
  pen: CanvasRenderingContext2D,
  atlas: Atlas | null,
  camera: Camera,
  ink: Ink,
  whole: readonly WholeCountry[],
): void {
  const ratio = window.devicePixelRatio || 1;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = ink.sea;
  pen.fillRect(0, 0, camera.width, camera.height);
  if (!atlas) return;
  for (const shift of shifts(camera)) {
    const { origin, scale } = camera;
    const dx = origin.x + shift * WORLD * scale;
    pen.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * dx, ratio * origin.y);
    const seen = (area: Area): boolean => inSight(area, camera, dx);
    const countries = atlas.countries.filter(seen);
    pen.fillStyle = ink.land;
    for (const country of countries) pen.fill(country.path, "evenodd");
    for (const each of whole) if (seen(each.country)) hatched(pen, each, camera, ink);
    pen.fillStyle = ink.sea;
    for (const lake of atlas.lakes) if (seen(lake)) pen.fill(lake.path, "evenodd");
    pen.lineJoin = "round";
    if (camera.view.zoom > 3.2) {
      pen.strokeStyle = ink.river;
      pen.lineWidth = (camera.view.zoom > 5 ? 1.4 : 0.8) / scale;
      for (const river of atlas.rivers) if (seen(river)) pen.stroke(river.path);
    }
    pen.strokeStyle = ink.border;
    pen.lineWidth = 0.8 / scale;
    for (const country of countries) pen.stroke(country.path);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** The world repeats to the east and the west: which copies are in sight. */
function shifts(camera: Camera): number[] {
  const wide = WORLD * camera.scale;
  return [-1, 0, 1].filter((shift) => {
    const left = camera.origin.x + shift * wide;
    return left < camera.width && left + wide > 0;
  });
}

function inSight({ bounds }: Area, camera: Camera, dx: number): boolean {
  const { scale, origin, width, height } = camera;
  return (
    bounds.x1 * scale + dx > 0 &&
    bounds.x0 * scale + dx < width &&
    bounds.y1 * scale + origin.y > 0 &&
    bounds.y0 * scale + origin.y < height
  );
}

function hatched(pen: CanvasRenderingContext2D, { country, selected }: WholeCountry, camera: Camera, ink: Ink): void {
  const pattern = hatch(pen, selected ? ink.accent : ink.text, selected ? 1.4 : 0.9);
  if (!pattern) return;
  // The pattern is drawn in pixels of the screen, not in units of the world.
  pattern.setTransform(new DOMMatrix([1 / camera.scale, 0, 0, 1 / camera.scale, 0, 0]));
  pen.save();
  pen.globalAlpha = selected ? 0.6 : 0.28;
  pen.fillStyle = pattern;
  pen.fill(country.path, "evenodd");
  pen.restore();
}
