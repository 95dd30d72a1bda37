import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Maps the data folder to this installation's own secret, which it makes on first use and keeps there for its owner
 * alone; two processes that start at once get the same one.
 */
export const installationSecret = async (dataDir: string): Promise<string> => {
  const path = join(dataDir, "auth.secret");
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
  }
  await writeFile(draft, `${randomBytes(48).toString("base64url")}\n`, { mode: 0o600 });
  try {
    // A link, unlike a rename, fails where another process was first, and never shows half a file.
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft);
  }
  return (await readFile(path, "utf8")).trim();
};

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
