/** Which source this page has: data that a published folder brings along, else the server. */

import type { Source } from "../contract";
import { published, PublishedSource } from "./published";
import { ServerSource } from "./server";

export function openSource(): Source {
  const data = published();
  return data ? new PublishedSource(data) : new ServerSource();
}
