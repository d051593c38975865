import { describe, expect, it } from "vitest";
import type { FigureTable, IncidentPage, StudyInfo } from "../contract";
import { preview } from "./preview";

const study = { event_types: [{ name: "air_strike", label: "air strike", incidents: 2 }] } as unknown as StudyInfo;

interface Told {
  from?: string | null;
  killed?: [number | null, number | null];
  actors?: string[];
  /** Reports as id and what they repeat; each has one telling. */
  reports: [string, string | null][];
  sources?: string[];
}

function page(told: Told): IncidentPage {
  const figures = told.killed ? [{ kind: "killed", unit: "persons", low: told.killed[0], high: told.killed[1] } as FigureTable] : [];
  const incident = {
    event_type: "air_strike",
    from: told.from ?? null,
    to: told.from ?? null,
    place: null,
    actors: told.actors ?? [],
    recipients: [],
    figures,
    sources: told.sources ?? [],
  };
  return {
    incident,
    reports: told.reports.map(([id, copy_of]) => ({ id, copy_of })),
    claims: told.reports.map(([id]) => ({ claim: { id: `${id}-claim` }, document: id, role: "tells" })),
  } as unknown as IncidentPage;
}

const row = (left: Told, right: Told, name: string) => preview(page(left), page(right), study).find((each) => each.name === name);

describe("preview", () => {
  const one: Told = { from: "2020-03-14", killed: [24, 31], actors: ["A"], reports: [["r1", null], ["r2", null]], sources: ["s", "t"] };

  it("counts shared reports, copies and sources once", () => {
    const other: Told = { reports: [["r2", null], ["r3", "r1"]], sources: ["t", "u"] };
    expect(row(one, other, "Reports")).toMatchObject({ left: "2 reports", right: "2 reports", together: "2 reports" });
    expect(row(one, other, "Sources")?.together).toBe("3 sources");
    expect(row(one, other, "Tellings")?.together).toBe("3 tellings");
  });

  it("says what differs, and what stands where one says nothing", () => {
    const other: Told = { reports: [["r9", null]], actors: ["B"] };
    expect(row(one, other, "When")).toMatchObject({ right: "not stated", together: "14 Mar 2020", differs: true });
    expect(row(one, other, "Who")).toMatchObject({ together: "A, B", differs: true });
    expect(row(one, one, "When")?.differs).toBe(false);
    expect(row(one, { ...other, from: "2020-03-15" }, "When")?.together).toContain("anew");
  });

  it("gives the widest range, open where either is", () => {
    expect(row(one, { killed: [9, 11], reports: [["r9", null]] }, "Killed")?.together).toBe("9 to 31, weighed by the rule");
    expect(row(one, { killed: [26, null], reports: [["r9", null]] }, "Killed")?.together).toBe("24 or more, weighed by the rule");
    expect(row(one, { reports: [["r9", null]] }, "Killed")).toMatchObject({ right: "not stated", together: "24 to 31" });
  });
});
