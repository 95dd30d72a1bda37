import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compiledKernel } from "./kernel.ts";

// Alone it compiles in some seconds; beside other work it takes many times that.
const PATIENCE_MS = 120_000;

it(
  "holds the kernel that its source compiles to",
  async () => {
    const committed = readFileSync("server/routing/core/kernel.wasm.ts", "utf8");
    // Not toBe: of two texts of 30 KB that differ, only this matters.
    expect(committed === (await compiledKernel())).toBe(true);
  },
  PATIENCE_MS,
);
