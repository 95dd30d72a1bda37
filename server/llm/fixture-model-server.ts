import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import * as z from "zod";

// A server that speaks as llama-server and vLLM do, so that the adapter is tested over a real connection.

const Asked = z.object({
  model: z.literal("fixture"),
  messages: z.array(z.object({ role: z.enum(["system", "user"]), content: z.string() })).min(1),
  max_tokens: z.int().min(1),
  temperature: z.literal(0),
  stream: z.literal(true),
  stream_options: z.object({ include_usage: z.literal(true) }),
  response_format: z
    .object({
      type: z.literal("json_schema"),
      json_schema: z.object({
        name: z.string(),
        strict: z.literal(true),
        schema: z.object({
          type: z.literal("object"),
          properties: z.record(z.string(), z.object({ enum: z.array(z.string()).min(1) })),
          required: z.array(z.string()),
          additionalProperties: z.literal(false),
        }),
      }),
    })
    .optional(),
});

/** What the server does with the next questions, instead of answering them. */
export type Misbehaviour = "none" | "hang" | "hang up" | "status 500" | "error in the stream" | "no JSON";

const CONTEXT = 8_192;
const TOKEN_MS = 1;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
};

/** Starts a server on a port of its own; `key` is what it expects of its askers. */
export const startModelServer = async (key: string | null = null) => {
  let misbehaviour: Misbehaviour = "none";
  let [asked, abandoned] = [0, 0];
  const known = new Set<string>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const found = Asked.safeParse(JSON.parse(await bodyOf(request)));
    if (!found.success) return void response.writeHead(400).end(found.error.message);
    const { messages, max_tokens: most, response_format: format } = found.data;
    const words = messages.map(({ content }) => content.split(/\s+/).length);
    const promptTokens = words.reduce((sum, each) => sum + each, 0);
    if (promptTokens + most > CONTEXT)
      return void response
        .writeHead(400)
        .end(JSON.stringify({ error: { message: "the context is too short" } }));
    const prefix = messages[0]?.content ?? "";
    const cached = known.has(prefix) ? (words[0] ?? 0) : 0;
    known.add(prefix);
    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (event: unknown) => response.write(`data: ${JSON.stringify(event)}\n\n`);
    const said =
      format === undefined
        ? Array.from({ length: most + 1 }, (_, i) => `w${i} `)
        : JSON.stringify(
            Object.fromEntries(
              Object.entries(format.json_schema.schema.properties).map(([name, each]) => [
                name,
                each.enum[0],
              ]),
            ),
          ).match(/.{1,4}/g);
    let isOpen = true;
    response.once("close", () => {
      if (!response.writableFinished) abandoned++;
      isOpen = false;
    });
    for (const [at, content] of (said ?? []).slice(0, most).entries()) {
      await setTimeout(TOKEN_MS);
      if (!isOpen) return;
      send({ choices: [{ index: 0, delta: { content } }] });
      if (misbehaviour === "hang up" && at > 2) return void response.destroy();
      if (misbehaviour === "error in the stream") send({ error: { message: "CUDA out of memory" } });
      if (misbehaviour === "no JSON") response.write("data: <html>\n\n");
    }
    const isWhole = (said ?? []).length <= most;
    send({ choices: [{ index: 0, delta: {}, finish_reason: isWhole ? "stop" : "length" }] });
    send({
      choices: [],
      usage: {
        prompt_tokens: promptTokens,
        completion_tokens: Math.min(most, (said ?? []).length),
        prompt_tokens_details: { cached_tokens: cached },
      },
    });
    response.end("data: [DONE]\n\n");
  };

  const server = createServer((request, response) => {
    if (misbehaviour === "hang") return;
    if (key !== null && request.headers.authorization !== `Bearer ${key}`)
      return void response.writeHead(401).end("no such key");
    if (request.url === "/v1/models")
      return void response.end(
        JSON.stringify({ object: "list", data: [{ id: "fixture", object: "model" }] }),
      );
    asked++;
    if (misbehaviour === "status 500") return void response.writeHead(500).end("boom");
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** How many questions came, and how many of them their asker did not wait for. */
    counts: () => ({ asked, abandoned }),
    misbehave(how: Misbehaviour): void {
      misbehaviour = how;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};
