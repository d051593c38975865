/** Where a report comes from: its address, the hash of its bytes, and the bytes themselves. */

import type { ReportPage } from "../contract";
import { h, words, type Child } from "../dom";
import { webLink } from "./links";
import { basisWords, daysWords, sizeWords } from "./wording";

export function originList(page: ReportPage): HTMLElement {
  const { report, original } = page;
  const address = original?.url ?? report.url ?? original?.uri ?? report.uri;
  const why = report.published.reason ?? basisWords(report.published.basis);
  const rows: [string, Child][] = [
    ["Source", webLink(address)],
    ["Read from", address === report.uri ? null : words(report.uri, { class: "address" })],
    ["Published", h("span", null, daysWords(report.published), h("span", { class: "detail" }, words(why)))],
    ["Byline", report.byline ? words(report.byline) : null],
    ["Language", report.language],
    ["SHA-256 of the original", h("code", { class: "hash", translate: "no" }, original?.sha256 ?? report.sha256)],
    ["Size", original ? sizeWords(original.size) : null],
    ["Kind", original ? [original.media_type, original.charset].filter(Boolean).join(", ") : null],
    ["Retrieved", original?.retrieved ? words(original.retrieved) : original ? "not stated" : null],
    ["Saved original", download(original)],
  ];
  return h(
    "dl",
    { class: "origin" },
    ...rows.filter(([, value]) => value !== null && value !== "").flatMap(([name, value]) => [h("dt", null, name), h("dd", null, value)]),
  );
}

function download(original: ReportPage["original"]): Child {
  // Only the page's own server hands out originals.
  if (!original?.download?.startsWith("/api/")) return null;
  return h("a", { href: original.download, download: "", class: "button" }, "Download");
}
