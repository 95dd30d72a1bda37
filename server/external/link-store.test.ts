import { afterAll, beforeAll, expect, it } from "vitest";
import { readLinks, writeLinks } from "#server/external/link-store.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 8 });
});
afterAll(() => open.close());

const linkOf = (ourId: number, externalId: string) => ({ ourId, externalId, base: {}, theirVersion: null });

it("takes the same links from several writers at once, and the newest word where they differ", async () => {
  for (let round = 1; round <= 10; round++) {
    const place = { organisationId: round, service: "samsara", kind: "vehicle" };
    const links = Array.from({ length: 200 }, (_, n) => linkOf(n, `s${n}`));
    const turned = links.map(({ ourId }) => linkOf(ourId, `s${199 - ourId}`));
    const orders = [links, links.toReversed(), turned, links, turned.toReversed(), links.toReversed()];
    await Promise.all(orders.map((each) => writeLinks(open.db, place, each)));
    await writeLinks(open.db, place, links);
    const stored = await readLinks(open.db, place);
    expect(stored.map(({ ourId, externalId }) => `${ourId} ${externalId}`)).toEqual(
      links.map(({ ourId, externalId }) => `${ourId} ${externalId}`),
    );
  }
});
