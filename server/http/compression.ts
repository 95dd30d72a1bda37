import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type BrotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  type Gzip,
  gzipSync,
} from "node:zlib";

/** Encodings an answer can have, the better one first. */
const ENCODINGS = ["br", "gzip"] as const;
type Encoding = (typeof ENCODINGS)[number];

/** Answers below this many bytes fit into one packet either way. */
const LEAST_BYTES = 1_024;
/** A whole answer up to this is compressed on the spot: handing it to another thread costs more than the work. */
const MOST_AT_ONCE_BYTES = 64 * 1_024;
/** How long the first bytes of an answer in parts wait for company before they are taken for the start of a long one. */
const HOLD_MS = 4;

/** Text worth compressing; events are left alone, for each must leave at once, and so are tiles and pictures. */
const TEXT = /^(application\/(json|jsonl|geo\+json)|text\/(csv|plain)|image\/svg\+xml)\b/;

/** Maps `Accept-Encoding` to the encoding to answer with: the better of those the client takes, null for none. */
export const encodingOf = (accepted: string | undefined): Encoding | null => {
  const weights = new Map<string, number>();
  for (const each of (accepted ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = each.split(";").map((part) => part.trim());
    const weight = parameters.find((part) => part.startsWith("q="))?.slice(2);
    weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  const weightOf = (encoding: string) => weights.get(encoding) ?? weights.get("*") ?? 0;
  // A client that ranks one lower would rather have the other.
  return ENCODINGS.filter((each) => weightOf(each) > 0).sort((a, b) => weightOf(b) - weightOf(a))[0] ?? null;
};

// Brotli at 4 is as fast as gzip at 6 and smaller; a window of 256 kB spares megabytes per answer in hand.
const encoderOf = (encoding: Encoding): BrotliCompress | Gzip =>
  encoding === "br"
    ? createBrotliCompress({
        params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 },
      })
    : createGzip({ level: 6 });

// Brotli at 3 takes half of the time of 4 for a hundredth more bytes.
const encodedAtOnce = (encoding: Encoding, whole: Buffer): Buffer =>
  encoding === "br"
    ? brotliCompressSync(whole, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 3,
          [constants.BROTLI_PARAM_LGWIN]: 18,
          [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
        },
      })
    : gzipSync(whole, { level: 2 });

/**
 * Makes an answer travel compressed where the client takes it and it is text of some length. An answer in parts keeps
 * leaving in parts: what is flushed is readable at once. Answers are of one moment and one person (`no-store`), so they
 * get no ETag: it would cost the work and the bytes of an answer to learn that it has changed.
 */
export const compressAnswer = (request: IncomingMessage, response: ServerResponse): void => {
  const accepted = encodingOf(request.headers["accept-encoding"]);
  if (accepted === null || request.method === "HEAD") return;
  const writeHead = response.writeHead.bind(response) as (status: number) => ServerResponse;
  const write = response.write.bind(response) as (chunk: Buffer) => boolean;
  const end = response.end.bind(response) as (chunk?: Buffer) => ServerResponse;

  let mode: "unknown" | "held" | "plain" | "encoded" = "unknown";
  let encoder: BrotliCompress | Gzip | null = null;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let holdTimer: NodeJS.Timeout | undefined;
  response.on("close", () => clearTimeout(holdTimer));

  const decide = (): void => {
    if (mode !== "unknown") return;
    const isText = TEXT.test(String(response.getHeader("content-type") ?? ""));
    if (isText) response.appendHeader("vary", "Accept-Encoding");
    const isEmpty = response.statusCode === 204 || response.statusCode === 304;
    const length = response.getHeader("content-length");
    const isShort = length !== undefined && Number(length) < LEAST_BYTES;
    mode =
      isText && !isEmpty && !isShort && !response.hasHeader("content-encoding") && !response.headersSent
        ? "held"
        : "plain";
  };

  const encode = (): BrotliCompress | Gzip => {
    clearTimeout(holdTimer);
    mode = "encoded";
    const made = encoderOf(accepted);
    encoder = made;
    response.removeHeader("content-length");
    response.setHeader("content-encoding", accepted);
    made.on("data", (chunk: Buffer) => {
      if (!write(chunk)) made.pause();
    });
    response.on("drain", () => made.resume());
    // Whoever writes waits for the drain of the answer; what he fills is the encoder.
    made.on("drain", () => response.emit("drain"));
    made.on("end", () => end());
    made.on("error", (error) => response.destroy(error));
    response.on("close", () => made.destroy());
    for (const chunk of held) made.write(chunk);
    held = [];
    return made;
  };

  const take = (chunk: Buffer): boolean => {
    decide();
    if (mode === "plain") return write(chunk);
    if (encoder !== null) return encoder.write(chunk);
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes >= LEAST_BYTES) encode();
    return true;
  };

  const flush = (): void => {
    if (encoder !== null) encoder.flush();
    else if (mode === "held") holdTimer ??= setTimeout(() => encode().flush(), HOLD_MS);
  };

  const bufferOf = (chunk: unknown, encoding: unknown): Buffer =>
    typeof chunk === "string"
      ? Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8")
      : Buffer.from(chunk as Uint8Array);
  const callbackOf = (args: readonly unknown[]): (() => void) | undefined =>
    args.find((each): each is () => void => typeof each === "function");

  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]): ServerResponse {
      response.statusCode = status;
      const headers = rest.find((each) => typeof each === "object" && each !== null);
      for (const [name, value] of Object.entries((headers ?? {}) as Record<string, string | string[]>))
        response.setHeader(name, value);
      decide();
      // The head of what may yet be compressed leaves with its first bytes, when Node calls this again.
      if (mode !== "held") writeHead(status);
      return response;
    },
    write(chunk: unknown, ...rest: unknown[]): boolean {
      const isFree = take(bufferOf(chunk, rest[0]));
      const callback = callbackOf(rest);
      if (callback !== undefined) process.nextTick(callback);
      return isFree;
    },
    end(...args: unknown[]): ServerResponse {
      const [chunk, encoding] = args;
      const callback = callbackOf(args);
      if (callback !== undefined) response.once("finish", callback);
      const last =
        chunk === undefined || chunk === null || typeof chunk === "function"
          ? undefined
          : bufferOf(chunk, encoding);
      decide();
      if (mode === "plain") return end(last);
      if (last !== undefined && encoder === null && heldBytes + last.length <= MOST_AT_ONCE_BYTES) {
        clearTimeout(holdTimer);
        mode = "plain";
        const whole = held.length === 0 ? last : Buffer.concat([...held, last]);
        if (whole.length < LEAST_BYTES) return end(whole);
        const encoded = encodedAtOnce(accepted, whole);
        response.setHeader("content-encoding", accepted);
        response.setHeader("content-length", encoded.length);
        return end(encoded);
      }
      if (last !== undefined) take(last);
      if (encoder !== null) {
        encoder.end();
        return response;
      }
      clearTimeout(holdTimer);
      mode = "plain";
      return end(Buffer.concat(held));
    },
    flush,
  });
};
