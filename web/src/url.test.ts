import { describe, expect, it } from "vitest";
import { FIRST_VIEW, NO_FILTERS, type ViewState } from "./state";
import { decode, encode } from "./url";

const FULL: ViewState = {
  filters: {
    text: 'market "on Saturday" & a#b',
    types: ["air_strike", "shelling"],
    actors: ["Al-Shabaab, northern wing", "قوات"],
    recipients: ["civilians"],
    countries: ["Syria"],
    admin1: ["Ar-Raqqah"],
    places: ["Ḩarīb", "A=B&C"],
    status: ["alleged", "denied"],
    review: ["unreviewed"],
    speakers: ["a doctor"],
    publishers: ["Gulf Ledger"],
    from: "2017-06-01",
    to: "2017-07-04",
    killed: { low: 1, high: null },
    wounded: { low: null, high: 30 },
    score: { low: 0.25, high: 0.75 },
    sources: { low: 2, high: 2 },
    box: { west: 35.123, south: -1.5, east: 40, north: 36.25 },
    flags: ["disputed", "commented"],
  },
  sort: { key: "killed", descending: true },
  selected: "3f9a",
  quote: { claim: "35054734", path: "attribution[0].source" },
  pair: "07c3",
  map: { lat: 35.95, lon: 39.01, zoom: 6.5 },
  unit: "week",
  pane: "evidence",
};

describe("the view in the URL", () => {
  it("comes back as it was, all of it", () => {
    expect(decode(`#${encode(FULL)}`)).toEqual(FULL);
  });

  it("is empty at the start, and an empty one is the start", () => {
    expect(encode(FIRST_VIEW)).toBe("");
    expect(decode("")).toEqual(FIRST_VIEW);
    expect(decode("#")).toEqual(FIRST_VIEW);
  });

  it("can be read and written by hand", () => {
    const view = decode("#admin1=Ar-Raqqah&killed=1..");
    expect(view.filters.admin1).toEqual(["Ar-Raqqah"]);
    expect(view.filters.killed).toEqual({ low: 1, high: null });
    expect(encode(view)).toBe("admin1=Ar-Raqqah&killed=1..");
  });

  it("takes a number alone as that number", () => {
    expect(decode("#killed=12").filters.killed).toEqual({ low: 12, high: 12 });
  });

  it("counts what makes no sense as not said", () => {
    const view = decode("#date=soon..&killed=many..&box=1,2,3&map=95,0,3&sort=colour&review=lost&only=undated&unit=hour&type=");
    expect(view).toEqual({ ...FIRST_VIEW, filters: { ...NO_FILTERS, flags: ["undated"] } });
  });

  it("keeps an open quote of a whole claim", () => {
    expect(decode("#quote=abc").quote).toEqual({ claim: "abc", path: null });
  });
});
