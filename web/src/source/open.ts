/** Which source this page has: data that a published folder brings along, else the server. */

import type { Source } from "../contract";
import { ServerSource } from "./server";

export function openSource(): Source {
  return new ServerSource();
}
