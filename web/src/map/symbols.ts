/** Draws places: discs for points, hatched circles for areas, a ring of kinds and a count for many. */

import { number } from "../format";
import { kindShares, type Cluster } from "./groups";
import { hatch } from "./hatch";
import type { Ink } from "./ink";
import type { Camera } from "./projection";

const TURN = 2 * Math.PI;

export interface Brush {
  readonly pen: CanvasRenderingContext2D;
  readonly ink: Ink;
}

export function drawCluster(brush: Brush, cluster: Cluster, state: "plain" | "selected" | "hovered"): void {
  if (cluster.shape === "country") drawCountry(brush, cluster, state);
  else if (cluster.shape === "area") drawArea(brush, cluster, state);
  else drawPoint(brush, cluster, state);
}

function drawPoint({ pen, ink }: Brush, cluster: Cluster, state: string): void {
  const { at, radius, count } = cluster;
  if (state !== "plain") ring(pen, at.x, at.y, radius + 4, ink.accent, state === "selected" ? 3 : 1.5);
  const shares = kindShares(cluster);
  if (count === 1) {
    disc(pen, at.x, at.y, radius + 1.5, ink.surface);
    disc(pen, at.x, at.y, radius, ink.kinds.get(shares[0]?.[0] ?? "other") ?? ink.ink);
    return;
  }
  disc(pen, at.x, at.y, radius + 1, ink.surface);
  donut(pen, cluster, shares, ink);
  label(pen, number(count), at.x, at.y, radius > 13 ? 11.5 : 10.5, ink);
}

/** An area is never a pin: hatched, with a broken line round it, as wide as it may lie. */
function drawArea({ pen, ink }: Brush, cluster: Cluster, state: string): void {
  const { at, radius, count } = cluster;
  const shares = kindShares(cluster);
  const colour = ink.kinds.get(topOf(shares)) ?? ink.ink;
  pen.save();
  pen.beginPath();
  pen.arc(at.x, at.y, radius, 0, TURN);
  pen.globalAlpha = radius > 60 ? 0.05 : 0.14;
  pen.fillStyle = colour;
  pen.fill();
  const pattern = hatch(pen, colour, 1);
  if (pattern) {
    pen.globalAlpha = radius > 60 ? 0.3 : 0.6;
    pen.fillStyle = pattern;
    pen.fill();
  }
  pen.globalAlpha = 1;
  pen.setLineDash([4, 3]);
  pen.lineWidth = state === "selected" ? 3 : state === "hovered" ? 2 : 1.1;
  pen.strokeStyle = state === "plain" ? colour : ink.accent;
  pen.stroke();
  pen.restore();
  if (count > 1) plate(pen, number(count), at.x, at.y, ink);
}

/** The country itself is hatched (ground.ts); here stands how many. */
function drawCountry({ pen, ink }: Brush, { at, count }: Cluster, state: string): void {
  plate(pen, number(count), at.x, at.y, ink);
  pen.save();
  pen.setLineDash([3, 2]);
  pen.lineWidth = state === "selected" ? 2.5 : 1;
  pen.strokeStyle = state === "plain" ? ink.text : ink.accent;
  pen.stroke();
  pen.restore();
}

function topOf(shares: readonly [string, number][]): string {
  return shares.reduce<[string, number]>((a, b) => (b[1] > a[1] ? b : a), ["other", 0])[0];
}

function donut(pen: CanvasRenderingContext2D, cluster: Cluster, shares: readonly [string, number][], ink: Ink): void {
  const { at, radius, count } = cluster;
  const width = Math.max(3, radius * 0.26);
  let from = -TURN / 4;
  pen.lineWidth = width;
  for (const [kind, share] of shares) {
    const to = from + (share / count) * TURN;
    pen.beginPath();
    pen.strokeStyle = ink.kinds.get(kind) ?? ink.ink;
    pen.arc(at.x, at.y, radius - width / 2, from, to);
    pen.stroke();
    from = to;
  }
}

function disc(pen: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, TURN);
  pen.fillStyle = colour;
  pen.fill();
}

function ring(pen: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string, width: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, TURN);
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.stroke();
}

function label(pen: CanvasRenderingContext2D, text: string, x: number, y: number, size: number, ink: Ink): void {
  pen.font = `600 ${size}px ${ink.font}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = ink.ink;
  pen.fillText(text, x, y + 0.5);
}

/** A count on a ground of its own, readable on hatching. */
function plate(pen: CanvasRenderingContext2D, text: string, x: number, y: number, ink: Ink): void {
  pen.font = `600 11px ${ink.font}`;
  const width = Math.max(18, pen.measureText(text).width + 9);
  pen.beginPath();
  pen.roundRect(x - width / 2, y - 8, width, 16, 8);
  pen.fillStyle = ink.surface;
  pen.globalAlpha = 0.9;
  pen.fill();
  pen.globalAlpha = 1;
  label(pen, text, x, y, 11, ink);
}

/** Draw a bar that says how long some round distance is here. */
export function drawScale(pen: CanvasRenderingContext2D, camera: Camera, ink: Ink): void {
  const { lat } = camera.view;
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
  const km = [...steps].reverse().find((each) => camera.pixels(each, lat) <= 110) ?? 1;
  const length = camera.pixels(km, lat);
  const [x, y] = [12, camera.height - 12];
  pen.lineWidth = 1.5;
  pen.strokeStyle = ink.text;
  pen.beginPath();
  pen.moveTo(x, y - 5);
  pen.lineTo(x, y);
  pen.lineTo(x + length, y);
  pen.lineTo(x + length, y - 5);
  pen.stroke();
  pen.font = `11px ${ink.font}`;
  pen.textAlign = "left";
  pen.textBaseline = "bottom";
  pen.fillStyle = ink.text;
  pen.fillText(`${number(km)} km`, x + 5, y - 3);
}
