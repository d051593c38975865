/** Choosing a run of bins: drag, click, or keys. */

export interface BrushPorts {
  /** The bin under a place on the screen. */
  binAt(clientX: number): number;
  size(): number;
  /** What is chosen now. */
  current(): [number, number] | null;
  show(range: readonly [number, number] | null, cursor: number | null): void;
  choose(range: readonly [number, number] | null): void;
}

export class Brush {
  private start: number | null = null;
  private cursor: number | null = null;
  private anchor: number | null = null;

  constructor(
    private readonly chart: SVGSVGElement,
    private readonly ports: BrushPorts,
  ) {
    chart.addEventListener("pointerdown", (event) => this.press(event));
    chart.addEventListener("pointermove", (event) => this.move(event));
    chart.addEventListener("pointerup", (event) => this.lift(event));
    chart.addEventListener("pointercancel", () => this.stop());
    chart.addEventListener("pointerleave", () => this.start === null && this.ports.show(this.ports.current(), null));
    chart.addEventListener("keydown", (event) => this.key(event));
    chart.addEventListener("blur", () => this.stop());
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || !this.ports.size()) return;
    this.chart.setPointerCapture(event.pointerId);
    this.start = this.ports.binAt(event.clientX);
  }

  private move(event: PointerEvent): void {
    if (!this.ports.size()) return;
    const bin = this.ports.binAt(event.clientX);
    if (this.start === null) this.ports.show(this.ports.current(), bin);
    else this.ports.show(ordered(this.start, bin), bin);
  }

  private lift(event: PointerEvent): void {
    if (this.start === null) return;
    const range = ordered(this.start, this.ports.binAt(event.clientX));
    this.start = null;
    const now = this.ports.current();
    // A second click on what is chosen takes it back.
    const again = now !== null && now[0] === range[0] && now[1] === range[1];
    this.ports.choose(again ? null : range);
  }

  private stop(): void {
    this.start = null;
    this.cursor = null;
    this.anchor = null;
    this.ports.show(this.ports.current(), null);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.ports.size()) return;
    const last = this.ports.size() - 1;
    const now = this.cursor ?? this.ports.current()?.[0] ?? 0;
    const to: Record<string, number> = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last, PageUp: now - 12, PageDown: now + 12 };
    const next = to[event.key];
    if (next !== undefined) this.step(this.cursor === null ? now : Math.max(0, Math.min(last, next)), event.shiftKey);
    else if (event.key === "Enter" && this.cursor !== null) this.ports.choose(ordered(this.anchor ?? this.cursor, this.cursor));
    else if (event.key === "Escape" && this.ports.current()) this.ports.choose(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private step(bin: number, extend: boolean): void {
    if (extend) this.anchor ??= this.cursor ?? bin;
    else this.anchor = null;
    this.cursor = bin;
    this.ports.show(this.anchor === null ? this.ports.current() : ordered(this.anchor, bin), bin);
  }
}

function ordered(a: number, b: number): [number, number] {
  return a <= b ? [a, b] : [b, a];
}
