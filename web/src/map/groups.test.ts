import { describe, expect, it } from "vitest";
import { made } from "../../testing/made";
import { Incidents } from "../table";
import { inside, unrolled } from "./atlas";
import { clustersOf, kindShares, Places } from "./groups";
import { boxBetween, Camera, fit, project, unproject } from "./projection";

const camera = (zoom: number, lon = 39, lat = 36): Camera => new Camera({ lon, lat, zoom }, 600, 400);

describe("the projection", () => {
  it("comes back to the same place", () => {
    for (const [lon, lat] of [[0, 0], [39.01, 35.95], [-179.9, -60], [179.9, 80]] as const) {
      const back = unproject(project(lon, lat));
      expect(back.lon).toBeCloseTo(lon, 6);
      expect(back.lat).toBeCloseTo(lat, 6);
    }
  });

  it("keeps the place under the hand while zooming", () => {
    const before = camera(5);
    const fixed = { x: 100, y: 300 };
    const after = new Camera(before.zoomed(1.5, fixed), 600, 400);
    const [a, b] = [unproject(before.world(fixed)), unproject(after.world(fixed))];
    expect(b.lon).toBeCloseTo(a.lon, 5);
    expect(b.lat).toBeCloseTo(a.lat, 5);
  });

  it("shows a place across the date line on its near side", () => {
    const { x } = camera(4, 179, 0).screen(project(-179, 0));
    expect(x).toBeGreaterThan(300);
    expect(x).toBeLessThan(360);
  });

  it("fits all points into sight", () => {
    const points = [project(44, 15), project(-4, 17), project(37, 50)];
    const fitted = new Camera(fit(points, 600, 400), 600, 400);
    for (const point of points) {
      const { x, y } = fitted.screen(point);
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(600);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(400);
    }
  });

  it("makes a box of two corners in any order", () => {
    const box = boxBetween(camera(5), { x: 400, y: 300 }, { x: 200, y: 100 });
    expect(box.west).toBeLessThan(box.east);
    expect(box.south).toBeLessThan(box.north);
  });

  it("knows how long a kilometre is: a degree of latitude is 111 of them", () => {
    const view = camera(6, 0, 0);
    const degree = Math.abs(view.screen(project(0, 0.5)).y - view.screen(project(0, -0.5)).y);
    expect(view.pixels(111.2, 0) / degree).toBeCloseTo(1, 2);
  });
});

describe("places on the map", () => {
  const incidents = new Incidents(
    made(
      { id: "a", type: "battle", place: "Raqqa", at: [35.95, 39.01], level: "settlement", precision: 3 },
      { id: "b", type: "air_strike", place: "Raqqa", at: [35.95, 39.01], level: "settlement", precision: 3 },
      { id: "c", place: "Ar-Raqqah", at: [36, 39], level: "region", precision: 70 },
      { id: "d", place: "Syria", at: [35, 38], level: "country", precision: 350 },
      { id: "e", place: "Tabqa", at: [35.84, 38.54], level: "settlement", precision: 3 },
      { id: "f" },
    ),
  );
  const spots = new Places(incidents).spots([0, 1, 2, 3, 4, 5]);

  it("take the rows of one place together, and leave out those without one", () => {
    expect(spots.map((spot) => [spot.name, spot.shape, spot.rows])).toEqual([
      ["Raqqa", "point", [0, 1]],
      ["Ar-Raqqah", "area", [2]],
      ["Syria", "country", [3]],
      ["Tabqa", "point", [4]],
    ]);
  });

  it("are never points where no more than a region is known", () => {
    for (let zoom = 0; zoom <= 12; zoom++) {
      const region = clustersOf(spots, camera(zoom)).filter((cluster) => cluster.spots.some((spot) => spot.name === "Ar-Raqqah"));
      expect(region).toHaveLength(1);
      expect(region[0]?.shape).toBe("area");
      expect(region[0]?.spots).toHaveLength(1);
    }
  });

  it("draw an area as wide as its precision", () => {
    const view = camera(8);
    const area = clustersOf(spots, view).find((cluster) => cluster.spots[0]?.name === "Ar-Raqqah");
    expect(area?.radius).toBeCloseTo(view.pixels(70, 36), 5);
  });

  it("become areas when one looks closer than they are known", () => {
    const raqqa = (zoom: number): string | undefined =>
      clustersOf(spots, camera(zoom, 39.01, 35.95)).find((cluster) => cluster.spots[0]?.name === "Raqqa")?.shape;
    expect(raqqa(6)).toBe("point");
    expect(raqqa(12)).toBe("area");
  });

  it("come together from afar and apart from near", () => {
    const points = (zoom: number): number[] =>
      clustersOf(spots, camera(zoom, 38.8, 35.9)).filter((cluster) => cluster.shape === "point").map((cluster) => cluster.count);
    expect(points(2)).toEqual([3]);
    expect(points(8)).toEqual([2, 1]);
  });

  it("count kinds", () => {
    const [raqqa] = spots;
    expect(raqqa && kindShares({ spots: [raqqa] })).toEqual([["violence", 1], ["air", 1]]);
  });
});

describe("rings of the atlas", () => {
  it("go on beyond the date line instead of back round the world", () => {
    expect(unrolled([[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]])).toEqual([[179, 0], [181, 0], [181, 1], [179, 1], [179, 0]]);
  });

  it("that come round the world are closed along the pole", () => {
    const ring = unrolled([[-180, -70], [-60, -70], [60, -70], [180, -70]]);
    expect(ring.slice(-2)).toEqual([[180, -90], [-180, -90]]);
  });

  it("know what lies inside, holes left out", () => {
    const square = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
    const hole = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]];
    expect(inside([square, hole], 2, 2)).toBe(true);
    expect(inside([square, hole], 5, 5)).toBe(false);
    expect(inside([square, hole], 12, 2)).toBe(false);
  });
});
