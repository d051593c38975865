import "./evidence.css";
import type { Store } from "../store";
import { EvidencePane } from "./pane";

const PANES = new WeakMap<Store, EvidencePane>();

/** Draw the evidence pane into `root`. */
export function mountEvidence(root: HTMLElement, store: Store): void {
  PANES.set(store, new EvidencePane(root, store));
}

/** Return the evidence pane of a store, if it has one. */
export function paneOf(store: Store): EvidencePane | null {
  return PANES.get(store) ?? null;
}
