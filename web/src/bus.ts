/** A typed event bus: who changes something emits, who shows it listens. */

export type Listener<T> = (payload: T) => void;

export class Bus<Events> {
  private readonly listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** Call `listener` at every event of this name; the answer stops it. */
  on<K extends keyof Events>(name: K, listener: Listener<Events[K]>): () => void {
    const found = this.listeners.get(name) ?? new Set();
    found.add(listener as Listener<never>);
    this.listeners.set(name, found);
    return () => found.delete(listener as Listener<never>);
  }

  emit<K extends keyof Events>(name: K, payload: Events[K]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) (listener as Listener<Events[K]>)(payload);
  }
}
