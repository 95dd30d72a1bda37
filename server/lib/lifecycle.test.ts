import { describe, expect, it } from "vitest";
import { createLifecycle } from "#server/lib/lifecycle.ts";

describe("lifecycle", () => {
  it("stops last in, first out, each after the one before is done", async () => {
    const lifecycle = createLifecycle();
    const seen: string[] = [];
    for (const name of ["database", "queue", "server"])
      lifecycle.onStop(name, async () => {
        seen.push(`${name} begins`);
        await new Promise((done) => setTimeout(done, 1));
        seen.push(`${name} ends`);
      });
    expect(await lifecycle.stop()).toEqual([]);
    expect(seen).toEqual([
      "server begins",
      "server ends",
      "queue begins",
      "queue ends",
      "database begins",
      "database ends",
    ]);
  });

  it("goes on after a stop that throws and after one that hangs, and names both", async () => {
    const lifecycle = createLifecycle();
    let isClosed = false;
    lifecycle.onStop("database", () => {
      isClosed = true;
    });
    lifecycle.onStop("queue", () => Promise.reject(new Error("no broker")));
    lifecycle.onStop("thread", () => new Promise(() => {}), 5);
    const failures = await lifecycle.stop();
    expect(isClosed).toBe(true);
    expect(failures.map((each) => [each.name, String(each.error)])).toEqual([
      ["thread", "Error: stop of thread took over 5 ms, expected it to be done by then"],
      ["queue", "Error: no broker"],
    ]);
  });

  it("runs every stop once however often it is told, and runs those registered while it stops", async () => {
    const lifecycle = createLifecycle();
    const seen: string[] = [];
    lifecycle.onStop("first", () => {
      seen.push("first");
      lifecycle.onStop("late", () => seen.push("late"));
    });
    expect(lifecycle.isStopping).toBe(false);
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    expect(lifecycle.isStopping).toBe(true);
    expect(seen).toEqual(["first", "late"]);
  });
});
