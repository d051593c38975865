/** Colours for canvases, read from the style sheet's tokens, light or dark. */

import { KINDS } from "../kinds";

export interface Ink {
  readonly sea: string;
  readonly land: string;
  readonly border: string;
  readonly river: string;
  readonly text: string;
  readonly halo: string;
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  readonly accent: string;
  readonly font: string;
  readonly kinds: ReadonlyMap<string, string>;
}

export function readInk(): Ink {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    sea: token("sea"),
    land: token("land"),
    border: token("land-line"),
    river: token("river"),
    text: token("map-ink"),
    halo: token("map-halo"),
    surface: token("surface"),
    ink: token("ink"),
    soft: token("line-strong"),
    accent: token("accent"),
    font: token("font"),
    kinds: new Map(KINDS.map((kind) => [kind.name, token(`type-${kind.name}`)])),
  };
}

/** Call back whenever the colours change. */
export function onInkChange(redraw: () => void): void {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}
