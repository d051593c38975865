/** The desk: acts of this sitting on their way to the study, and what the page shows of them. */

import { SourceError, type Decided, type IncidentPage, type Undoing } from "../contract";
import { paneOf } from "../evidence";
import { decisionWords } from "../evidence/history";
import type { PendingEdit, PendingEdits } from "../evidence/summary";
import type { Store } from "../store";
import type { Act } from "./acts";
import { lineOf } from "./picker";
import { DecisionQueue, type Entry } from "./queue";
import { Strip } from "./strip";

/** What the study keeps of an act; of one from an earlier sitting only the judgement is known. */
type Kept = readonly Pick<Decided, "judgement">[];
type Line = Entry<Act | null, Kept>;

/** Decisions that stay in sight. */
const RECENT = 10;
/** Decisions that may still be on their way to a page that was loaded before them. */
const LOOKED_AT = 100;
const NAME_KEY = "dateline.who";

export class Desk {
  readonly strip: Strip;
  private readonly queue: DecisionQueue<Act | null, Kept>;
  /** Kept edits whose incident has not been loaded anew yet. */
  private readonly unseen = new Set<number>();
  private who: string | null;

  /**
   * @param askWho Asks the person how they sign; null: they would rather not say.
   * @param undone Called when a decision was taken back.
   */
  constructor(
    private readonly store: Store,
    private readonly askWho: () => Promise<string | null>,
    private readonly undone: () => void,
  ) {
    this.who = store.study.who ?? rememberedName();
    this.queue = new DecisionQueue({
      send: (act) => this.send(act),
      undo: (kept) => this.takeBack(kept),
      changed: (entry) => this.changed(entry),
    });
    this.strip = new Strip({
      titleOf: (id) => lineOf(store, store.incidents.current(id) ?? id),
      open: (id) => store.select(store.incidents.current(id) ?? id),
      undo: (number) => this.undo(number),
      again: (number) => this.again(number),
    });
    this.strip.show([]);
    store.on("page", (state) => state.kind === "ready" && this.arrived(state.page.incident.id));
  }

  /** Fill the strip with the latest decisions of earlier sittings. */
  async remember(): Promise<void> {
    try {
      const log = await this.store.source.judgements();
      const kept = log.judgements.filter((each) => each.in_force && each.action !== "undo").slice(0, RECENT);
      this.queue.seed(kept.reverse().map((each) => ({ about: each.object, says: decisionWords(each), body: null, result: [{ judgement: each }] })));
      this.strip.show(this.queue.recent(RECENT));
    } catch {
      // Without the log the strip begins empty; decisions can be made all the same.
    }
  }

  /** Put an act in line and show it; false: nobody signed it. `advances`: go to the next incident. */
  async push(about: string, act: Act, advances: boolean): Promise<boolean> {
    if (this.who === null) {
      const who = await this.askWho();
      if (who === null) return false;
      this.who = who;
      rememberName(who);
    }
    this.queue.push(about, act.says, act);
    if (!advances) return true;
    const said = `${act.says}: ${lineOf(this.store, about)}`;
    const went = this.store.move(1);
    this.store.emit("say", went ? said : `${said}. That was the last of the list.`);
    return true;
  }

  /** Take a decision back, by default the latest, and show its incident. */
  undo(number?: number): void {
    const entry = this.queue.undo(number);
    if (!entry) return this.store.emit("say", "There is nothing to undo.");
    const id = this.store.incidents.current(entry.about);
    if (id !== null) this.store.select(id, "replace");
    this.store.emit("say", `Undoing “${entry.says}”.`);
  }

  private again(number: number): void {
    const entry = this.queue.recent(LOOKED_AT).find((each) => each.number === number);
    if (entry?.body) void this.push(entry.about, entry.body, false);
  }

  private async send(act: Act | null): Promise<Kept> {
    const kept: Decided[] = [];
    for (const each of act?.decisions ?? []) {
      const { incidents } = this.store;
      const other = each.other === null ? null : (incidents.current(each.other) ?? each.other);
      try {
        const decided = await this.store.source.decide({ ...each, who: this.who, incident: incidents.current(each.incident) ?? each.incident, other });
        kept.push(decided);
      } catch (error) {
        // Half of an act must not stand: the days of an incident move together or not at all.
        if (kept.length) await this.takeBack(kept, kept);
        throw withAdvice(error);
      }
    }
    for (const decided of kept) this.store.apply(decided);
    return kept;
  }

  /** Undo an act; `unshown` are answers that the page has not been told of yet. */
  private async takeBack(kept: Kept, unshown: readonly Decided[] = []): Promise<Kept> {
    const answers: Decided[] = [];
    try {
      for (const { judgement } of [...kept].reverse()) {
        const undoing: Undoing = { judgement: judgement.id, reason: "", who: this.who };
        answers.push(await this.store.source.undo(undoing));
      }
    } finally {
      for (const answer of [...unshown, ...answers]) this.store.apply(answer);
    }
    this.undone();
    return answers;
  }

  private changed(entry: Line): void {
    const { store, queue } = this;
    const id = store.incidents.current(entry.about) ?? entry.about;
    if (entry.state === "kept" && entry.body) this.unseen.add(entry.number);
    const pending = queue.pending(entry.about);
    const review = [...pending].reverse().find((each) => each.body?.review)?.body?.review ?? null;
    if (pending.length) store.mark(id, { review, state: "waiting" });
    else if (entry.state === "failed") store.mark(id, { review: null, state: "failed" });
    else store.mark(id, null);
    this.showEdits();
    this.strip.show(queue.recent(RECENT));
    if (entry.message !== null) store.emit("say", `Not saved: ${entry.says}. ${entry.message}`);
    else if (entry.state === "undone") store.emit("say", `Undone: ${entry.says}`);
    else if (entry.state === "kept" && entry.body && !entry.body.review) store.emit("say", `Saved: ${entry.says}`);
  }

  /** An incident was loaded as the study has it now: what was kept before stands in it. */
  private arrived(id: string): void {
    for (const each of this.queue.recent(LOOKED_AT)) if (each.about === id && each.state === "kept") this.unseen.delete(each.number);
    this.showEdits();
  }

  /** Return edits of an incident that its page does not hold yet, the latest last. */
  private ownEdits(id: string): PendingEdits {
    const found = new Map<string, PendingEdit>();
    for (const entry of this.queue.recent(LOOKED_AT).reverse()) {
      const open = entry.state === "waiting" || entry.state === "sending" || (entry.state === "kept" && this.unseen.has(entry.number));
      if (entry.about !== id || !open) continue;
      for (const each of entry.body?.decisions ?? []) if (each.action === "edit" && each.field) found.set(each.field, { value: each.value, saved: entry.state === "kept" });
    }
    return found;
  }

  private showEdits(): void {
    const { selected } = this.store.view;
    paneOf(this.store)?.pending(selected === null ? new Map() : this.ownEdits(selected));
  }

  /** Return what stands in a field, edits on their way included. */
  standing(page: IncidentPage, field: string): string | null {
    const own = this.ownEdits(page.incident.id).get(field);
    return own ? own.value : (page.fields.find((each) => each.name === field)?.value ?? null);
  }

  /** Return what was decided about an incident, decisions on their way included. */
  reviewOf(id: string): string {
    const marked = this.store.marked(id);
    const row = this.store.incidents.row(id);
    return marked?.review ?? (row === null ? "" : (this.store.incidents.columns.review[row] ?? ""));
  }
}

/** What to do belongs to what is wrong. */
function withAdvice(error: unknown): unknown {
  if (!(error instanceof SourceError) || !error.problem.advice) return error;
  return new Error(`${error.problem.error}. ${error.problem.advice}`, { cause: error });
}

function rememberedName(): string | null {
  try {
    return localStorage.getItem(NAME_KEY);
  } catch {
    return null;
  }
}

function rememberName(name: string): void {
  try {
    localStorage.setItem(NAME_KEY, name);
  } catch {
    // A browser without storage asks again next time.
  }
}
