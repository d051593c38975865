import { describe, expect, it, vi } from "vitest";
import { made } from "../testing/made";
import type { Decided, IncidentPage, JudgementPage, SearchAnswer, Source, StudyInfo } from "./contract";
import { FIRST_VIEW, NO_FILTERS, type ViewState } from "./state";
import { Store } from "./store";
import { Incidents } from "./table";

const ROWS = [
  { id: "a", from: "2020-01-01" },
  { id: "b", from: "2020-01-02" },
  { id: "c", from: "2020-01-03" },
];

/** A source that keeps its answers in memory; what it is not asked for here it does not have. */
function sourceOf(parts: Partial<Source> = {}): Source {
  const incident = (id: string): Promise<IncidentPage> =>
    Promise.resolve({ incident: { id }, reports: [] } as unknown as IncidentPage);
  return { incident, ...parts } as Source;
}

function storeOf(view: Partial<ViewState> = {}, parts: Partial<Source> = {}): Store {
  return new Store(sourceOf(parts), {} as StudyInfo, new Incidents(made(...ROWS)), { ...FIRST_VIEW, ...view });
}

function decided(change: Partial<Decided>): Decided {
  return { revision: "2", judgement: {} as JudgementPage, changed: made(), gone: [], ...change };
}

describe("the selection", () => {
  it("moves through the list and stops at its ends", () => {
    const store = storeOf();
    expect(store.move(1)).toBe(true);
    expect(store.view.selected).toBe("a");
    store.move(2);
    expect(store.view.selected).toBe("c");
    expect(store.move(1)).toBe(false);
    store.move(-99);
    expect(store.view.selected).toBe("a");
  });

  it("goes on to the next one where the decided one has left the filter", () => {
    const store = storeOf({ selected: "b", filters: { ...NO_FILTERS, review: ["unreviewed"] } });
    store.apply(decided({ changed: made({ ...ROWS[1], id: "b", review: "accepted" }) }));
    expect(store.visible).toHaveLength(2);
    store.move(1);
    expect(store.view.selected).toBe("c");
  });

  it("goes to the one before it likewise", () => {
    const store = storeOf({ selected: "b", filters: { ...NO_FILTERS, review: ["unreviewed"] } });
    store.apply(decided({ changed: made({ ...ROWS[1], id: "b", review: "accepted" }) }));
    store.move(-1);
    expect(store.view.selected).toBe("a");
  });

  it("follows a merge to the heir", () => {
    const store = storeOf({ selected: "b" });
    store.apply(decided({ gone: [{ id: "b", heir: "a" }] }));
    expect(store.view.selected).toBe("a");
  });

  it("closes the quote and the pair of the one before", () => {
    const store = storeOf({ selected: "a", quote: { claim: "1", path: null }, pair: "c" });
    store.select("b");
    expect(store.view.quote).toBeNull();
    expect(store.view.pair).toBeNull();
  });
});

describe("the page", () => {
  it("is loaded, and the next ones are fetched ahead", async () => {
    const incident = vi.fn(sourceOf().incident);
    const store = storeOf({}, { incident });
    store.select("a");
    expect(store.page.kind).toBe("loading");
    await vi.waitFor(() => expect(store.page.kind).toBe("ready"));
    await vi.waitFor(() => expect(incident.mock.calls.map(([id]) => id)).toEqual(["a", "b", "c"]));
    await Promise.resolve();
    store.select("b");
    expect(store.page.kind).toBe("ready");
  });

  it("says what failed, and can be tried again", async () => {
    const incident = vi.fn().mockRejectedValueOnce(new Error("locked")).mockImplementation(sourceOf().incident);
    const store = storeOf({ selected: "a" }, { incident });
    await vi.waitFor(() => expect(store.page.kind).toBe("failed"));
    store.retry();
    await vi.waitFor(() => expect(store.page.kind).toBe("ready"));
  });
});

describe("the search", () => {
  it("keeps to what was found, and takes only the latest answer", async () => {
    const answers: ((answer: SearchAnswer) => void)[] = [];
    const search = (): Promise<SearchAnswer> => new Promise((resolve) => answers.push(resolve));
    const store = storeOf({}, { search });
    store.filter({ text: "mar" });
    store.filter({ text: "market" });
    expect(store.searching).toBe(true);
    answers[1]?.({ query: "market", revision: "1", incidents: ["c"], hits: [] });
    await vi.waitFor(() => expect(store.searching).toBe(false));
    answers[0]?.({ query: "mar", revision: "1", incidents: ["a", "b"], hits: [] });
    await Promise.resolve();
    expect(store.visible.map((row) => store.incidents.columns.id[row])).toEqual(["c"]);
  });

  it("says when it failed, and shows all", async () => {
    const store = storeOf({}, { search: () => Promise.reject(new Error("no index")) });
    store.filter({ text: "market" });
    await vi.waitFor(() => expect(store.searchError?.message).toBe("no index"));
    expect(store.visible).toHaveLength(3);
  });
});
