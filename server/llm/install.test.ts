import { expect, it } from "vitest";
import { packagesFor } from "#server/llm/install.ts";

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
