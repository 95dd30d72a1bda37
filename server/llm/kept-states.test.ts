import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createKeptStates } from "./kept-states.ts";

it("tells what states lie in the folder and how old the oldest is, and drops them alone", async () => {
  const home = await mkdtemp(join(tmpdir(), "roundsman-states-"));
  const folder = join(home, "llm-states");
  const states = createKeptStates(home, () => Date.now() + 5_000);
  expect(await states.read()).toMatchObject({ entries: 0, bytes: 0, oldestAgeMs: null });
  await mkdir(folder);
  await writeFile(join(folder, "a.state"), "12345");
  await writeFile(join(folder, "b.state"), "123");
  await writeFile(join(folder, "c.state.7.part"), "not whole yet");
  const read = await states.read();
  expect(read).toMatchObject({ entries: 2, bytes: 8 });
  expect(read.oldestAgeMs).toBeGreaterThanOrEqual(5_000);
  await states.drop();
  expect(await states.read()).toMatchObject({ entries: 0, bytes: 0 });
  await rm(home, { recursive: true });
});
