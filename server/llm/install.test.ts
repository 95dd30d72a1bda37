import { expect, it } from "vitest";
import { driverNote, packagesFor } from "#server/llm/install.ts";

it.each([
  ["linux", "x64", "none", ["linux-x64"]],
  ["linux", "x64", "cuda", ["linux-x64", "linux-x64-cuda", "linux-x64-cuda-ext"]],
  ["darwin", "arm64", "metal", ["mac-arm64-metal"]],
] as const)("installs on %s %s for %s the builds %j and no other", (platform, arch, gpu, builds) => {
  expect(packagesFor({ platform, arch }, gpu)).toEqual([
    "node-llama-cpp@3.22.1",
    ...builds.map((name) => `@node-llama-cpp/${name}@3.22.1`),
  ]);
});

it("says what a machine could be used for instead", () => {
  expect(() => packagesFor({ platform: "linux", arch: "arm64" }, "cuda")).toThrow(
    "model install --gpu cuda: found linux arm64, expected one of none there",
  );
  expect(() => packagesFor({ platform: "sunos", arch: "x64" }, "none")).toThrow(
    /found sunos x64, expected linux-x64, /,
  );
});

it.each([
  ["9.0", "580.159.04", true],
  ["8.0", "570.86.10", true],
  ["9.0", "590.44.01", false],
  ["8.9", "580.159.04", false],
  ["12.0", "580.65.06", false],
])("tells for a card of %s under driver %s that it is too old: %s", (capability, driver, isTold) => {
  const note = driverNote({ name: "a card", capability, driver });
  if (isTold) expect(note).toContain(`a card: found driver ${driver}, expected 590 or newer`);
  else expect(note).toBeNull();
});
