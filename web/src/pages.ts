/** Incidents and reports in full, kept for a while: the last ones seen and the next ones in line. */

import type { IncidentPage, ReportPage, Source } from "./contract";

const KEPT = 60;

export class Pages {
  private readonly incidents = new Map<string, Promise<IncidentPage>>();
  private readonly arrived = new Map<string, IncidentPage>();
  private readonly reports = new Map<string, Promise<ReportPage>>();

  constructor(private readonly source: Source) {}

  incident(id: string): Promise<IncidentPage> {
    return keep(this.incidents, id, () => this.source.incident(id), (page) => {
      this.arrived.set(id, page);
      trim(this.arrived);
    });
  }

  report(id: string): Promise<ReportPage> {
    return keep(this.reports, id, () => this.source.report(id), () => undefined);
  }

  /** Return an incident that has already arrived, else null. */
  ready(id: string): IncidentPage | null {
    return this.arrived.get(id) ?? null;
  }

  /** Fetch an incident and the reports it stands in, in case they are asked for. */
  warm(id: string): void {
    this.incident(id)
      .then((page) => page.reports.slice(0, 3).forEach((report) => void this.report(report.id).catch(() => undefined)))
      .catch(() => undefined);
  }

  forget(ids: ReadonlySet<string>): void {
    for (const id of ids) {
      this.incidents.delete(id);
      this.arrived.delete(id);
    }
    // A report lists the incidents of its claims, and those may have changed.
    this.reports.clear();
  }
}

function keep<T>(
  kept: Map<string, Promise<T>>,
  id: string,
  fetch: () => Promise<T>,
  arrived: (value: T) => void,
): Promise<T> {
  const found = kept.get(id);
  if (found) return found;
  const promise = fetch();
  kept.set(id, promise);
  trim(kept);
  promise.then(
    (value) => kept.get(id) === promise && arrived(value),
    () => kept.get(id) === promise && kept.delete(id), // an error is worth another try
  );
  return promise;
}

/** A map keeps the order in which things were put in: the oldest go first. */
function trim(kept: Map<string, unknown>): void {
  for (const id of kept.keys()) {
    if (kept.size <= KEPT) return;
    kept.delete(id);
  }
}
