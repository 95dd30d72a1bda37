import { statfsSync } from "node:fs";

/** An expected failure: its message is the sentence shown to the person, without a stack. */
export class Failure extends Error {
  /** @param {string} sentence @param {{ cause?: unknown, log?: string }} [about] */
  constructor(sentence, about = {}) {
    super(sentence, { cause: about.cause });
    this.name = "Failure";
    this.log = about.log;
  }
}

const DISK_FULL = "The disk is full: free about 1.5 GB and run the command again.";

const CAUSES = [
  [/ENOSPC|No space left on device|disk quota exceeded/i, DISK_FULL],
  [
    /EAI_AGAIN|ENOTFOUND|ENETUNREACH|ECONNREFUSED .*:443|ETIMEDOUT|ECONNRESET|Temporary failure resolving|Could not resolve|network (?:is )?(?:request|unreachable)/i,
    "There is no network to the package registry: check the connection (and proxy) and run the command again.",
  ],
  [
    /EACCES|EROFS|EPERM|Permission denied|Read-only file system/i,
    "The folder cannot be written to: make the clone belong to you and run the command again.",
  ],
];

/**
 * Maps the output or error of a failed step to the sentence that says what is wrong with the machine,
 * or to undefined when it is none of the known causes.
 * @param {string} text @returns {string | undefined}
 */
export const causeOf = (text) => CAUSES.find(([pattern]) => pattern.test(text))?.[1];

const LEAST_FREE = 16 * 2 ** 20;

/**
 * The sentence for a full disk where one holds the folder: on it a step's log ends before it could say so.
 * @param {string} folder @returns {string | undefined}
 */
export const fullDiskOf = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < LEAST_FREE ? DISK_FULL : undefined;
};

/** Maps anything thrown to the sentence to print. @param {unknown} error @returns {string} */
export const sentenceOf = (error) => {
  if (error instanceof Failure) return error.message;
  const text =
    error instanceof Error ? `${error.message} ${"code" in error ? error.code : ""}` : String(error);
  return causeOf(text) ?? `Something unexpected went wrong: ${text.trim()}`;
};
