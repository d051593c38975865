/**
 * The only place where elements are made. Text goes in as text nodes: nothing here, and nothing
 * that uses it, parses HTML, so a report cannot bring markup into the page.
 */

export type Child = Node | string | number | null | undefined | false;

export type Attributes = Record<string, string | number | boolean | null | undefined>;

type Tags = HTMLElementTagNameMap;

/**
 * Return an HTML element. An attribute that is null, undefined or false is left out; true is
 * written empty. `class`, `aria-…` and `data-…` are attributes like any other; `style` is refused,
 * because the page's content policy forbids it: set styles with classes or `element.style.x = …`.
 */
export function h<K extends keyof Tags>(tag: K, attributes?: Attributes | null, ...children: Child[]): Tags[K] {
  const element = document.createElement(tag);
  return fill(element, attributes, children);
}

const SVG = "http://www.w3.org/2000/svg";

/** Return an SVG element; attributes as in `h`. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag) as SVGElementTagNameMap[K], attributes, children);
}

/** Return words of a report, isolated so that their direction does not spill into ours. */
export function words(text: string, attributes?: Attributes): HTMLElement {
  return h("bdi", { dir: "auto", ...attributes }, text);
}

/** Return a button that does something here. */
export function button(
  label: Child | Child[],
  action: (event: MouseEvent) => void,
  attributes?: Attributes,
): HTMLButtonElement {
  const element = h("button", { type: "button", ...attributes }, ...(Array.isArray(label) ? label : [label]));
  element.addEventListener("click", action);
  return element;
}

/** Put these children into an element in place of those it has. */
export function replace(element: Element, ...children: Child[]): void {
  element.replaceChildren(...nodes(children));
}

/** Set an attribute, or take it away (null, undefined, false). */
export function attribute(element: Element, name: string, value: Attributes[string]): void {
  if (name === "style") throw new Error("styles are set with classes or through element.style");
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** Return the element with this id; the page cannot work without it. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element with the id ${id}`);
  return element;
}

function fill<E extends Element>(element: E, attributes: Attributes | null | undefined, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes ?? {})) attribute(element, name, value);
  element.append(...nodes(children));
  return element;
}

function nodes(children: Child[]): (Node | string)[] {
  const found: (Node | string)[] = [];
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    found.push(typeof child === "number" ? String(child) : child);
  }
  return found;
}
