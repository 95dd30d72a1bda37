import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { missingOptional, platformOf } from "#scripts/complete-lock.ts";

it("package-lock.json holds the packages of every platform, so that npm ci takes it (else: tsx scripts/complete-lock.ts)", () => {
  expect(missingOptional(JSON.parse(readFileSync("package-lock.json", "utf8")))).toEqual([]);
});

it.each([
  ["@next/swc-darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
  ["@swc/core-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
  ["@biomejs/cli-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
  ["@next/swc-win32-x64-msvc", { os: ["win32"], cpu: ["x64"] }],
])("reads from the name %s where it may be installed", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});
