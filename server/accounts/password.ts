import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

// No 0/o, 1/l/i: a password is read off a screen and typed on a phone.
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Makes a password of four groups of four letters and digits: 79 bits of randomness. */
export const generatePassword = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(""),
  ).join("-");

// OWASP's floor for Argon2id: 19 MiB, two passes, one lane.
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Maps a password to its Argon2id hash with a salt of its own. */
export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2ID);

/** Whether a password is the one behind a hash of {@link hashPassword}. */
export const isPassword = ({
  hash: stored,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> => verify(stored, password);
