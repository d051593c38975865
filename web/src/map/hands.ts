/** Mouse, wheel, touch and keys on the map. */

import type { MapView } from "../state";
import type { Camera, Point } from "./projection";

export interface HandPorts {
  camera(): Camera;
  look(view: MapView): void;
  click(at: Point): void;
  hover(at: Point | null): void;
  /** Whether a drag draws a box instead of moving the map. */
  brushing(): boolean;
  brush(a: Point, b: Point, done: boolean): void;
  /** "in", "out", "all", or pixels to move by. */
  key(name: "in" | "out" | "all" | Point): void;
}

/** A press that moves less is a click. */
const STILL = 4;
const STEP = 80;

const KEYS: Record<string, "in" | "out" | "all" | Point> = {
  "+": "in",
  "=": "in",
  "-": "out",
  "0": "all",
  ArrowLeft: { x: STEP, y: 0 },
  ArrowRight: { x: -STEP, y: 0 },
  ArrowUp: { x: 0, y: STEP },
  ArrowDown: { x: 0, y: -STEP },
};

export class Hands {
  private readonly down = new Map<number, Point>();
  private start: Point | null = null;
  private boxing = false;
  private moved = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly ports: HandPorts,
  ) {
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.lift(event));
    canvas.addEventListener("pointercancel", (event) => this.cancel(event));
    canvas.addEventListener("pointerleave", () => this.ports.hover(null));
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("dblclick", (event) => this.ports.look(this.ports.camera().zoomed(1, this.at(event))));
    canvas.addEventListener("keydown", (event) => this.key(event));
  }

  private at(event: MouseEvent): Point {
    const frame = this.canvas.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.down.set(event.pointerId, this.at(event));
    if (this.down.size > 1) {
      this.moved = true;
      return;
    }
    this.start = this.at(event);
    this.moved = false;
    this.boxing = event.shiftKey || this.ports.brushing();
  }

  private move(event: PointerEvent): void {
    const now = this.at(event);
    const before = this.down.get(event.pointerId);
    if (!before) return this.ports.hover(event.pointerType === "mouse" ? now : null);
    if (this.start && Math.hypot(now.x - this.start.x, now.y - this.start.y) > STILL) this.moved = true;
    if (!this.moved) return;
    const others = [...this.down].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.down.set(event.pointerId, now);
    const other = others[0];
    if (other) this.pinch(before, now, other);
    else if (this.boxing && this.start) this.ports.brush(this.start, now, false);
    else this.ports.look(this.ports.camera().moved(now.x - before.x, now.y - before.y));
  }

  /** Two fingers: as their distance grows, so does the map, around their middle. */
  private pinch(before: Point, now: Point, other: Point): void {
    const [was, is] = [Math.hypot(before.x - other.x, before.y - other.y), Math.hypot(now.x - other.x, now.y - other.y)];
    if (was < 1 || is < 1) return;
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.ports.look(this.ports.camera().zoomed(Math.log2(is / was), middle));
  }

  private lift(event: PointerEvent): void {
    if (!this.down.delete(event.pointerId)) return;
    if (this.down.size) return;
    const now = this.at(event);
    if (this.boxing && this.start && this.moved) this.ports.brush(this.start, now, true);
    else if (!this.moved) this.ports.click(now);
    this.start = null;
    this.boxing = false;
  }

  private cancel(event: PointerEvent): void {
    this.down.delete(event.pointerId);
    if (this.boxing && this.start) this.ports.brush(this.start, this.start, true);
    this.start = null;
    this.boxing = false;
    this.moved = true;
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    const steps = Math.max(-1, Math.min(1, (-event.deltaY * lines) / 240));
    this.ports.look(this.ports.camera().zoomed(steps, this.at(event)));
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does = KEYS[event.key];
    if (!does) return;
    this.ports.key(does);
    event.preventDefault();
    // Arrows here move the map, and not the list.
    event.stopPropagation();
  }
}
