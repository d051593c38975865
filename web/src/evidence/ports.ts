/** What the parts of the evidence pane ask of whoever shows them. */

import type { StudyInfo } from "../contract";
import type { FieldAt } from "./marks";

export interface EvidencePorts {
  readonly study: StudyInfo;
  /** Show the words that a field was read from, and the field. */
  openField(field: FieldAt): void;
  /** Put a telling in front: its report, its fields, its chain. */
  openClaim(claim: string): void;
  /** Show words that are no field, in the report that is open. */
  openStretch(start: number, end: number): void;
  /** Go to another incident. */
  openIncident(id: string): void;
  /** Set two incidents side by side. */
  openPair(other: string): void;
  /** What an incident is called in a list. */
  titleOf(incident: string): string;
}
