/** The search over the words of the evidence. */

import { h } from "../dom";
import type { Store } from "../store";

/** Typing settles before the study is asked. */
const SETTLES = 180;

export function mountSearch(root: HTMLElement, store: Store): void {
  const input = h("input", {
    type: "search",
    id: "search",
    class: "input",
    placeholder: "Search the evidence",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 300,
    title: 'All words, in any order; "words in quotation marks" together',
  });
  root.append(h("label", { class: "out", for: "search" }, "Search the evidence"), input, h("kbd", { "aria-hidden": "true" }, "/"));
  let waiting = 0;
  const send = (): void => {
    window.clearTimeout(waiting);
    const text = input.value.trim();
    const before = store.view.filters.text;
    if (text === before) return;
    const sort = text && !before ? { key: "match" as const, descending: false } : null;
    const back = !text && store.view.sort.key === "match" ? { key: "date" as const, descending: false } : null;
    const filters = { ...store.view.filters, text };
    // One step back leaves the search, not its last letter.
    store.go({ filters, sort: sort ?? back ?? store.view.sort }, before && text ? "replace" : "push");
  };
  input.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(send, SETTLES);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      send();
      store.emit("ask", "focus-list");
    } else if (event.key === "Escape") {
      if (!input.value) input.blur();
      input.value = "";
      send();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
  store.on("view", (changed) => {
    if (changed.has("filters") && document.activeElement !== input) input.value = store.view.filters.text;
  });
  store.on("ask", (what) => {
    if (what !== "focus-search") return;
    input.focus();
    input.select();
  });
  input.value = store.view.filters.text;
}
