import { describe, expect, it } from "vitest";
import { made } from "../testing/made";
import type { Decided, Gone, IncidentTable, JudgementPage } from "./contract";
import { Incidents } from "./table";

function decided(changed: IncidentTable, gone: Gone[] = []): Decided {
  return { revision: "2", judgement: {} as JudgementPage, changed, gone };
}

function study(): Incidents {
  return new Incidents(made({ id: "a", place: "Gao", actors: ["x", "y"] }, { id: "b", place: "Kidal" }, { id: "c" }));
}

describe("incidents as columns", () => {
  it("take a changed row in, with names of its own lists", () => {
    const incidents = study();
    incidents.apply(decided(made({ id: "b", type: "shelling", place: "Timbuktu", actors: ["y", "z"], review: "accepted" })));
    expect(incidents.count).toBe(3);
    expect(incidents.row("b")).toBe(1);
    expect(incidents.type(1)).toBe("shelling");
    expect(incidents.place(1)).toBe("Timbuktu");
    expect(incidents.names(1, "actors")).toEqual(["y", "z"]);
    expect(incidents.names(0, "actors")).toEqual(["x", "y"]);
    expect(incidents.columns.review[1]).toBe("accepted");
    expect(incidents.revision).toBe("2");
  });

  it("follow a merge to its heir, and give the row back when it is undone", () => {
    const incidents = study();
    incidents.apply(decided(made({ id: "a" }), [{ id: "b", heir: "a" }]));
    expect(incidents.count).toBe(2);
    expect(incidents.row("b")).toBeNull();
    expect(incidents.holds(1)).toBe(false);
    expect(incidents.current("b")).toBe("a");
    incidents.apply(decided(made({ id: "a" }, { id: "b", place: "Kidal" })));
    expect(incidents.count).toBe(3);
    expect(incidents.row("b")).toBe(1);
    expect(incidents.current("b")).toBe("b");
  });

  it("put a new incident at the end", () => {
    const incidents = study();
    incidents.apply(decided(made({ id: "d", place: "Gao" })));
    expect(incidents.row("d")).toBe(3);
    expect(incidents.place(3)).toBe("Gao");
    expect(incidents.lists.places.filter((each) => each === "Gao")).toHaveLength(1);
  });

  it("do not go round where heirs do", () => {
    const incidents = study();
    incidents.apply(decided(made(), [{ id: "a", heir: "b" }, { id: "b", heir: "a" }]));
    expect(incidents.current("a")).toBeNull();
  });
});
