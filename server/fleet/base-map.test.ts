import { afterEach, beforeEach, expect, it } from "vitest";
import { createBaseMap } from "#server/fleet/base-map.ts";

const lost: unknown[] = [];
const note = (error: unknown) => void lost.push(error);
beforeEach(() => {
  lost.length = 0;
  process.on("unhandledRejection", note);
});
afterEach(() => process.off("unhandledRejection", note));

it("fails who asks for a map while the database is away, and nobody else, whatever is told of it meanwhile", async () => {
  const away = new Error("the database is away");
  let fail = () => {};
  const map = createBaseMap({
    db: {
      $queryRaw: () =>
        new Promise<never>((_, reject) => {
          fail = () => reject(away);
        }),
    } as unknown as Parameters<typeof createBaseMap>[0]["db"],
  });
  const asked = map.ground(1);
  // What a process hears once its connection for notices is back: any row may have changed.
  map.kept.changed?.(null, null);
  const counted = map.kept.read();
  fail();
  await expect(asked).rejects.toBe(away);
  expect(await counted).toMatchObject({ entries: 0 });
  // A rejection that nobody handles ends the process; it is told behind the promises of this turn.
  await new Promise((resolve) => setImmediate(resolve));
  expect(lost).toEqual([]);
});
