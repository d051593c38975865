/** The map: where the incidents in view lie, and how exactly that is known. */

import { attribute, button, h } from "../dom";
import { count } from "../format";
import type { MapView } from "../state";
import type { Store } from "../store";
import { readAtlas, type Atlas, type Country } from "./atlas";
import { Ground, type WholeCountry } from "./ground";
import { clustersOf, Places, type Cluster, type Spot } from "./groups";
import { Hands } from "./hands";
import { onInkChange, readInk, type Ink } from "./ink";
import { drawLabels } from "./labels";
import { Popup } from "./popup";
import { boxBetween, Camera, clampZoom, fit, project, type Point } from "./projection";
import { drawCluster, drawScale } from "./symbols";
import { placeTable } from "./places";

export function mountMap(root: HTMLElement, store: Store): void {
  new StudyMap(root, store);
}

class StudyMap {
  private readonly canvas = h("canvas", { class: "map-canvas", tabindex: 0, role: "img", id: "map" });
  private readonly frame = h("div", { class: "map-frame" });
  private readonly brush = h("div", { class: "map-brush", hidden: true });
  private readonly tip = h("div", { class: "map-tip", hidden: true });
  private readonly popup: Popup;
  private atlas: Atlas | null = null;
  private readonly countryAt = new Map<string, Country | null>();
  private ink: Ink = readInk();
  private readonly ground = new Ground();
  private places: Places;
  private spots: Spot[] = [];
  /** Where the selected incident lies. */
  private chosen: Spot | null = null;
  private clusters: Cluster[] = [];
  private hovered: Cluster | null = null;
  private asked = 0;
  private width = 0;
  private height = 0;
  private boxing = false;

  constructor(
    root: HTMLElement,
    private readonly store: Store,
  ) {
    this.popup = new Popup(store);
    this.places = new Places(store.incidents);
    this.frame.append(this.canvas, this.brush, this.tip, this.popup.element, this.tools());
    root.append(this.frame);
    placeTable(root, this.frame, store);
    new Hands(this.canvas, {
      camera: () => this.camera,
      look: (view) => this.look(view),
      click: (at) => this.click(at),
      hover: (at) => this.hover(at),
      brushing: () => this.boxing,
      brush: (a, b, done) => this.drawBrush(a, b, done),
      key: (name) => this.key(name),
    });
    new ResizeObserver(() => this.resize()).observe(this.frame);
    store.on("table", () => {
      this.places = new Places(store.incidents);
    });
    store.on("visible", () => this.regroup());
    store.on("view", (changed) => {
      if (changed.has("selected")) this.selection();
      if (changed.has("map")) this.popup.close();
      if (changed.has("map") || changed.has("filters")) this.later();
    });
    onInkChange(() => {
      this.ink = readInk();
      this.later();
    });
    void readAtlas().then((atlas) => {
      this.atlas = atlas;
      this.countryAt.clear();
      this.later();
    });
    this.regroup();
    this.resize();
  }

  private get camera(): Camera {
    const view = this.store.view.map ?? fit(this.spots.map((spot) => spot.world), this.width, this.height);
    return new Camera({ ...view, zoom: clampZoom(view.zoom, this.width) }, this.width, this.height);
  }

  // -------------------------------------------------------------- drawing

  private resize(): void {
    const ratio = window.devicePixelRatio || 1;
    this.width = Math.max(1, this.frame.clientWidth);
    this.height = Math.max(1, this.frame.clientHeight);
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.draw();
  }

  private regroup(): void {
    this.spots = this.places.spots(this.store.visible);
    this.choose();
    const placed = this.spots.reduce((sum, spot) => sum + spot.rows.length, 0);
    attribute(
      this.canvas,
      "aria-label",
      `Map of ${count(placed, "incident")} in ${count(this.spots.length, "place")}. Arrow keys move it, plus and minus zoom, 0 shows all. The same as a table: the button Table.`,
    );
    this.later();
  }

  private later(): void {
    this.asked ||= requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    window.cancelAnimationFrame(this.asked);
    this.asked = 0;
    const pen = this.canvas.getContext("2d");
    // A pane that is not shown has no size.
    if (!pen || this.width < 2) return;
    const { camera, ink, chosen } = this;
    const whole = this.wholeCountries();
    this.clusters = [...clustersOf(this.spots, camera), ...whole.map((each) => this.countrySymbol(each, camera))];
    this.ground.draw(pen, this.atlas, camera, ink, whole);
    const brush = { pen, ink };
    for (const cluster of this.clusters) {
      const state = chosen && cluster.spots.includes(chosen) ? "selected" : cluster === this.hovered ? "hovered" : "plain";
      drawCluster(brush, cluster, state);
    }
    drawLabels(pen, camera, ink, this.atlas, this.clusters);
    drawScale(pen, camera, ink);
    this.showBox(camera);
  }

  /** Countries with incidents of which no more is known than the country. */
  private wholeCountries(): WholeCountry[] {
    const found = new Map<Country, WholeCountry>();
    for (const spot of this.spots) {
      if (spot.shape !== "country") continue;
      const country = this.countryOf(spot);
      if (!country) continue;
      const before = found.get(country);
      found.set(country, {
        country,
        spots: [...(before?.spots ?? []), spot],
        selected: (before?.selected ?? false) || spot === this.chosen,
      });
    }
    return [...found.values()];
  }

  /** The hatched country has a number to be clicked, where its name stands. */
  private countrySymbol({ country, spots }: WholeCountry, camera: Camera): Cluster {
    const at = camera.screen(country.label);
    const count = spots.reduce((sum, spot) => sum + spot.rows.length, 0);
    return { shape: "country", spots: [...spots], at: { x: at.x, y: at.y + 16 }, radius: 11, count };
  }

  private countryOf(spot: Spot): Country | null {
    const key = `${spot.lat},${spot.lon}`;
    let found = this.countryAt.get(key);
    if (found === undefined) {
      found = this.atlas?.countries.find((country) => country.contains(spot.lon, spot.lat)) ?? null;
      this.countryAt.set(key, found);
    }
    return found;
  }

  // -------------------------------------------------------------- hands

  private look(view: MapView | null): void {
    this.tip.hidden = true;
    this.store.go({ map: view }, "replace");
  }

  private key(name: "in" | "out" | "all" | Point): void {
    const { camera } = this;
    const middle = { x: this.width / 2, y: this.height / 2 };
    if (name === "all") this.look(null);
    else if (name === "in") this.look(camera.zoomed(0.75, middle));
    else if (name === "out") this.look(camera.zoomed(-0.75, middle));
    else this.look(camera.moved(name.x, name.y));
  }

  private click(at: Point): void {
    const cluster = this.hit(at);
    const rows = cluster?.spots.flatMap((spot) => spot.rows) ?? [];
    this.popup.close();
    if (!cluster) return;
    const id = this.store.incidents.columns.id[rows[0] as number] ?? null;
    if (rows.length === 1) this.store.select(id);
    else if (cluster.shape !== "country" && cluster.spots.length > 1 && this.camera.view.zoom < 11) this.enter(cluster);
    else this.popup.open(cluster.at, rows, this.width, this.height);
  }

  /** Zoom in so far that the places of a cluster come apart. */
  private enter(cluster: Cluster): void {
    const view = fit(cluster.spots.map((spot) => spot.world), this.width, this.height, 11);
    const zoom = Math.max(this.camera.view.zoom + 1, view.zoom);
    this.look({ ...view, zoom: clampZoom(zoom, this.width) });
  }

  private hit(at: Point): Cluster | null {
    const reach = (cluster: Cluster): number => Math.hypot(cluster.at.x - at.x, cluster.at.y - at.y);
    const touched = this.clusters.filter((cluster) => reach(cluster) <= Math.max(cluster.radius, 11));
    // Of symbols that lie over each other the smallest is meant.
    return touched.sort((a, b) => a.radius - b.radius || reach(a) - reach(b))[0] ?? null;
  }

  private hover(at: Point | null): void {
    const found = at && this.hit(at);
    this.canvas.classList.toggle("map-over", found !== null);
    if (found === this.hovered) return;
    this.hovered = found;
    this.tip.hidden = !found || this.popup.isOpen;
    if (found) this.showTip(found);
    this.later();
  }

  private showTip(cluster: Cluster): void {
    const names = cluster.spots.map((spot) => spot.name).filter(Boolean);
    const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
    const wide = cluster.shape === "area" && cluster.spots.length === 1 ? cluster.spots[0]?.precisionKm : null;
    const note = cluster.shape === "country" ? "no more is known than the country" : wide ? `somewhere within ${Math.round(wide)} km` : null;
    this.tip.replaceChildren(
      h("strong", null, h("bdi", null, shown)),
      ` · ${count(cluster.count, "incident")}`,
      note ? h("span", { class: "map-tip-note" }, note) : "",
    );
    this.tip.style.left = `${Math.min(cluster.at.x + 14, this.width - 190)}px`;
    this.tip.style.top = `${Math.max(4, cluster.at.y - 44)}px`;
  }

  // -------------------------------------------------------------- the box

  private drawBrush(a: Point, b: Point, done: boolean): void {
    const large = Math.abs(a.x - b.x) > 6 && Math.abs(a.y - b.y) > 6;
    this.place(this.brush, a, b);
    this.brush.hidden = !large;
    if (!done) return;
    this.setBoxing(false);
    if (large) this.store.filter({ box: boxBetween(this.camera, a, b) });
    else this.later();
  }

  private showBox(camera: Camera): void {
    const { box } = this.store.view.filters;
    this.brush.hidden = !box;
    if (!box) return;
    this.place(
      this.brush,
      camera.screen(project(box.west, box.north)),
      camera.screen(project(box.east, box.south)),
    );
  }

  private place(element: HTMLElement, a: Point, b: Point): void {
    element.style.left = `${Math.min(a.x, b.x)}px`;
    element.style.top = `${Math.min(a.y, b.y)}px`;
    element.style.width = `${Math.abs(a.x - b.x)}px`;
    element.style.height = `${Math.abs(a.y - b.y)}px`;
  }

  private setBoxing(on: boolean): void {
    this.boxing = on;
    this.canvas.classList.toggle("map-boxing", on);
    attribute(this.frame.querySelector("#map-box") as HTMLElement, "aria-pressed", String(on));
  }

  private tools(): HTMLElement {
    const box = button("Box", () => {
      if (this.store.view.filters.box) this.store.filter({ box: null });
      else this.setBoxing(!this.boxing);
    }, { id: "map-box", class: "map-tool", "aria-pressed": "false", title: "draw a box: only incidents inside (or drag with Shift)" });
    this.store.on("view", (changed) => {
      if (changed.has("filters")) box.textContent = this.store.view.filters.box ? "Clear box" : "Box";
    });
    if (this.store.view.filters.box) box.textContent = "Clear box";
    return h(
      "div",
      { class: "map-tools", role: "toolbar", "aria-label": "Map" },
      button("+", () => this.key("in"), { class: "map-tool map-sign", "aria-label": "Zoom in" }),
      button("−", () => this.key("out"), { class: "map-tool map-sign", "aria-label": "Zoom out" }),
      button("Fit", () => this.key("all"), { class: "map-tool", title: "show all incidents in view" }),
      box,
    );
  }

  /** A selected incident out of sight is brought into it. */
  private selection(): void {
    this.choose();
    const spot = this.chosen;
    if (spot && this.width > 1) {
      const { x, y } = this.camera.screen(spot.world);
      const seen = x > 10 && y > 10 && x < this.width - 10 && y < this.height - 10;
      if (!seen) this.look({ lat: spot.lat, lon: spot.lon, zoom: this.camera.view.zoom });
    }
    this.popup.mark();
    this.later();
  }

  private choose(): void {
    const row = this.store.incidents.row(this.store.view.selected);
    this.chosen = row === null ? null : (this.spots.find((each) => each.rows.includes(row)) ?? null);
  }
}
