/** The small forms of review: a reason, a comment, a field, a type, a name, what to take out. */

import type { Action, FieldInfo, FieldValue, IncidentPage, Quote, StudyInfo } from "../contract";
import { button, h, words, type Child } from "../dom";
import { NOT_STATED, plain, TELLING_WORDS } from "../evidence/wording";
import { faultOf, type Edit } from "./acts";
import { ask, labelled } from "./dialog";
import { KEYS, type KeyRow } from "./keys";

/** Reasons that are often given, by what they are given for. */
const USUAL: Readonly<Partial<Record<Action, readonly string[]>>> = {
  reject: [
    "no event of armed conflict",
    "the words are misread",
    "page furniture, not the report",
    "history that the report only recalls",
  ],
  merge: ["one act, told again", "the same place and day, under other words", "a result of the other", "a later toll of the other"],
  split: ["another day", "another place", "two acts in one report"],
  edit: ["the report says so", "the words are misread", "another report says it more precisely"],
};

/** What was given as a reason before, so that it need not be typed a hundred times. */
const given = new Map<Action, string[]>();

/** Ask for the reason of an action; null: left without one. */
export function askReason(action: Action, title: string, about: string): Promise<string | null> {
  const before = given.get(action) ?? [];
  const input = h("input", { type: "text", autocomplete: "off", maxlength: 500, value: before[0] ?? "" });
  const remember = (reason: string): string => {
    given.set(action, [reason, ...before.filter((each) => each !== reason)].slice(0, 3));
    return reason;
  };
  const asked = ask<string>(
    title,
    (close) => ({
      body: [
        words(about, { class: "dialog-about" }),
        labelled("Reason", input),
        h(
          "div",
          { class: "usual", role: "group", "aria-label": "Usual reasons" },
          ...[...new Set([...before, ...(USUAL[action] ?? [])])].map((each) => button(words(each), () => close(remember(each)), { class: "chip" })),
        ),
      ],
      focus: input,
      submit: title,
      check: () => (input.value.trim() ? null : "A reason is needed, so that others can follow the decision."),
    }),
    () => remember(input.value.trim()),
  );
  // The reason given last stands there: Enter takes it, typing replaces it.
  input.select();
  return asked;
}

export function askComment(about: string): Promise<string | null> {
  const input = h("textarea", { rows: 4, maxlength: 4000 });
  return ask<string>(
    "Comment",
    () => ({
      body: [words(about, { class: "dialog-about" }), labelled("Comment", input, "Ctrl and Enter sends it.")],
      focus: input,
      submit: "Comment",
      check: () => (input.value.trim() ? null : "There is nothing to send yet."),
    }),
    () => input.value.trim(),
  );
}

/** Ask who decides; asked once, where the study was opened without a name. */
export function askWho(): Promise<string | null> {
  const input = h("input", { type: "text", autocomplete: "name", maxlength: 120 });
  return ask<string>(
    "Sign",
    () => ({
      body: [h("p", null, "Every decision is kept with who made it. How do you sign?"), labelled("Name", input)],
      focus: input,
      submit: "Sign",
      check: () => (input.value.trim() ? null : "A decision needs a person."),
    }),
    () => input.value.trim(),
  );
}

/** Choose a type from all of them; the first nine by their digit. */
export function askType(study: StudyInfo, now: string | null): Promise<string | null> {
  return ask<string>(
    "Type of event",
    (close) => {
      const list = h(
          "ol",
          { class: "types" },
          ...study.event_types.map((each, index) =>
            h(
              "li",
              null,
              button(
                [h("kbd", { class: index < 9 ? "" : "none", "aria-hidden": "true" }, index < 9 ? String(index + 1) : ""), each.label],
                () => close(each.name),
                { class: "chip", "aria-pressed": String(each.name === now), "data-digit": index < 9 ? index + 1 : null },
              ),
            ),
          ),
        );
      list.addEventListener("keydown", (event) => {
        const digit = /^[1-9]$/.test(event.key) ? study.event_types[Number(event.key) - 1] : undefined;
        if (digit) close(digit.name);
      });
      const focus = list.querySelector<HTMLElement>('[aria-pressed="true"]') ?? list.querySelector("button");
      return { body: [list], submit: null, ...(focus ? { focus } : {}) };
    },
    () => null,
  );
}

export interface EditGround {
  readonly study: StudyInfo;
  readonly page: IncidentPage;
  /** What stands in a field, edits on their way included. */
  standing(field: string): string | null;
  /** The words that are selected in the report. */
  readonly selection: Quote | null;
  /** Find words in the report that is open. */
  find(text: string): Quote | null;
}

/** Edit one field, with a reason and the words it is read from where the field asks for them. */
export function askEdit(ground: EditGround, first: string): Promise<Edit | null> {
  const { study } = ground;
  const choice = h(
    "select",
    null,
    ...study.fields.map((each) => h("option", { value: each.name, selected: each.name === first }, `${each.label}: ${ground.standing(each.name) ?? NOT_STATED}`)),
  );
  const reason = h("input", { type: "text", autocomplete: "off", maxlength: 500 });
  const quote = h("textarea", { rows: 2, maxlength: 1000 }, ground.selection?.text ?? "");
  const slot = h("div", { class: "edit-value" });
  const machine = h("small", null);
  let input: HTMLInputElement | HTMLSelectElement;
  const info = (): FieldInfo => study.fields.find((each) => each.name === choice.value) as FieldInfo;
  const reasonField = labelled("Reason", reason);
  const quoteField = labelled("Words it is read from", quote, "Select words in the report before you press e, or paste them here.");
  const turn = (): void => {
    input = valueField(info(), ground.standing(choice.value), study);
    const value = ground.page.fields.find((each) => each.name === choice.value);
    machine.textContent = saidByMachine(value);
    slot.replaceChildren(labelled("New value", input), machine);
    reasonField.classList.toggle("optional", !info().needs_reason);
    quoteField.classList.toggle("optional", !info().needs_quote);
  };
  choice.addEventListener("change", turn);
  turn();
  const said = (): Quote | null => {
    const text = quote.value.trim();
    if (!text) return null;
    if (ground.selection && text === ground.selection.text.trim()) return ground.selection;
    return ground.find(text) ?? { text, document: null, start: null, end: null };
  };
  return ask<Edit>(
    "Edit a field",
    () => ({
      body: [labelled("Field", choice), slot, reasonField, quoteField],
      focus: choice,
      submit: "Save",
      check: () => {
        const value = input.value.trim();
        if (value === (ground.standing(choice.value) ?? "")) return "That is what stands there already.";
        if (info().needs_reason && !reason.value.trim()) return "This field needs a reason.";
        if (info().needs_quote && !said()) return "This field needs the words it is read from.";
        return faultOf(info(), value, ground.standing);
      },
    }),
    () => ({ field: choice.value, value: input.value.trim() || null, reason: reason.value.trim(), quote: said() }),
  );
}

function saidByMachine(value: FieldValue | undefined): string {
  if (!value?.edited) return "";
  return `A person set it; the machine says: ${value.machine ?? NOT_STATED}`;
}

function valueField(info: FieldInfo, value: string | null, study: StudyInfo): HTMLInputElement | HTMLSelectElement {
  if (info.kind === "type") {
    return h("select", null, ...study.event_types.map((each) => h("option", { value: each.name, selected: each.name === value }, each.label)));
  }
  if (info.kind === "day") return h("input", { type: "date", value: value ?? "", min: "1000-01-01", max: "2999-12-31" });
  const number = info.kind === "number";
  return h("input", { type: "text", inputmode: number ? "decimal" : "text", autocomplete: "off", maxlength: 300, value: value ?? "" });
}

/** Choose the tellings that are another happening. */
export function askSplit(page: IncidentPage): Promise<string[] | null> {
  const boxes = page.claims.map((each) => h("input", { type: "checkbox", value: each.claim.id }));
  const chosen = (): string[] => boxes.filter((each) => each.checked).map((each) => each.value);
  const rows = page.claims.map((each, index) =>
    h(
      "label",
      { class: "split-row" },
      boxes[index] as HTMLElement,
      h(
        "span",
        null,
        `${TELLING_WORDS[each.role]} ${plain(each.claim.event_type)}, according to `,
        words(each.source),
        words(each.quote.words, { class: "detail" }),
      ),
    ),
  );
  return ask<string[]>(
    "Take tellings out",
    () => ({
      body: [h("p", null, "Those chosen become an incident of their own."), h("div", { class: "split-rows" }, ...rows)],
      submit: "Take out",
      check: () => {
        const count = chosen().length;
        if (!count) return "Choose at least one telling.";
        return count === boxes.length ? "At least one telling must stay." : null;
      },
    }),
    chosen,
  );
}

const SCOPES: readonly (readonly [KeyRow["scope"], string])[] = [
  ["page", "Everywhere"],
  ["incident", "On an incident"],
  ["pair", "On two side by side"],
];

/** Show which key does what. */
export function showKeys(study: StudyInfo): Promise<null> {
  const decides = study.live && !study.read_only;
  const tables = SCOPES.map(([scope, title]) => {
    const rows = KEYS.filter((each) => each.scope === scope && (decides || !each.decides));
    if (!rows.length) return null;
    return h(
      "table",
      { class: "keys" },
      h("caption", null, title),
      h("tbody", null, ...rows.map((each) => h("tr", null, h("th", { scope: "row" }, ...caps(each.shown)), h("td", null, each.does)))),
    );
  });
  const types = decides
    ? h("p", { class: "detail" }, study.event_types.slice(0, 9).map((each, index) => `${index + 1} ${each.label}`).join(" · "))
    : null;
  return ask<null>(
    "Keys",
    () => ({ body: [h("p", { class: "detail" }, "Single keys, no modifiers. They are silent while you type."), h("div", { class: "key-tables" }, ...tables), types], submit: null }),
    () => null,
  );
}

/** Return "s or space" with its keys drawn as keys. */
function caps(shown: string): Child[] {
  return shown.split(/ (or|to) /).map((each) => (each === "or" || each === "to" ? ` ${each} ` : h("kbd", null, each)));
}
