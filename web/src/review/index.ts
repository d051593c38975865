import "./review.css";
import type { Store } from "../store";
import { Review } from "./review";

/** Let the study be reviewed: by keyboard, by the bar below the evidence, by pairs. */
export function mountReview(store: Store): void {
  new Review(store);
}
