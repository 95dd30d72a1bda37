import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "#server/lib/errors.ts";
import { readModelFile } from "#server/llm/gguf-file.ts";
import type { ModelFile } from "#server/llm/schema.ts";

/** Where files named `hf:…` come from. */
export const HUGGING_FACE = "https://huggingface.co";

const MB = 1e6;
const TELL_MS = 1_000;
const ATTEMPTS = 5;
const WAIT_MS = 1_000;
const SILENCE_MS = 30_000;

/** The parts of `hf:owner/repo/path/to/file.gguf`, `@revision` after it where another than the main one is meant. */
const parseName = (name: string): { path: string; file: string } => {
  const found = /^hf:([\w.-]+)\/([\w.-]+)\/([\w./-]+\.gguf)(?:@([\w.-]+))?$/.exec(name);
  const [, owner, repository, file, revision = "main"] = found ?? [];
  if (owner === undefined || repository === undefined || file === undefined || file.includes(".."))
    throw new AppError("BAD_REQUEST", `model pull: found "${name}", expected hf:owner/repo/file.gguf`);
  return { path: `/${owner}/${repository}/resolve/${revision}/${file}`, file: basename(file) };
};

const refusalOf = (status: number, address: string): AppError => {
  const why =
    status === 401 || status === 403
      ? ": its owner asks for a sign-in; fetch it in a browser, then: npm run model -- use FILE.gguf"
      : status === 404
        ? ": there is no such file"
        : "";
  return new AppError("UNAVAILABLE", `model pull ${address}: found status ${status}, expected 200${why}`);
};

// What fetch failed of stands in its cause.
const sentenceOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);

const unreachable = (address: string, error: unknown): AppError => {
  const cause = sentenceOf(error);
  return new AppError(
    "UNAVAILABLE",
    `model pull: ${new URL(address).host} does not answer (${cause}): it needs a network. What came is kept; the same command goes on from there`,
    { cause: error },
  );
};

/** What a source says of a file before it sends it: its length and checksum, where it tells them. */
const announced = async (address: string): Promise<{ bytes: number | null; sha256: string | null }> => {
  // The first answer carries the checksum; the place it leads to does not.
  const response = await fetch(address, { method: "HEAD", redirect: "manual" });
  if (response.status >= 400) throw refusalOf(response.status, address);
  const tag = /[0-9a-f]{64}/.exec(
    response.headers.get("x-linked-etag") ?? response.headers.get("etag") ?? "",
  );
  const length = response.headers.get("x-linked-size") ?? response.headers.get("content-length");
  return { bytes: length === null ? null : Number(length), sha256: tag?.[0] ?? null };
};

const sizeOf = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
};

/** SHA-256 of a file, hex. */
export const checksumOf = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
};

type Tell = (line: string) => void;

/** Appends what is missing of a file; throws where the connection breaks, with what came kept. */
const fetchRest = async (
  address: string,
  partial: string,
  whole: number | null,
  tell: Tell,
): Promise<void> => {
  const had = await sizeOf(partial);
  if (whole !== null && had === whole) return;
  const silence = new AbortController();
  const watch = () =>
    setTimeout(() => silence.abort(new Error(`nothing came for ${SILENCE_MS / 1_000} s`)), SILENCE_MS);
  let timer = watch();
  try {
    const response = await fetch(address, {
      headers: had > 0 ? { range: `bytes=${had}-` } : {},
      signal: silence.signal,
    });
    if (!response.ok || response.body === null) throw refusalOf(response.status, address);
    // A source that does not know ranges sends all of it again.
    const isRest = response.status === 206;
    const handle = await open(partial, isRest ? "a" : "w");
    try {
      let came = isRest ? had : 0;
      const [from, startedAt] = [came, performance.now()];
      let toldAt = Number.NEGATIVE_INFINITY;
      for await (const chunk of response.body) {
        clearTimeout(timer);
        timer = watch();
        await handle.writeFile(chunk);
        came += chunk.byteLength;
        const now = performance.now();
        if (now - toldAt < TELL_MS) continue;
        toldAt = now;
        const speed = (came - from) / MB / Math.max(0.001, (now - startedAt) / 1_000);
        const of =
          whole === null ? "" : ` of ${(whole / MB).toFixed(0)} MB, ${Math.floor((100 * came) / whole)} %`;
        tell(`${(came / MB).toFixed(0)}${of === "" ? " MB" : of}, ${speed.toFixed(1)} MB/s`);
      }
    } finally {
      await handle.close();
    }
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Fetches a model file into a folder: goes on where an earlier try broke off, holds what came against the checksum the
 * source names, and keeps it only if it is a whole model. Maps to the file, where it came from and its checksum.
 */
export const pullModel = async (
  name: string,
  {
    folder,
    origin = HUGGING_FACE,
    waitMs = WAIT_MS,
    tell,
  }: { folder: string; origin?: string; waitMs?: number; tell: Tell },
): Promise<{ model: ModelFile; source: string; checksum: string }> => {
  const { path, file } = parseName(name);
  const address = `${origin}${path}`;
  const target = join(folder, file);
  /** Tries again where the connection breaks, with longer waits; what the source refuses is not asked again. */
  const persist = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (attempt === ATTEMPTS) throw unreachable(address, error);
        tell(`the connection broke off (${sentenceOf(error)}), going on`);
        await pause(waitMs * attempt);
      }
    }
  };
  const { bytes, sha256 } = await persist(() => announced(address));
  await mkdir(folder, { recursive: true });
  const partial = `${target}.part`;
  if (bytes !== null && (await sizeOf(partial)) > bytes) await rm(partial);
  await persist(() => fetchRest(address, partial, bytes, tell));
  tell("checking what came");
  const came = await sizeOf(partial);
  const checksum = await checksumOf(partial);
  if ((bytes !== null && came !== bytes) || (sha256 !== null && checksum !== sha256)) {
    await rm(partial);
    throw new AppError(
      "CONFLICT",
      `model pull ${file}: found ${came} bytes with checksum ${checksum}, expected ${bytes ?? "any"} with ${sha256 ?? "any"}: it is thrown away, pull it again`,
    );
  }
  const facts = await readModelFile(partial);
  await rename(partial, target);
  return { model: { ...facts, file: target }, source: name, checksum };
};
