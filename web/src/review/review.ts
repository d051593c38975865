/** Review: keys and forms become decisions, decisions go to the study, and the page moves on. */

import type { Decided, IncidentPage, JudgementPage, Quote, Undoing } from "../contract";
import { button, h } from "../dom";
import { paneOf } from "../evidence";
import { decisionWords } from "../evidence/history";
import { typeWords } from "../evidence/wording";
import type { Store } from "../store";
import { accepting, actionNeedsReason, decision, editing, fieldInfo, movedDays, rejecting, type Act, type Edit } from "./acts";
import { reviewBar } from "./bar";
import { askComment, askEdit, askReason, askSplit, askType, askWho, showKeys } from "./forms";
import { listen } from "./keyboard";
import type { Command, Situation } from "./keys";
import { PairView } from "./pair";
import { Pairs } from "./pairs";
import { askOther, lineOf } from "./picker";
import { DecisionQueue, type Entry } from "./queue";
import { Strip } from "./strip";

/** What the study keeps of an act; of one from an earlier sitting only the judgement is known. */
type Kept = readonly Pick<Decided, "judgement">[];
type Line = Entry<Act | null, Kept>;

const RECENT = 10;
const NAME_KEY = "dateline.who";

export class Review {
  private readonly queue: DecisionQueue<Act | null, Kept>;
  private readonly strip: Strip;
  private readonly pairView: PairView;
  private readonly pairs: Pairs;
  private readonly decides: boolean;
  /** Kept edits whose incident has not been loaded anew yet. */
  private readonly unseen = new Set<number>();
  private asking = false;
  private who: string | null;

  constructor(private readonly store: Store) {
    this.decides = store.study.live && !store.study.read_only;
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
    this.pairs = new Pairs(store);
    this.pairView = new PairView(store, {
      same: () => void this.act("same", "y"),
      different: () => void this.act("different", "n"),
      unsure: () => void this.act("unsure", "h"),
      left: () => store.go({ pair: null }, "replace"),
    });
    this.mount();
  }

  private mount(): void {
    const { store } = this;
    const tools = document.getElementById("review-bar");
    tools?.append(button(["Keys ", h("kbd", { "aria-hidden": "true" }, "?")], () => void this.act("help", "?"), { class: "button" }));
    if (this.decides) {
      tools?.prepend(this.pairs.button);
      paneOf(store)?.foot.append(reviewBar((command) => void this.act(command, "")), this.strip.element);
      this.strip.show([]);
      void this.remember();
      void this.pairs.load();
    }
    store.on("view", (changed) => (changed.has("pair") || changed.has("selected")) && this.pairView.follow());
    store.on("page", (state) => state.kind === "ready" && this.arrived(state.page.incident.id));
    this.pairView.follow();
    listen(
      () => this.situation(),
      (command, key) => this.act(command, key),
    );
  }

  /** Fill the strip with the latest decisions of earlier sittings. */
  private async remember(): Promise<void> {
    try {
      const log = await this.store.source.judgements();
      const kept = log.judgements.filter((each) => each.in_force && each.action !== "undo").slice(0, RECENT);
      this.queue.seed(kept.reverse().map((each) => ({ about: each.object, says: saysOf(each), body: null, result: [{ judgement: each }] })));
      this.strip.show(this.queue.recent(RECENT));
    } catch {
      // Without the log the strip begins empty; decisions can be made all the same.
    }
  }

  private situation(): Omit<Situation, "typing"> | null {
    if (this.asking || document.querySelector("dialog[open]:not(.pair)")) return null;
    const { selected, pair } = this.store.view;
    return { decides: this.decides, scope: pair !== null ? "pair" : selected !== null ? "incident" : "page" };
  }

  // ---------------------------------------------------------------- commands

  /** Do what a command says; false where there is nothing to do, and the key is left alone. */
  private act(command: Command, key: string): boolean {
    const { store } = this;
    switch (command) {
      case "next":
      case "previous":
        return this.move(command === "next" ? 1 : -1);
      case "search":
        store.emit("ask", "focus-search");
        return true;
      case "help":
        void this.form(() => showKeys(store.study));
        return true;
      case "back":
        return this.back();
      case "chrome":
        paneOf(store)?.text?.toggleFolds();
        return true;
      case "undo":
        this.undo();
        return true;
      default:
        void this.decide(command, key);
        return true;
    }
  }

  private move(step: number): boolean {
    if (this.store.view.pair !== null) return this.pairs.move(step);
    if (!this.store.move(step)) this.store.emit("say", step > 0 ? "The end of the list." : "The beginning of the list.");
    return true;
  }

  private back(): boolean {
    const { view } = this.store;
    if (view.pair !== null) this.store.go({ pair: null }, "replace");
    else if (view.quote?.path) this.store.openQuote({ claim: view.quote.claim, path: null });
    else if (view.selected !== null) this.store.select(null);
    else return false;
    return true;
  }

  private async decide(command: Command, key: string): Promise<void> {
    const id = this.store.view.selected === null ? null : this.store.incidents.current(this.store.view.selected);
    if (id === null) return;
    if (command === "skip") return void this.move(1);
    if (command === "same" || command === "different" || command === "unsure") return this.judgePair(id, command);
    if (command === "accept") return this.accept(id);
    if (command === "reject") return this.reject(id);
    const page = await this.pageOf(id);
    if (!page) return;
    if (command === "type") await this.retype(id, page, key);
    else if (command === "dayBack" || command === "dayForth") await this.moveDays(id, page, command === "dayForth" ? 1 : -1);
    else if (command === "edit") await this.edit(id, page);
    else if (command === "comment") await this.comment(id);
    else if (command === "split") await this.split(id, page);
    else if (command === "merge") await this.merge(page);
  }

  private async pageOf(id: string): Promise<IncidentPage | null> {
    const { page } = this.store;
    if (page.kind === "ready" && page.page.incident.id === id) return page.page;
    return this.store.incident(id).catch(() => null);
  }

  private async accept(id: string): Promise<void> {
    if (this.reviewOf(id) === "accepted") {
      this.store.emit("say", "Accepted already.");
      return void this.move(1);
    }
    const reason = await this.reason("accept", "Accept", id);
    if (reason !== null) await this.push(id, accepting(id, reason), true);
  }

  private async reject(id: string): Promise<void> {
    const reason = await this.reason("reject", "Reject", id);
    if (reason !== null) await this.push(id, rejecting(id, reason), true);
  }

  private async retype(id: string, page: IncidentPage, key: string): Promise<void> {
    const { study } = this.store;
    const now = this.standing(page, "event_type");
    const name = key ? (study.event_types[Number(key) - 1]?.name ?? null) : await this.form(() => askType(study, now));
    if (!name) return;
    if (name === now) return this.store.emit("say", `It is ${typeWords(study, name)} already.`);
    await this.edits(id, [{ field: "event_type", value: name, reason: "", quote: null }], `type: ${typeWords(study, name)}`);
  }

  private async moveDays(id: string, page: IncidentPage, step: number): Promise<void> {
    const edits = movedDays(this.standing(page, "date_from"), this.standing(page, "date_to"), step);
    if (!edits) return this.store.emit("say", "It has no day yet: press e to give it one.");
    await this.edits(id, edits, step > 0 ? "one day later" : "one day earlier");
  }

  /** Send edits, asking once for a reason where one of their fields needs it. */
  private async edits(id: string, edits: readonly Edit[], says: string): Promise<void> {
    const infos = edits.map((each) => fieldInfo(this.store.study, each.field));
    if (infos.some((info) => info?.needs_quote)) {
      const page = await this.pageOf(id);
      if (page) await this.edit(id, page, edits[0]?.field);
      return;
    }
    const needed = infos.some((info) => info?.needs_reason) && edits.some((each) => !each.reason);
    const reason = needed ? await this.form(() => askReason("Save", `${says}: ${lineOf(this.store, id)}`, ["the report says so", "misread date", "misread type"])) : "";
    if (reason === null) return;
    await this.push(id, editing(id, edits.map((each) => ({ ...each, reason: each.reason || reason })), says), false);
  }

  private async edit(id: string, page: IncidentPage, first = "killed_high"): Promise<void> {
    const pane = paneOf(this.store);
    const selection = pane?.selection() ?? null;
    const edit = await this.form(() =>
      askEdit(
        {
          study: this.store.study,
          page,
          standing: (field) => this.standing(page, field),
          selection,
          find: (text): Quote | null => pane?.find(text) ?? null,
        },
        this.fieldInSight(page) ?? first,
      ),
    );
    if (edit) await this.push(id, editing(id, [edit], `${fieldInfo(this.store.study, edit.field)?.label ?? edit.field}: ${edit.value ?? "emptied"}`), false);
  }

  /** Return the editable field whose words are open, so that e edits what one looks at. */
  private fieldInSight(page: IncidentPage): string | null {
    const { quote } = this.store.view;
    if (!quote?.path) return null;
    const found = page.fields.find((each) => each.from.some((from) => from.claim === quote.claim && from.path === quote.path));
    return found?.name ?? null;
  }

  private async comment(id: string): Promise<void> {
    const words = await this.form(() => askComment(lineOf(this.store, id)));
    if (words) await this.push(id, { decisions: [decision("comment", id, { reason: words })], says: "commented", review: null }, false);
  }

  private async split(id: string, page: IncidentPage): Promise<void> {
    if (page.claims.length < 2) return this.store.emit("say", "It has one telling only: there is nothing to take out.");
    const claims = await this.form(() => askSplit(page));
    if (!claims?.length) return;
    const reason = await this.reason("split", "Take out", id);
    if (reason !== null) await this.push(id, { decisions: [decision("split", id, { claims, reason })], says: "tellings taken out", review: null }, false);
  }

  private async merge(page: IncidentPage): Promise<void> {
    const other = await this.form(() => askOther(this.store, page));
    if (other) this.store.go({ pair: other });
  }

  private async judgePair(id: string, command: "same" | "different" | "unsure"): Promise<void> {
    const other = this.store.view.pair;
    if (other === null) return;
    const action = ({ same: "merge", different: "not-same", unsure: "unsure" } as const)[command];
    const says = { same: "merged", different: "different", unsure: "unsure" }[command];
    const reason = await this.reason(action, { same: "Merge", different: "Different", unsure: "Unsure" }[command], id);
    if (reason === null) return;
    const next = this.pairs.after(id, other);
    const pushed = await this.push(id, { decisions: [decision(action, id, { other, reason })], says, review: null }, false);
    if (!pushed) return;
    this.pairs.decided(id, other, command);
    this.store.go(next ? { selected: next.left, quote: null, pair: next.right } : { pair: null }, "replace");
    if (!next) this.store.emit("say", `${says}: ${lineOf(this.store, id)}`);
  }

  // ---------------------------------------------------------------- forms

  /** Run a form; keys that decide are silent meanwhile. */
  private async form<T>(show: () => Promise<T>): Promise<T> {
    this.asking = true;
    try {
      return await show();
    } finally {
      this.asking = false;
    }
  }

  /** Ask for a reason if the study wants one for this action; null: the person thought better of it. */
  private async reason(action: Parameters<typeof actionNeedsReason>[1], title: string, id: string): Promise<string | null> {
    if (!actionNeedsReason(this.store.study, action)) return "";
    return this.form(() => askReason(title, lineOf(this.store, id)));
  }

  // ---------------------------------------------------------------- decisions on their way

  /** Put an act in line and show it; `advances`: go to the next incident. */
  private async push(about: string, act: Act, advances: boolean): Promise<boolean> {
    if (this.who === null) {
      const who = await this.form(askWho);
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

  private undo(number?: number): void {
    const entry = this.queue.undo(number);
    if (!entry) return this.store.emit("say", "There is nothing to undo.");
    const id = this.store.incidents.current(entry.about);
    if (id !== null) this.store.select(id, "replace");
    this.store.emit("say", `Undoing “${entry.says}”.`);
  }

  private again(number: number): void {
    const entry = this.queue.recent(RECENT).find((each) => each.number === number);
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
        this.store.apply(decided);
      } catch (error) {
        // Half of an act must not stand: the days of an incident move together or not at all.
        if (kept.length) await this.takeBack(kept);
        throw error;
      }
    }
    return kept;
  }

  private async takeBack(kept: Kept): Promise<Kept> {
    const answers: Decided[] = [];
    for (const { judgement } of [...kept].reverse()) {
      const undoing: Undoing = { judgement: judgement.id, reason: "", who: this.who };
      const answer = await this.store.source.undo(undoing);
      this.store.apply(answer);
      answers.push(answer);
    }
    void this.pairs.load();
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
    for (const each of this.queue.recent(RECENT)) if (each.about === id && each.state === "kept") this.unseen.delete(each.number);
    this.showEdits();
  }

  /** Return edits of an incident that its page does not hold yet, the latest last. */
  private ownEdits(id: string): Map<string, string | null> {
    const found = new Map<string, string | null>();
    for (const entry of this.queue.recent(RECENT * 5).reverse()) {
      const open = entry.state === "waiting" || entry.state === "sending" || (entry.state === "kept" && this.unseen.has(entry.number));
      if (entry.about !== id || !open) continue;
      for (const each of entry.body?.decisions ?? []) if (each.action === "edit" && each.field) found.set(each.field, each.value);
    }
    return found;
  }

  private showEdits(): void {
    const { selected } = this.store.view;
    paneOf(this.store)?.pending(selected === null ? new Map() : this.ownEdits(selected));
  }

  private standing(page: IncidentPage, field: string): string | null {
    const own = this.ownEdits(page.incident.id);
    return own.has(field) ? (own.get(field) ?? null) : (page.fields.find((each) => each.name === field)?.value ?? null);
  }

  private reviewOf(id: string): string {
    const marked = this.store.marked(id);
    const row = this.store.incidents.row(id);
    return marked?.review ?? (row === null ? "" : (this.store.incidents.columns.review[row] ?? ""));
  }
}

function saysOf(judgement: JudgementPage): string {
  return decisionWords(judgement);
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
