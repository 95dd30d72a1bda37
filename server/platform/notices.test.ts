import { afterAll, beforeAll, expect, it } from "vitest";
import { openDb } from "#server/platform/db.ts";
import { createNotices } from "#server/platform/notices.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

it("goes on to listen where what hears a notice throws, and after its connection was ended", async () => {
  const heard: [boolean, string | null][] = [];
  const reports: unknown[] = [];
  const notices = createNotices({
    ...{ url: database.url, channel: "news", report: (error) => void reports.push(error) },
    heard(isAfterBreak, notice) {
      heard.push([isAfterBreak, notice]);
      if (notice === "bad") throw new Error("a notice that cannot be read");
    },
  });
  await notices.start();
  const say = (notice: string) => open.pool.query("SELECT pg_notify('news', $1)", [notice]);
  await say("bad");
  await say("good");
  await expect
    .poll(() => heard)
    .toEqual([
      [false, null],
      [false, "bad"],
      [false, "good"],
    ]);
  expect(reports).toEqual([new Error("a notice that cannot be read")]);
  await open.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'roundsman news'",
  );
  await expect.poll(() => heard.at(-1), { timeout: 5_000 }).toEqual([true, null]);
  await say("later");
  await expect.poll(() => heard.at(-1)).toEqual([false, "later"]);
  await notices.close();
});
