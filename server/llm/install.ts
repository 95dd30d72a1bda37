import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#server/lib/errors.ts";
import { findLibrary, LIBRARY } from "#server/llm/llama-library.ts";
import type { Card } from "#server/llm/machine.ts";

/** What the library can compute on, beside the processor. */
export const GPUS = ["none", "cuda", "vulkan", "metal"] as const;
/** One of {@link GPUS}. */
export type Gpu = (typeof GPUS)[number];

const KEPT_LINES = 12;

// The builds the library's makers publish; all of them together weigh 760 MB, one of them 30, one with CUDA some 400.
const BUILDS: Readonly<Record<string, Partial<Record<Gpu, readonly string[]>>>> = {
  "linux-x64": {
    none: ["linux-x64"],
    cuda: ["linux-x64", "linux-x64-cuda", "linux-x64-cuda-ext"],
    vulkan: ["linux-x64", "linux-x64-vulkan"],
  },
  "linux-arm64": { none: ["linux-arm64"] },
  "darwin-arm64": { metal: ["mac-arm64-metal"] },
  "darwin-x64": { none: ["mac-x64"] },
  "win32-x64": {
    none: ["win-x64"],
    cuda: ["win-x64", "win-x64-cuda", "win-x64-cuda-ext"],
    vulkan: ["win-x64", "win-x64-vulkan"],
  },
  "win32-arm64": { none: ["win-arm64"] },
};

/** Generations of cards whose machine code the CUDA build holds; for others the driver translates it. */
const BUILT_FOR: ReadonlySet<string> = new Set(["8.6", "8.7", "8.9", "12.0", "12.1"]);
/** The first driver that translates code of the CUDA release it was built with, 13.1. */
const TRANSLATING_DRIVER = 590;

/** Says where a card's driver is too old to translate the CUDA build for it; null where nothing stands against it. */
export const driverNote = ({ name, capability, driver }: Card): string | null =>
  BUILT_FOR.has(capability) || Number.parseInt(driver, 10) >= TRANSLATING_DRIVER
    ? null
    : `${name}: found driver ${driver}, expected ${TRANSLATING_DRIVER} or newer: the build holds no code for compute capability ${capability}, and an older driver does not translate it`;

/** The packages to install on a machine for a GPU or none. */
export const packagesFor = (machine: { platform: string; arch: string }, gpu: Gpu): string[] => {
  const builds = BUILDS[`${machine.platform}-${machine.arch}`];
  const names = builds?.[gpu];
  if (names === undefined)
    throw new AppError(
      "BAD_REQUEST",
      `model install --gpu ${gpu}: found ${machine.platform} ${machine.arch}, expected ${builds === undefined ? Object.keys(BUILDS).join(", ") : `one of ${Object.keys(builds).join(", ")} there`}`,
    );
  const builtFor = names.map((name) => `@${LIBRARY.name}/${name}`);
  return [LIBRARY.name, ...builtFor].map((name) => `${name}@${LIBRARY.version}`);
};

/** Installs the library of models into a folder of its own, with the build for this machine alone. */
export const installLibrary = async (
  modules: string,
  { gpu, tell }: { gpu: Gpu; tell: (line: string) => void },
): Promise<void> => {
  const packages = packagesFor(process, gpu);
  await mkdir(modules, { recursive: true });
  // Without one of its own, npm would look for the folder's package above it.
  await writeFile(join(modules, "package.json"), '{ "private": true }\n');
  const windows = process.platform === "win32";
  // Its scripts would look for a compiler and for downloads from elsewhere; the build is whole without them.
  const options = ["--ignore-scripts", "--omit=optional", "--omit=peer", "--legacy-peer-deps"];
  const quiet = ["--no-audit", "--no-fund", "--no-progress", "--loglevel=http"];
  const child = spawn(
    windows ? "npm.cmd" : "npm",
    ["install", "--prefix", modules, ...options, ...quiet, ...packages],
    { stdio: ["ignore", "pipe", "pipe"], shell: windows },
  );
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split(/\r?\n/);
      rest = lines.pop() ?? "";
      for (const line of lines.filter((each) => each.trim() !== "")) {
        last.push(line);
        if (last.length > KEPT_LINES) last.shift();
        const name = /^npm http fetch GET \d+ \S+\/(\S+?)(?: |$)/.exec(line)?.[1];
        if (name !== undefined) tell(decodeURIComponent(name));
      }
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit) => resolve(exit ?? 1));
  });
  if (code !== 0 || findLibrary(modules) === null)
    throw new AppError(
      "UNAVAILABLE",
      `model install: npm ended with ${code}, expected ${LIBRARY.name} in ${modules}:\n${last.join("\n")}`,
    );
};
