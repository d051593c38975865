import { describe, expect, it } from "vitest";
import { DecisionQueue, type Entry } from "./queue";

interface Answer {
  id: string;
}

/** A study that keeps what it is sent, in order, and refuses what it is told to. */
function study(refused: string[] = []) {
  const log: string[] = [];
  const seen: string[] = [];
  const queue = new DecisionQueue<string, Answer>({
    send: async (body) => {
      await Promise.resolve();
      if (refused.includes(body)) throw new Error(`the study is locked: ${body}`);
      log.push(body);
      return { id: body };
    },
    undo: async (kept) => {
      await Promise.resolve();
      if (refused.includes(`undo ${kept.id}`)) throw new Error("cannot undo");
      log.push(`undo ${kept.id}`);
      return { id: `undo ${kept.id}` };
    },
    changed: (entry) => seen.push(`${entry.body} ${entry.state}`),
  });
  return { queue, log, seen };
}
const states = (queue: DecisionQueue<string, Answer>): string[] =>
  queue.recent(10).map((entry: Entry<string, Answer>) => `${entry.body} ${entry.state}`);

describe("DecisionQueue", () => {
  it("shows a decision before it is sent and sends in order", async () => {
    const { queue, log, seen } = study();
    queue.push("i1", "accepted", "a");
    queue.push("i2", "rejected", "b");
    expect(seen).toEqual(["a waiting", "b waiting"]);
    expect(queue.open).toBe(2);
    expect(queue.pending("i1")).toHaveLength(1);
    await queue.settled();
    expect(log).toEqual(["a", "b"]);
    expect(states(queue)).toEqual(["b kept", "a kept"]);
    expect(queue.pending("i1")).toHaveLength(0);
  });

  it("takes a refused decision back, says why, and goes on", async () => {
    const { queue, log } = study(["b"]);
    for (const body of ["a", "b", "c"]) queue.push(body, body, body);
    await queue.settled();
    expect(log).toEqual(["a", "c"]);
    expect(states(queue)).toEqual(["c kept", "b failed", "a kept"]);
    expect(queue.recent(3)[1]?.message).toBe("the study is locked: b");
    expect(queue.undo()?.body).toBe("c");
  });

  it("undoes the latest that stands, again and again", async () => {
    const { queue, log } = study();
    for (const body of ["a", "b", "c"]) queue.push(body, body, body);
    await queue.settled();
    queue.undo();
    queue.undo();
    await queue.settled();
    expect(log).toEqual(["a", "b", "c", "undo c", "undo b"]);
    queue.undo();
    expect(queue.undo()).toBeNull();
    await queue.settled();
    expect(log.at(-1)).toBe("undo a");
  });

  it("never sends what was undone in time", async () => {
    const { queue, log } = study();
    queue.push("i", "a", "a");
    queue.push("i", "b", "b");
    expect(queue.undo()?.state).toBe("undone");
    await queue.settled();
    expect(log).toEqual(["a"]);
  });

  it("undoes what is on its way once it has arrived", async () => {
    const { queue, log } = study();
    queue.push("i", "a", "a");
    await Promise.resolve();
    await Promise.resolve();
    expect(queue.recent(1)[0]?.state).toBe("sending");
    queue.undo();
    expect(queue.undo()).toBeNull();
    await queue.settled();
    expect(log).toEqual(["a", "undo a"]);
  });

  it("leaves a decision standing where undoing it fails", async () => {
    const { queue } = study(["undo a"]);
    queue.push("i", "a", "a");
    await queue.settled();
    queue.undo();
    await queue.settled();
    expect(queue.recent(1)[0]).toMatchObject({ state: "kept", message: "cannot undo" });
  });

  it("undoes what was kept before this sitting", async () => {
    const { queue, log } = study();
    queue.seed([{ about: "i", says: "accepted", body: "old", result: { id: "old" } }]);
    queue.push("i", "a", "a");
    await queue.settled();
    queue.undo();
    queue.undo();
    await queue.settled();
    expect(log).toEqual(["a", "undo a", "undo old"]);
  });

  it("starts again after it has run dry", async () => {
    const { queue, log } = study();
    queue.push("i", "a", "a");
    await queue.settled();
    queue.push("i", "b", "b");
    await queue.settled();
    expect(log).toEqual(["a", "b"]);
  });
});
