import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Machine } from "#server/llm/core/fit.ts";

const run = promisify(execFile);
const MIB = 1024 * 1024;
// A Mac's GPU takes its memory from the machine's, up to about this share.
const METAL_SHARE = 0.7;

/** What an NVIDIA card says of itself beside its memory. */
export type Card = { name: string; capability: string; driver: string };

/** What the driver says of the first card; none where it says nothing. */
const askDriver = async (...fields: readonly string[]): Promise<string[]> => {
  try {
    const { stdout } = await run("nvidia-smi", [
      `--query-gpu=${fields.join()}`,
      "--format=csv,noheader,nounits",
    ]);
    return (stdout.trim().split("\n")[0] ?? "").split(",").map((word) => word.trim());
  } catch (error) {
    // No driver, or one that finds no card: there is no GPU to use.
    if (error instanceof Error) return [];
    throw error;
  }
};

const nvidia = async (): Promise<Machine["gpu"]> => {
  const [name, free] = await askDriver("name", "memory.free");
  const freeBytes = Number(free) * MIB;
  return name && freeBytes > 0 ? { name, freeBytes } : null;
};

/** The first NVIDIA card and its driver; null where there is none, or a driver that does not tell. */
export const readCard = async (): Promise<Card | null> => {
  const [name, capability, driver] = await askDriver("name", "compute_cap", "driver_version");
  return name && capability && driver ? { name, capability, driver } : null;
};

/** Reads what this machine has to offer: memory within the limits of its container, and the first GPU. */
export const readMachine = async (): Promise<Machine> => {
  const memoryBytes = process.availableMemory();
  const isMac = process.platform === "darwin" && process.arch === "arm64";
  const gpu = isMac ? { name: "Metal", freeBytes: memoryBytes * METAL_SHARE } : await nvidia();
  return { memoryBytes, gpu };
};
