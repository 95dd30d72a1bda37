import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Machine } from "#server/llm/core/fit.ts";

const run = promisify(execFile);
const MIB = 1024 * 1024;
// A Mac's GPU takes its memory from the machine's, up to about this share.
const METAL_SHARE = 0.7;

const nvidia = async (): Promise<Machine["gpu"]> => {
  try {
    const { stdout } = await run("nvidia-smi", [
      "--query-gpu=name,memory.free",
      "--format=csv,noheader,nounits",
    ]);
    const [name, free] = (stdout.trim().split("\n")[0] ?? "").split(",").map((word) => word.trim());
    const freeBytes = Number(free) * MIB;
    return name && freeBytes > 0 ? { name, freeBytes } : null;
  } catch (error) {
    // No driver, or one that finds no card: there is no GPU to use.
    if (error instanceof Error) return null;
    throw error;
  }
};

/** Reads what this machine has to offer: memory within the limits of its container, and the first GPU. */
export const readMachine = async (): Promise<Machine> => {
  const memoryBytes = process.availableMemory();
  const isMac = process.platform === "darwin" && process.arch === "arm64";
  const gpu = isMac ? { name: "Metal", freeBytes: memoryBytes * METAL_SHARE } : await nvidia();
  return { memoryBytes, gpu };
};
