/** A dialog that keeps the focus, closes with Escape, and gives the focus back. */

import { button, h, type Child } from "../dom";

export interface Built {
  readonly body: readonly Child[];
  /** What has the focus first; by default the first field. */
  readonly focus?: HTMLElement;
  /** A word on the main button; null: there is none. */
  readonly submit: string | null;
  /** Called at the main button and Enter; what it says is wrong is shown, and nothing is closed. */
  check?(): string | null;
}

let count = 0;

/**
 * Show a dialog and resolve when it closes: with what `result` gives if its form was sent, with
 * null if it was left.
 */
export function ask<T>(title: string, build: (close: (value: T) => void) => Built, result: () => T | null): Promise<T | null> {
  return new Promise((resolve) => {
    let answer: T | null = null;
    const close = (value: T | null): void => {
      answer = value;
      shut();
    };
    count += 1;
    const id = `dialog-${count}`;
    const built = build(close);
    const fault = h("p", { class: "fault", role: "alert" });
    const form = h(
      "form",
      { class: "dialog-form", novalidate: true },
      h("h2", { id }, title),
      ...built.body,
      fault,
      h(
        "div",
        { class: "dialog-buttons" },
        button([built.submit ? "Cancel " : "Close ", h("kbd", { "aria-hidden": "true" }, "Esc")], () => close(null), { class: "button" }),
        built.submit ? h("button", { type: "submit", class: "button button-main" }, built.submit, " ", h("kbd", { "aria-hidden": "true" }, "Enter")) : null,
      ),
    );
    const element = h("dialog", { class: "dialog", "aria-labelledby": id }, form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const wrong = built.check?.() ?? null;
      fault.textContent = wrong ?? "";
      if (wrong === null) close(result());
    });
    // Long texts take line ends; with Ctrl or Command, Enter sends them.
    form.addEventListener("keydown", (event) => {
      const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target instanceof HTMLTextAreaElement;
      if (sends) form.requestSubmit();
    });
    const shut = open(element, () => resolve(answer));
    (built.focus ?? form.querySelector<HTMLElement>("input, select, textarea"))?.focus();
  });
}

/**
 * Show a dialog over the page; `closed` is called once it is gone, and the focus is where it was.
 *
 * Return what closes it. That is done with at once: the browser tells of a closed dialog only later,
 * and a key pressed in between would find the page neither asking nor listening.
 */
export function open(element: HTMLDialogElement, closed: () => void): () => void {
  const before = document.activeElement;
  let gone = false;
  const finish = (): void => {
    if (gone) return;
    gone = true;
    element.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    closed();
  };
  const shut = (): void => {
    element.close();
    finish();
  };
  document.body.append(element);
  element.addEventListener("click", (event) => event.target === element && shut());
  element.addEventListener("close", finish);
  element.showModal();
  return shut;
}

let fields = 0;

/** Return a field with its label and, if wanted, a line of help. */
export function labelled(label: Child, field: HTMLElement, help: Child = null): HTMLElement {
  fields += 1;
  field.id ||= `field-${fields}`;
  const helpId = `${field.id}-help`;
  if (help) field.setAttribute("aria-describedby", helpId);
  return h("div", { class: "labelled" }, h("label", { for: field.id }, label), field, help ? h("small", { id: helpId }, help) : null);
}
