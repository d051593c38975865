/** Addresses come from reports: only those of web pages become links, all others stay text. */

import { h, words } from "../dom";

/** Return an address as a link if it is one of the web, else as text. */
export function webLink(address: string): HTMLElement {
  const href = webAddress(address);
  if (href === null) return words(address, { class: "address" });
  return h(
    "a",
    { class: "address", href, target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer" },
    words(address),
    h("span", { class: "out" }, " (opens in a new window)"),
  );
}

/** Return the address to link to; null where it is none of the web. */
export function webAddress(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
