/** A popover under a button: opened by it, closed by Escape, a click beside it, or the button. */

import { attribute, button, h } from "../dom";

/** Distance from the edge of the window. */
const EDGE = 8;
let number = 0;

/** Give a button a popover; its panel is drawn each time it is opened, and thrown away when closed. */
export function popover(opener: HTMLButtonElement, label: string, panel: () => HTMLElement): void {
  const id = `popover-${number++}`;
  const body = h("div", { class: "popover-body" });
  const close = button("Done", () => element.hidePopover(), { class: "button popover-done" });
  const element = h("div", { class: "popover", id, popover: "auto", role: "dialog", "aria-label": label }, body, close);
  opener.popoverTargetElement = element;
  attribute(opener, "aria-expanded", "false");
  // Beside its button, so that the tab key goes from one to the other.
  queueMicrotask(() => opener.after(element));
  element.addEventListener("beforetoggle", (event) => {
    if ((event as ToggleEvent).newState === "open") body.replaceChildren(panel());
  });
  element.addEventListener("toggle", (event) => {
    const open = (event as ToggleEvent).newState === "open";
    attribute(opener, "aria-expanded", String(open));
    if (!open) return body.replaceChildren();
    place(element, opener);
    element.querySelector<HTMLElement>("input, button")?.focus();
  });
}

/** Wide screens: under the button. Narrow ones: a sheet at the bottom (its place is in the style sheet). */
function place(element: HTMLElement, opener: HTMLElement): void {
  const under = opener.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(under.left, window.innerWidth - element.offsetWidth - EDGE));
  element.style.setProperty("--left", `${left}px`);
  element.style.setProperty("--top", `${under.bottom + 4}px`);
  element.style.setProperty("--room", `${window.innerHeight - under.bottom - 4 - EDGE}px`);
}
