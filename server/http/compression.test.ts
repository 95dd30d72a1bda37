import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, createBrotliDecompress, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compressAnswer, encodingOf } from "#server/http/compression.ts";

type Answer = (response: ServerResponse) => void;
let answerWith: Answer = (response) => response.end();
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    compressAnswer(request, response);
    answerWith(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const open = (accepts: string, method = "GET"): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get({ port, host: "127.0.0.1", method, headers: { "accept-encoding": accepts } }, resolve).on(
      "error",
      reject,
    );
  });
const ask = async (accepts: string, answer: Answer, method = "GET") => {
  answerWith = answer;
  const message = await open(accepts, method);
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const encoding = message.headers["content-encoding"];
  const body =
    encoding === "br" ? brotliDecompressSync(bytes) : encoding === "gzip" ? gunzipSync(bytes) : bytes;
  return { status: message.statusCode, headers: message.headers, bytes: bytes.length, text: body.toString() };
};

const JSON_HEAD = { "content-type": "application/json" };
const long = JSON.stringify(Array.from({ length: 200 }, (_, i) => ({ id: i, name: `Truck ${i}` })));
const whole =
  (text: string, head: Record<string, string> = JSON_HEAD): Answer =>
  (response) => {
    response.writeHead(200, { ...head, "content-length": String(Buffer.byteLength(text)) });
    response.end(text);
  };

describe("the encoding of an answer", () => {
  it.each([
    [undefined, null],
    ["", null],
    ["identity", null],
    ["gzip", "gzip"],
    ["gzip, deflate, br, zstd", "br"],
    ["br;q=0, gzip", "gzip"],
    ["br;q=0.2, gzip;q=0.8", "gzip"],
    ["*", "br"],
    ["*;q=0", null],
    ["GZIP;Q=1", "gzip"],
  ])("for %j is %j", (accepted, encoding) => {
    expect(encodingOf(accepted)).toBe(encoding);
  });
});

describe("an answer", () => {
  it.each(["br", "gzip"])(
    "of text is sent as %s to who takes it, its length and Vary right",
    async (encoding) => {
      const { headers, text, bytes } = await ask(encoding, whole(long));
      expect(headers["content-encoding"]).toBe(encoding);
      expect(headers.vary).toBe("Accept-Encoding");
      expect(headers["content-length"]).toBe(String(bytes));
      expect(text).toBe(long);
      expect(bytes).toBeLessThan(long.length / 4);
    },
  );

  it.each(["br", "gzip"])("of a hundred kilobytes leaves as %s while it is made", async (encoding) => {
    const longer = long.repeat(20);
    const { headers, text } = await ask(encoding, whole(longer));
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers["content-length"]).toBeUndefined();
    expect(text).toBe(longer);
  });

  it("is sent as it is where the client takes no encoding, and where it is short", async () => {
    expect(await ask("identity", whole(long))).toMatchObject({ text: long, bytes: long.length });
    const short = await ask("br", whole('{"ok":true}'));
    expect(short.text).toBe('{"ok":true}');
    expect(short.headers).toMatchObject({ "content-length": "11", vary: "Accept-Encoding" });
    expect(short.headers["content-encoding"]).toBeUndefined();
  });

  it.each(["application/vnd.mapbox-vector-tile", "image/jpeg", "text/event-stream"])(
    "of %s is left as it is",
    async (type) => {
      const { headers, text } = await ask("br", whole(long, { "content-type": type }));
      expect(headers["content-encoding"]).toBeUndefined();
      expect(text).toBe(long);
    },
  );

  it("that is compressed already, or has no body, is left as it is", async () => {
    const packed = await ask("gzip", (response) => {
      response.writeHead(200, { ...JSON_HEAD, "content-encoding": "identity" });
      response.end(long);
    });
    expect(packed).toMatchObject({ text: long, headers: { "content-encoding": "identity" } });
    const empty = await ask("gzip", (response) => {
      response.writeHead(304, { ...JSON_HEAD, etag: '"1"' });
      response.end();
    });
    expect(empty).toMatchObject({ status: 304, text: "", headers: { etag: '"1"' } });
  });

  it("in parts gives every flushed part before the next is written", async () => {
    let next: ServerResponse | undefined;
    answerWith = (response) => {
      response.setHeader("content-type", "application/json");
      response.write('{"first":1}\n');
      (response as ServerResponse & { flush(): void }).flush();
      next = response;
    };
    const message = await open("br");
    expect(message.headers["content-encoding"]).toBe("br");
    const parts = message.pipe(createBrotliDecompress());
    const read = () => new Promise<string>((resolve) => parts.once("data", (part) => resolve(String(part))));
    expect(await read()).toBe('{"first":1}\n');
    const second = read();
    next?.write('{"second":2}\n');
    (next as ServerResponse & { flush(): void }).flush();
    expect(await second).toBe('{"second":2}\n');
    next?.end();
    parts.resume();
    await new Promise((resolve) => parts.once("end", resolve));
  });

  it("arrives as it was written, however it was cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 900, unit: "grapheme" }), { maxLength: 8 }),
        fc.constantFrom("br", "gzip", "identity"),
        async (parts, accepts) => {
          const { text } = await ask(accepts, (response) => {
            response.writeHead(200, JSON_HEAD);
            for (const part of parts) if (part !== "") response.write(part);
            response.end();
          });
          expect(text).toBe(parts.join(""));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of megabytes waits for a slow reader and arrives whole", async () => {
    const line = `${long}\n`;
    const { text } = await ask("gzip", async (response) => {
      response.writeHead(200, { "content-type": "text/csv" });
      for (let i = 0; i < 400; i++)
        if (!response.write(line)) await new Promise((resolve) => response.once("drain", resolve));
      response.end();
    });
    expect(text.length).toBe(400 * line.length);
  });
});
