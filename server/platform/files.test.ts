import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDb } from "#server/platform/db.ts";
import { createFiles, safeName } from "#server/platform/files.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

describe("files", () => {
  const database = withTestDatabase();
  let opened: ReturnType<typeof openDb>;
  let root = "";
  const files = () => createFiles({ root, db: opened.db, maxBytes: 1_000 });
  const photo = { organisationId: 1, name: "gate.jpg", contentType: "image/jpeg" };
  const listed = async () =>
    (await readdir(root, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());

  beforeAll(async () => {
    opened = openDb({ url: database.url, poolSize: 2 });
    root = await mkdtemp(join(tmpdir(), "roundsman-files-"));
  });
  afterAll(async () => {
    await opened.close();
    await rm(root, { recursive: true });
  });

  it("gives back what was put, whether in one piece or many, and keeps the same content once", async () => {
    const whole = await files().put({ ...photo, content: Buffer.from("a blocked gate") });
    async function* parts() {
      yield Buffer.from("a blocked");
      yield Buffer.from(" gate");
    }
    const again = await files().put({ ...photo, name: "copy.jpg", content: parts() });
    expect(again).toMatchObject({ name: "copy.jpg", bytes: 14, sha256: whole.sha256 });
    expect(again.id).not.toBe(whole.id);
    expect(await listed()).toHaveLength(1);
    const { file, read } = await files().open(1, again.id);
    expect(file).toEqual(again);
    expect(Buffer.concat(await read().toArray()).toString()).toBe("a blocked gate");
  });

  it("refuses what is too large and leaves nothing of it", async () => {
    const before = (await listed()).length;
    const content = Buffer.alloc(1_001);
    await expect(files().put({ ...photo, content })).rejects.toMatchObject({ code: "TOO_LARGE" });
    async function* broken() {
      yield Buffer.from("half");
      throw new Error("connection lost");
    }
    await expect(files().put({ ...photo, content: broken() })).rejects.toThrow("connection lost");
    expect(await listed()).toHaveLength(before);
  });

  it("shows a file to its organisation only", async () => {
    const { id } = await files().put({ ...photo, content: Buffer.from("private") });
    await expect(files().open(2, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("refuses a content type that is none", async () => {
    const put = files().put({ ...photo, contentType: "text/html\r\nx: y", content: Buffer.from("x") });
    await expect(put).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("says so when the content is gone or cut", async () => {
    const { id, sha256 } = await files().put({ ...photo, content: Buffer.from("whole") });
    await writeFile(join(root, sha256.slice(0, 2), sha256), "cut");
    await expect(files().open(1, id)).rejects.toThrow(/found 3 bytes at .*, expected 5 bytes/);
  });

  it.each([
    ["gate.jpg", "gate.jpg"],
    ["../../etc/passwd", "passwd"],
    ["C:\\photos\\gate.jpg", "gate.jpg"],
    ["..", "file"],
    [".profile", "profile"],
    ['a"b\r\n.jpg', "ab.jpg"],
    ["\u202Egpj.exe", "gpj.exe"],
    ["", "file"],
    [`${"x".repeat(300)}.geojson`, `${"x".repeat(112)}.geojson`],
    ["Müll 7.png", "Müll 7.png"],
  ])("takes %j as %j", (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });
});
