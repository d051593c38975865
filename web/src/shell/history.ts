/** Keeps the view and the URL the same. */

import type { Store } from "../store";
import { decode, encode } from "../url";

/** Return the view that the address asks for. */
export function viewFromAddress(): ReturnType<typeof decode> {
  return decode(location.hash);
}

/** A token is for the first request only: it must not be copied along with a link. */
export function dropToken(): void {
  if (!location.search) return;
  const said = new URLSearchParams(location.search);
  said.delete("token");
  const rest = said.toString();
  history.replaceState(null, "", `${location.pathname}${rest ? `?${rest}` : ""}${location.hash}`);
}

/** Browsers slow down pages that write their address too often: a drag of the map is one change. */
const SETTLES = 250;

export function keepAddress(store: Store): void {
  let waiting = 0;
  let settling = "";
  const settle = (): void => {
    if (!waiting) return;
    window.clearTimeout(waiting);
    waiting = 0;
    history.replaceState(null, "", settling);
  };
  store.on("trace", (trace) => {
    const hash = `#${encode(store.view)}`;
    if (trace === "push") {
      // A change that was still settling belongs to the step before this one.
      settle();
      if (hash !== location.hash && (hash !== "#" || location.hash)) history.pushState(null, "", hash);
    } else {
      settling = hash;
      waiting ||= window.setTimeout(settle, SETTLES);
    }
  });
  window.addEventListener("popstate", () => {
    window.clearTimeout(waiting);
    waiting = 0;
    store.restore(viewFromAddress());
  });
  window.addEventListener("pagehide", settle);
}
