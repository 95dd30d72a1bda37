import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { NONE } from "#server/ask/core/frame.ts";
import { toBytes } from "#server/ask/core/reader-file.ts";
import { createReaders, openShipped, READER } from "#server/ask/readers.ts";
import type { Scope } from "#server/lib/scope.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roundsman-readers-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const user = (userId: string): Scope => ({
  ...{
    organisationId: 1,
    userId,
    userName: userId,
    role: "dispatcher",
    depotIds: null,
    driverId: null,
    isOperator: true,
  },
});
const SIGNS = { words: ["which", "<route>", "late"], concepts: ["late", "route"] };

/** A reader that sees the same in every question. */
const writeReader = async (subject: string): Promise<string> => {
  const file = join(folder, `${subject}.bin`);
  const model = {
    buckets: 2,
    heads: [
      { side: "subject" as const, labels: [subject] },
      ...(["by", "order", "compare"] as const).map((side) => ({ side, labels: [NONE] })),
    ],
    ...{ concepts: {}, words: {}, templates: {} },
    thresholds: { contradict: 1, confirm: 1, alone: 1, offer: 1, sure: 1, rephrase: 2 },
    ...{ scales: new Float32Array(4), biases: new Float32Array(4), weights: new Int8Array(8) },
  };
  await writeFile(file, toBytes(model));
  return file;
};

const open = async (versions: Record<string, string>, files: Record<string, string>) => {
  const reported: string[] = [];
  const read: string[] = [];
  const { readerOf } = createReaders({
    versionFor: ({ userId }) => versions[userId] ?? READER.fallback,
    fileOf: async (version) => {
      read.push(version);
      return files[version] ?? null;
    },
    report: (error, version) => void reported.push(`${version}: ${(error as Error).message}`),
  });
  const subjects = async (userId: string) => [...(await readerOf(user(userId))).guess(SIGNS).subject.keys()];
  return { subjects, reported, read };
};

it("reads each user's questions by the version that the flag says, each read from the disk once", async () => {
  const next = await writeReader("next");
  const { subjects, reported, read } = await open({ ann: "v2", bea: "v2" }, { v2: next });
  expect(await subjects("ann")).toEqual(["next"]);
  expect(await subjects("bea")).toEqual(["next"]);
  expect(await subjects("cyd")).toEqual([...(await openShipped()).guess(SIGNS).subject.keys()]);
  expect(read).toEqual(["v2"]);
  expect(reported).toEqual([]);
});

it("takes the reader of the product where a version is unknown, gone or broken, and says so once", async () => {
  const broken = join(folder, "broken.bin");
  await writeFile(broken, new Uint8Array([1, 0, 0, 0, 123]));
  const versions = { ann: "unknown", bea: "gone", cyd: "broken" };
  const { subjects, reported } = await open(versions, { gone: join(folder, "no.bin"), broken });
  const shipped = [...(await openShipped()).guess(SIGNS).subject.keys()];
  for (const userId of ["ann", "ann", "bea", "cyd", "cyd"]) expect(await subjects(userId)).toEqual(shipped);
  expect(reported.map((line) => line.split(":")[0])).toEqual(["unknown", "gone", "broken"]);
});
