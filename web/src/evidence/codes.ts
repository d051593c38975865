/** The same event in the words of other code books, and what they cannot hold. */

import type { ClaimPage } from "../contract";
import { h, words, type Child } from "../dom";
import type { EvidencePorts } from "./ports";
import { plain } from "./wording";

export function codeTable(page: ClaimPage, ports: EvidencePorts): HTMLElement {
  const label = (book: string): string => ports.study.code_books.find((each) => each.name === book)?.label ?? plain(book);
  const shared = page.codes.length
    ? page.codes.map((each) => each.losses).reduce((all, losses) => all.filter((loss) => losses.includes(loss)))
    : [];
  const rows = page.codes.map((each) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, label(each.book)),
      h("td", null, each.code === null ? h("span", { class: "not-stated" }, "no code") : words(each.code)),
      h("td", { class: "losses" }, ...lossList(each.losses.filter((loss) => !shared.includes(loss)))),
    ),
  );
  return h(
    "div",
    null,
    h(
      "table",
      { class: "codes" },
      h(
        "thead",
        null,
        h("tr", null, h("th", { scope: "col" }, "Book"), h("th", { scope: "col" }, "Code"), h("th", { scope: "col" }, "It loses")),
      ),
      h("tbody", null, ...rows),
    ),
    shared.length ? h("div", { class: "losses" }, "All of them lose:", ...lossList(shared)) : null,
  );
}

function lossList(losses: readonly string[]): Child[] {
  return losses.length ? [h("ul", null, ...losses.map((loss) => h("li", null, words(loss))))] : ["–"];
}
