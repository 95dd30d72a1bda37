import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open as openFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { AppError } from "#server/lib/errors.ts";
import type { Db, Tx } from "#server/platform/db.ts";

/** Whose a file is, what it is called and what it is. */
export type FileFacts = { organisationId: number; name: string; contentType: string };

/** A file to keep: what it is, and its bytes in one piece or as they come. */
export type NewFile = FileFacts & { content: Uint8Array | AsyncIterable<Uint8Array> };

/** Content that lies on the disk and is nobody's yet. */
export type KeptContent = { sha256: string; bytes: number; path: string };

/** A file as kept. */
export type StoredFile = {
  id: number;
  organisationId: number;
  name: string;
  contentType: string;
  bytes: number;
  /** SHA-256 of the content, hex: an ETag. */
  sha256: string;
  createdAt: Date;
};

const MAX_NAME = 120;
const CONTENT_TYPE = /^[a-z]+\/[a-z0-9.+-]{1,80}$/;

/** Maps a name as somebody sent it to one that is safe to send back: no folders, no control characters, no leading dot. */
export const safeName = (name: string): string => {
  const last = name.normalize("NFC").split(/[\\/]/).pop() ?? "";
  // Control characters, and those that end a header value or turn the direction of the text.
  const plain = last
    .replace(/[\p{Cc}\p{Cf}"<>:|?*;]/gu, "")
    .trim()
    .replace(/^\.+/, "");
  if (plain.length <= MAX_NAME) return plain === "" ? "file" : plain;
  const dot = plain.lastIndexOf(".");
  const ending = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : "";
  return plain.slice(0, MAX_NAME - ending.length) + ending;
};

const placeOf = (sha256: string): string => join(sha256.slice(0, 2), sha256);

const pieces = (content: NewFile["content"]): AsyncIterable<Uint8Array> | Iterable<Uint8Array> =>
  content instanceof Uint8Array ? [content] : content;

/**
 * Files in a folder by the SHA-256 of their content, so that the same photo twice is kept once; who has it, and under
 * which name, stands in table `file`. A file is there whole or not at all; one over `maxBytes` is refused.
 */
export const createFiles = ({
  root,
  db,
  maxBytes = 50_000_000,
}: {
  root: string;
  db: Db;
  maxBytes?: number;
}) => {
  /** Writes the content under a passing name; maps to its hash and length. */
  const receive = async (path: string, content: NewFile["content"]) => {
    const hash = createHash("sha256");
    let bytes = 0;
    const file = await openFile(path, "wx", 0o600);
    try {
      for await (const piece of pieces(content)) {
        bytes += piece.byteLength;
        if (bytes > maxBytes)
          throw new AppError("TOO_LARGE", `the file has over ${maxBytes} bytes, expected at most that`);
        hash.update(piece);
        await file.writeFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { sha256: hash.digest("hex"), bytes };
  };

  const store = async (content: NewFile["content"]): Promise<KeptContent> => {
    const incoming = join(root, "incoming");
    await mkdir(incoming, { recursive: true });
    const passing = join(incoming, randomUUID());
    try {
      const { sha256, bytes } = await receive(passing, content);
      const path = placeOf(sha256);
      await mkdir(join(root, sha256.slice(0, 2)), { recursive: true });
      await rename(passing, join(root, path));
      return { sha256, bytes, path };
    } finally {
      await rm(passing, { force: true });
    }
  };

  const assertType = ({ name, contentType }: FileFacts): void => {
    if (!CONTENT_TYPE.test(contentType))
      throw new AppError(
        "BAD_REQUEST",
        `file ${safeName(name)}: got content type ${contentType}, expected one`,
      );
  };

  const enter = async (tx: Pick<Tx, "file">, facts: FileFacts, kept: KeptContent): Promise<StoredFile> => {
    const { organisationId, name, contentType } = facts;
    assertType(facts);
    const data = { organisationId, name: safeName(name), contentType, ...kept };
    return await tx.file.create({ data, omit: { path: true } });
  };

  return {
    /** Lays content on the disk; it takes as long as a disk does, and so stands before a transaction, never in it. */
    store,
    /** Makes stored content somebody's file, in the transaction of the change that needs it. */
    enter,
    /** Keeps a file that no other change hangs on. */
    async put({ content, ...facts }: NewFile): Promise<StoredFile> {
      assertType(facts);
      return enter(db, facts, await store(content));
    },
    /** Finds a file of an organisation; the content is read as it is asked for. */
    async open(organisationId: number, id: number): Promise<{ file: StoredFile; read: () => Readable }> {
      const row = await db.file.findFirst({ where: { id, organisationId } });
      if (row === null) throw new AppError("NOT_FOUND", `there is no file ${id}`);
      const { path: place, ...file } = row;
      const path = join(root, place);
      const held = await stat(path).catch(() => null);
      if (held?.size !== file.bytes)
        throw new AppError(
          "INTERNAL",
          `file ${id}: found ${held === null ? "nothing" : `${held.size} bytes`} at ${place}, expected ${file.bytes} bytes`,
        );
      return { file, read: () => createReadStream(path) };
    },
  };
};
/** The store of files. */
export type Files = ReturnType<typeof createFiles>;
