import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

const filesIn = (/** @type {string} */ path) => {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => entry.name !== "generated")
    .flatMap((/** @type {import("node:fs").Dirent} */ entry) => filesIn(`${path}/${entry.name}`));
};

/**
 * One hash of the contents of files and folders of the clone, tests left out.
 * @param {string[]} paths @returns {string}
 */
const hashOf = (paths) => {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths.flatMap(filesIn).filter((name) => !/\.(test|contract)\.tsx?$/.test(name))) {
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
};

/**
 * True when an output has to be made again before it fits its inputs.
 * @param {{ output: string, inputs: string[] }} about
 */
export const isStale = ({ output, inputs }) => {
  const mark = join(root, output, ".inputs");
  return !existsSync(mark) || readFileSync(mark, "utf8") !== hashOf(inputs);
};

/**
 * Makes an output again when its inputs changed or its last making was interrupted; true when it was made.
 * @param {{ output: string, inputs: string[], make: () => Promise<void> }} about
 */
export const whenChanged = async ({ output, inputs, make }) => {
  const mark = join(root, output, ".inputs");
  const hash = hashOf(inputs);
  if (existsSync(mark) && readFileSync(mark, "utf8") === hash) return false;
  rmSync(mark, { force: true });
  await make();
  writeFileSync(`${mark}.new`, hash);
  renameSync(`${mark}.new`, mark);
  return true;
};
