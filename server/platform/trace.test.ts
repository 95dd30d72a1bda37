import { describe, expect, it } from "vitest";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { beginSpan, createTraces, inSpan, type Trace } from "#server/platform/trace.ts";

const watch = () => {
  const heard: Trace[] = [];
  const traces = createTraces({ heard: (trace) => heard.push(trace) });
  return { heard, traces };
};
const tree = ({ spans }: Trace) =>
  spans.map(({ name, parentId }) => `${name} < ${spans.find(({ id }) => id === parentId)?.name ?? "-"}`);

describe("traces", () => {
  it("put each span under the one in which it began, also where two go on at once", async () => {
    const { heard, traces } = watch();
    await traces.run({ kind: "call", name: "whole" }, async () => {
      await Promise.all(
        ["a", "b"].map((name) =>
          inSpan("step", name, async () => {
            await new Promise((resolve) => setTimeout(resolve, 1));
            beginSpan("sql", `${name} query`)?.();
          }),
        ),
      );
    });
    expect(tree(heard[0] as Trace).sort()).toEqual([
      "a < whole",
      "a query < a",
      "b < whole",
      "b query < b",
      "whole < -",
    ]);
  });

  it("keep what failed with its words, and throw it on", async () => {
    const { heard, traces } = watch();
    const failing = () => inSpan("step", "part", () => Promise.reject(new Error("no luck")));
    await expect(traces.run({ kind: "job", name: "whole" }, failing)).rejects.toThrow("no luck");
    expect(heard[0]).toMatchObject({ error: "no luck", spans: [{ error: "no luck" }, { error: "no luck" }] });
  });

  it("count the spans beyond the hundredth instead of keeping them", async () => {
    const { heard, traces } = watch();
    await traces.run({ kind: "call", name: "whole" }, async () => {
      for (let i = 0; i < 150; i++) beginSpan("sql", "one")?.();
    });
    expect([heard[0]?.spans.length, heard[0]?.left]).toEqual([100, 51]);
  });

  it("go on what a caller in another process began", async () => {
    const { heard, traces } = watch();
    const id = "4bf92f3577b34da6a3ce929d0e0e4736";
    const parent = `00-${id}-00f067aa0ba902b7-01`;
    await traces.run({ kind: "call", name: "whole", parent }, async () => {});
    expect(heard[0]).toMatchObject({ id, calledBy: "00f067aa0ba902b7" });
  });

  it.each(["", "00-xyz-1-01", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`])(
    "begin anew where the caller's header is %j",
    async (parent) => {
      const { heard, traces } = watch();
      await traces.run({ kind: "call", name: "whole", parent }, async () => {});
      expect(heard[0]?.calledBy).toBeNull();
      expect(heard[0]?.id).toMatch(/^[0-9a-f]{32}$/);
    },
  );

  it("take nothing after their end: what was begun within one and goes on makes traces of its own", async () => {
    const { heard, traces } = watch();
    let later: Promise<void> = Promise.resolve();
    await traces.run({ kind: "call", name: "whole" }, async () => {
      later = new Promise((resolve) => setTimeout(resolve, 5)).then(async () => {
        expect(beginSpan("sql", "late")).toBeNull();
        await traces.run({ kind: "job", name: "own" }, async () => {});
      });
    });
    await later;
    expect(heard.map(tree)).toEqual([["whole < -"], ["own < -"]]);
  });

  it("cost outside a trace nothing but a look", async () => {
    expect(beginSpan("sql", "SELECT 1")).toBeNull();
    expect(await inSpan("step", "x", async () => 7)).toBe(7);
  });
});

describe("statements of a trace", () => {
  const database = withTestDatabase();

  it("lie in the trace that asked them, also where the pool hands a connection from one to another", async () => {
    const { db, close } = openDb({ url: database.url, poolSize: 2 });
    const { heard, traces } = watch();
    try {
      await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          traces.run({ kind: "call", name: `call ${n}` }, async () => {
            await db.$queryRaw(sql`SELECT pg_sleep(0.005)::text, ${n}::int AS n`);
            await db.$transaction(async (tx) => tx.$queryRaw(sql`SELECT ${n}::int AS in_transaction`));
          }),
        ),
      );
    } finally {
      await close();
    }
    const texts = heard.map(({ spans }) => spans.filter(({ name }) => name.startsWith("SELECT")).length);
    expect(texts).toEqual(Array.from({ length: 12 }, () => 2));
    const waits = heard.flatMap(({ spans }) => spans.filter(({ name }) => name === "wait for a connection"));
    expect(waits.length).toBeGreaterThan(0);
    expect(heard.every(({ spans }) => spans.every(({ tookMs }) => tookMs !== null))).toBe(true);
  });

  it("tell what the database refused", async () => {
    const { db, close } = openDb({ url: database.url, poolSize: 2 });
    const { heard, traces } = watch();
    try {
      const asked = () => db.$queryRaw(sql`SELECT nothing_there`);
      await expect(traces.run({ kind: "call", name: "whole" }, asked)).rejects.toThrow();
    } finally {
      await close();
    }
    expect(heard[0]?.spans.find(({ kind }) => kind === "sql")?.name).toBeDefined();
    expect(heard[0]?.spans.map(({ error }) => error).join()).toContain("nothing_there");
  });
});
