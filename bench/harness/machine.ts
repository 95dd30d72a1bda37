import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";

/** Where and of what a measurement was taken. */
export type Machine = {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  /** Load average over the last minute before the run; on a busy machine every time is longer. */
  load1: number;
};

/** The machine this process runs on. */
export const readMachine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  system: `${type()} ${release()}`,
  node: process.version,
  load1: Math.round((loadavg()[0] ?? 0) * 100) / 100,
});

/** The commit measured, with a mark when the working tree differs from it; "unknown" outside of git. */
export const readCommit = (): string => {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
    return (
      git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "-uno") === "" ? "" : "+changes")
    );
  } catch {
    return "unknown";
  }
};
