import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { openTraces, tracedAnswers, tracedQueue } from "#server/compose/open-traces.ts";
import { parseEnv } from "#server/env.ts";
import { createLifecycle } from "#server/lib/lifecycle.ts";
import type { Answerer } from "#server/platform/live.ts";
import type { Queue } from "#server/platform/queue.ts";
import { inSpan } from "#server/platform/trace.ts";

type SentSpan = { traceId: string; spanId: string; parentSpanId?: string; name: string; kind: number };
type Sent = { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] };

/** A collector that keeps what it is sent. */
const collector = async () => {
  const got: { path: string; body: Sent }[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    got.push({ path: request.url ?? "", body: JSON.parse(Buffer.concat(parts).toString()) as Sent });
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { got, url: `http://127.0.0.1:${port}`, close: () => server.close() };
};

const environment = (more: Record<string, string>) =>
  parseEnv({ DATABASE_URL: "postgresql://localhost/none", ...more });

describe("traces of a process", () => {
  it("reach a collector with parents in place where one is named", async () => {
    const { got, url, close } = await collector();
    const lifecycle = createLifecycle();
    const opened = openTraces({ ...environment({ OTEL_EXPORTER_OTLP_ENDPOINT: url }), lifecycle });
    await opened.start();
    await opened.traces.run({ kind: "call", name: "fleet.sites.list" }, () =>
      inSpan("sql", "SELECT *\n   FROM site", async () => {}),
    );
    await lifecycle.stop();
    close();
    expect(got.map(({ path }) => path)).toEqual(["/v1/traces"]);
    const spans = got[0]?.body.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
    expect(spans.map(({ name, kind }) => [name, kind])).toEqual([
      ["fleet.sites.list", 2],
      ["SELECT", 3],
    ]);
    expect(spans[1]).toMatchObject({ traceId: spans[0]?.traceId, parentSpanId: spans[0]?.spanId });
  });

  it("are kept, the slowest of each name, without a collector", async () => {
    const { traces, slow, start } = openTraces({ ...environment({}), lifecycle: createLifecycle() });
    await start();
    await traces.run({ kind: "call", name: "fleet.sites.list" }, () =>
      inSpan("sql", "SELECT *\n   FROM site", async () => {}),
    );
    expect(slow.of(null)[0]?.spans.map(({ name }) => name)).toEqual([
      "fleet.sites.list",
      "SELECT * FROM site",
    ]);
  });

  it("are made of jobs and of requests over sockets", async () => {
    const { traces, slow } = openTraces({ ...environment({}), lifecycle: createLifecycle() });
    let job: (payload: never, signal: AbortSignal) => Promise<void> = async () => {};
    const queue = {
      work: async (_, handler) => {
        job = handler;
      },
    } as Pick<Queue<Record<string, never>>, "work"> as Queue<Record<string, never>>;
    await tracedQueue(queue, traces).work("vector.embed", async () => {});
    await job({} as never, new AbortController().signal);
    let answerer: Answerer = async () => {};
    tracedAnswers(
      {
        answer: (_, made) => {
          answerer = made;
        },
      },
      traces,
    ).answer("ask", async () => {});
    const scope = { organisationId: 4 } as Parameters<Answerer>[0];
    await answerer(scope, null, () => {}, new AbortController().signal);
    expect(
      slow
        .names()
        .map(({ name, kind }) => `${kind} ${name}`)
        .sort(),
    ).toEqual(["job job vector.embed", "request socket ask"]);
  });
});
