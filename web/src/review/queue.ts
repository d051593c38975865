/**
 * Decisions on their way to the study. They are shown at once, sent one after another in the
 * order made, and taken back from the page where the study refuses them.
 */

export type EntryState = "waiting" | "sending" | "kept" | "failed" | "undoing" | "undone";

/** One decision of this sitting. */
export interface Entry<B, R> {
  readonly number: number;
  /** Id of the incident it is about. */
  readonly about: string;
  /** What was decided, in words, for the strip of latest decisions. */
  readonly says: string;
  readonly body: B;
  readonly state: EntryState;
  /** What the study answered; null until it did. */
  readonly result: R | null;
  /** Why it failed; null where it did not. */
  readonly message: string | null;
}

export interface QueuePorts<B, R> {
  send(body: B): Promise<R>;
  undo(kept: R): Promise<R>;
  /** Called after every change; `answer` is what the study said, where it said something. */
  changed(entry: Entry<B, R>, answer: R | null): void;
}

type Job = { readonly number: number; readonly does: "send" | "undo" };

export class DecisionQueue<B, R> {
  private entries: Entry<B, R>[] = [];
  private jobs: Job[] = [];
  private running: Promise<void> | null = null;

  constructor(private readonly ports: QueuePorts<B, R>) {}

  /** Put a decision in line and return it; the page may show it at once. */
  push(about: string, says: string, body: B): Entry<B, R> {
    const number = this.entries.length;
    const entry: Entry<B, R> = { number, about, says, body, state: "waiting", result: null, message: null };
    this.entries.push(entry);
    this.line({ number, does: "send" });
    this.ports.changed(entry, null);
    return entry;
  }

  /** Put decisions in that were kept before this sitting, oldest first, so that they can be undone. */
  seed(kept: readonly { readonly about: string; readonly says: string; readonly body: B; readonly result: R }[]): void {
    if (this.entries.length) return;
    this.entries = kept.map((each, number) => ({ ...each, number, state: "kept", message: null }));
  }

  /**
   * Take a decision back, by default the latest that stands; return it, or null if none stands.
   *
   * One that was not sent yet never is; one on its way is undone when it has arrived.
   */
  undo(number?: number): Entry<B, R> | null {
    const found = number === undefined ? this.latest() : this.entries[number];
    if (!found || !stands(found)) return null;
    if (found.state === "waiting") {
      this.jobs = this.jobs.filter((job) => job.number !== found.number);
      return this.set(found.number, { state: "undone" }, null);
    }
    this.line({ number: found.number, does: "undo" });
    return found.state === "kept" ? this.set(found.number, { state: "undoing" }, null) : found;
  }

  /** Return the latest decisions, newest first. */
  recent(count: number): Entry<B, R>[] {
    return this.entries.slice(-count).reverse();
  }

  /** Return the decisions about an incident that the page shows but the study has not kept yet. */
  pending(about: string): Entry<B, R>[] {
    return this.entries.filter(
      (entry) => entry.about === about && (entry.state === "waiting" || entry.state === "sending"),
    );
  }

  /** Return how many decisions the study has not answered yet. */
  get open(): number {
    return this.entries.filter((entry) => ["waiting", "sending", "undoing"].includes(entry.state)).length;
  }

  /** Resolve when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  private latest(): Entry<B, R> | undefined {
    const undoing = new Set(this.jobs.filter((job) => job.does === "undo").map((job) => job.number));
    return [...this.entries].reverse().find((entry) => stands(entry) && !undoing.has(entry.number));
  }

  private line(job: Job): void {
    this.jobs.push(job);
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  private async run(): Promise<void> {
    // The first decision is shown before it is sent.
    await Promise.resolve();
    for (let job = this.jobs.shift(); job; job = this.jobs.shift()) {
      const entry = this.entries[job.number] as Entry<B, R>;
      await (job.does === "send" ? this.send(entry) : this.takeBack(entry));
    }
  }

  private async send(entry: Entry<B, R>): Promise<void> {
    this.set(entry.number, { state: "sending" }, null);
    try {
      const result = await this.ports.send(entry.body);
      this.set(entry.number, { state: "kept", result }, result);
    } catch (error) {
      this.set(entry.number, { state: "failed", message: wordsOf(error) }, null);
    }
  }

  private async takeBack(entry: Entry<B, R>): Promise<void> {
    // What failed meanwhile needs no undoing.
    if (entry.result === null || entry.state === "undone") return;
    this.set(entry.number, { state: "undoing" }, null);
    try {
      const answer = await this.ports.undo(entry.result);
      this.set(entry.number, { state: "undone" }, answer);
    } catch (error) {
      this.set(entry.number, { state: "kept", message: wordsOf(error) }, null);
    }
  }

  private set(number: number, change: Partial<Entry<B, R>>, answer: R | null): Entry<B, R> {
    const entry = { ...(this.entries[number] as Entry<B, R>), ...change };
    this.entries[number] = entry;
    this.ports.changed(entry, answer);
    return entry;
  }
}

/** Tell whether a decision holds, or will when it arrives. */
export function stands(entry: { readonly state: EntryState }): boolean {
  return entry.state === "waiting" || entry.state === "sending" || entry.state === "kept";
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
