/** Review: keys and forms become decisions, decisions go to the study, and the page moves on. */

import type { IncidentPage, Quote } from "../contract";
import { button, h } from "../dom";
import { paneOf } from "../evidence";
import { typeWords } from "../evidence/wording";
import type { Store } from "../store";
import { accepting, actionNeedsReason, decision, editing, fieldInfo, movedDays, rejecting, type Edit } from "./acts";
import { reviewBar } from "./bar";
import { Desk } from "./desk";
import { askComment, askEdit, askReason, askSplit, askType, askWho, showKeys } from "./forms";
import { listen } from "./keyboard";
import type { Command, Situation } from "./keys";
import { PairView } from "./pair";
import { Pairs } from "./pairs";
import { askOther, lineOf } from "./picker";

export class Review {
  private readonly desk: Desk;
  private readonly pairView: PairView;
  private readonly pairs: Pairs;
  private readonly decides: boolean;
  private asking = false;

  constructor(private readonly store: Store) {
    this.decides = store.study.live && !store.study.read_only;
    this.pairs = new Pairs(store);
    this.desk = new Desk(store, () => this.form(askWho), () => void this.pairs.load());
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
      paneOf(store)?.foot.append(reviewBar((command) => void this.act(command, "")), this.desk.strip.element);
      void this.desk.remember();
      void this.pairs.load();
    }
    store.on("view", (changed) => (changed.has("pair") || changed.has("selected")) && this.pairView.follow());
    this.pairView.follow();
    listen(
      () => this.situation(),
      (command, key) => this.act(command, key),
    );
  }

  private situation(): Omit<Situation, "typing"> | null {
    if (this.asking || document.querySelector("dialog[open]:not(.pair-dialog)")) return null;
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
        this.desk.undo();
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
    if (this.desk.reviewOf(id) === "accepted") {
      this.store.emit("say", "Accepted already.");
      return void this.move(1);
    }
    const reason = await this.reason("accept", "Accept", id);
    if (reason !== null) await this.desk.push(id, accepting(id, reason), true);
  }

  private async reject(id: string): Promise<void> {
    const reason = await this.reason("reject", "Reject", id);
    if (reason !== null) await this.desk.push(id, rejecting(id, reason), true);
  }

  private async retype(id: string, page: IncidentPage, key: string): Promise<void> {
    const { study } = this.store;
    const now = this.desk.standing(page, "event_type");
    const name = key ? (study.event_types[Number(key) - 1]?.name ?? null) : await this.form(() => askType(study, now));
    if (!name) return;
    if (name === now) return this.store.emit("say", `It is ${typeWords(study, name)} already.`);
    await this.edits(id, [{ field: "event_type", value: name, reason: "", quote: null }], `type: ${typeWords(study, name)}`);
  }

  private async moveDays(id: string, page: IncidentPage, step: number): Promise<void> {
    const edits = movedDays(this.desk.standing(page, "date_from"), this.desk.standing(page, "date_to"), step);
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
    const reason = needed ? await this.form(() => askReason("edit", "Save", `${says}: ${lineOf(this.store, id)}`)) : "";
    if (reason === null) return;
    await this.desk.push(id, editing(id, edits.map((each) => ({ ...each, reason: each.reason || reason })), says), false);
  }

  private async edit(id: string, page: IncidentPage, first = "killed_high"): Promise<void> {
    const pane = paneOf(this.store);
    const selection = pane?.selection() ?? null;
    const edit = await this.form(() =>
      askEdit(
        {
          study: this.store.study,
          page,
          standing: (field) => this.desk.standing(page, field),
          selection,
          find: (text): Quote | null => pane?.find(text) ?? null,
        },
        this.fieldInSight(page) ?? first,
      ),
    );
    if (edit) await this.desk.push(id, editing(id, [edit], `${fieldInfo(this.store.study, edit.field)?.label ?? edit.field}: ${edit.value ?? "emptied"}`), false);
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
    if (words) await this.desk.push(id, { decisions: [decision("comment", id, { reason: words })], says: "commented", review: null }, false);
  }

  private async split(id: string, page: IncidentPage): Promise<void> {
    if (page.claims.length < 2) return this.store.emit("say", "It has one telling only: there is nothing to take out.");
    const claims = await this.form(() => askSplit(page));
    if (!claims?.length) return;
    const reason = await this.reason("split", "Take out", id);
    if (reason !== null) await this.desk.push(id, { decisions: [decision("split", id, { claims, reason })], says: "tellings taken out", review: null }, false);
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
    const pushed = await this.desk.push(id, { decisions: [decision(action, id, { other, reason })], says, review: null }, false);
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
    return this.form(() => askReason(action, title, lineOf(this.store, id)));
  }
}
