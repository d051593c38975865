/** Listens to the keyboard and says which command a key asks for. */

import { commandOf, type Command, type Situation } from "./keys";

/** Elements that take text, or keys of their own. */
const TYPING = "input, textarea, select, [contenteditable='true'], [contenteditable='']";
/** Elements that space and Enter press. */
const PRESSED = "button, a[href], summary, [role='button'], [role='checkbox'], [role='option'], label";

/**
 * Call `act` for each key that asks for something.
 *
 * @param where Says where the page is; null while a dialog is open that takes all keys.
 */
export function listen(where: () => Omit<Situation, "typing"> | null, act: (command: Command, key: string) => boolean): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const now = where();
    if (!now) return;
    const target = event.target instanceof Element ? event.target : null;
    if (event.key === " " && target?.closest(PRESSED)) return;
    const command = commandOf(event, { ...now, typing: target?.closest(TYPING) != null });
    if (command && act(command, event.key)) event.preventDefault();
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}
