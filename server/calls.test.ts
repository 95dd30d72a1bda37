import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { answerCalls } from "#server/calls.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Role } from "#server/lib/scope.ts";
import { allow, type Context, router, signedIn } from "#server/trpc.ts";

const Named = z.object({ name: z.string() });
const root = router({
  greet: signedIn.input(Named).query(({ input }) => `hello ${input.name}`),
  bins: router({
    empty: allow("dispatcher")
      .input(Named)
      .mutation(({ input }) => ({ emptied: input.name })),
    lost: signedIn.query(() => {
      throw new AppError("NOT_FOUND", "bin 7: there is none");
    }),
    broken: signedIn.query(() => {
      throw new Error("SELECT secret");
    }),
  }),
});

const contextOf = (role: string | undefined): Context => {
  if (role === "unreachable") throw new AppError("UNAVAILABLE", "the database does not answer");
  const scope = {
    organisationId: 1,
    userId: "u",
    userName: "U",
    depotIds: null,
    driverId: null,
    isOperator: true,
  };
  return {
    scope: role === undefined ? null : { ...scope, role: role as Role },
    requestId: "r1",
    log: { warn() {}, error() {} },
    meter: { record() {}, count() {} },
  };
};

const answer = answerCalls(root);
const server = createServer((request, response) => {
  void answer({
    ...{ request, response, path: (request.url ?? "").split("?")[0]?.slice(1) ?? "" },
    contextOf: () => contextOf(request.headers.authorization),
  });
});
let base = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const as = (role: string) => ({ headers: { authorization: role } });
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${base}/${path}`, { method: "POST", body, headers: { ...as("dispatcher").headers, ...headers } });
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const codeOf = async (response: Response): Promise<[number, string]> => {
  const { error } = (await response.json()) as { error: { data: { code: string } } };
  return [response.status, error.data.code];
};

describe.each([
  ["one by one", httpLink],
  ["in batches", httpBatchLink],
])("calls of tRPC's client, %s", (_, link) => {
  const client = () => createTRPCClient<typeof root>({ links: [link({ url: base, ...as("dispatcher") })] });

  it("are answered", async () => {
    const { greet, bins } = client();
    expect(await Promise.all([greet.query({ name: "a" }), greet.query({ name: "b&?%" })])).toEqual([
      "hello a",
      "hello b&?%",
    ]);
    expect(await bins.empty.mutate({ name: "Müll" })).toEqual({ emptied: "Müll" });
  });

  it("fail each by itself, with code, message and request", async () => {
    const { greet, bins } = client();
    const [good, lost] = await Promise.allSettled([greet.query({ name: "a" }), bins.lost.query()]);
    expect(good).toMatchObject({ value: "hello a" });
    expect(lost).toMatchObject({
      reason: {
        message: "bin 7: there is none",
        data: { code: "NOT_FOUND", requestId: "r1", httpStatus: 404 },
      },
    });
    expect((lost as PromiseRejectedResult).reason).toBeInstanceOf(TRPCClientError);
  });

  it("do not tell what was not meant for the caller", async () => {
    await expect(client().bins.broken.query()).rejects.toThrow(/log has it under request r1/);
  });
});

describe("a call", () => {
  it("by the wrong method, of no procedure or of a name that objects inherit is refused", async () => {
    expect(await codeOf(await fetch(`${base}/bins.empty`, as("dispatcher")))).toEqual([
      405,
      "METHOD_NOT_SUPPORTED",
    ]);
    expect(await codeOf(await post("greet", "{}", JSON_TYPE))).toEqual([405, "METHOD_NOT_SUPPORTED"]);
    for (const path of ["bins", "nothing.here", "constructor", "__proto__", "%E0%A4"])
      expect(await codeOf(await fetch(`${base}/${path}`, as("dispatcher")))).toEqual([404, "NOT_FOUND"]);
  });

  it("whose body a foreign page can send without asking is refused", async () => {
    const body = JSON.stringify({ name: "a" });
    for (const type of [undefined, "text/plain", "multipart/form-data; boundary=x"])
      expect(await codeOf(await post("bins.empty", body, type ? { "content-type": type } : {}))).toEqual([
        415,
        "UNSUPPORTED_MEDIA_TYPE",
      ]);
    expect((await post("bins.empty", body, JSON_TYPE)).status).toBe(200);
  });

  it("with input that does not parse, of another shape or too long is refused", async () => {
    expect(await codeOf(await post("bins.empty", "{", JSON_TYPE))).toEqual([400, "BAD_REQUEST"]);
    expect(await codeOf(await fetch(`${base}/greet?input={`, as("driver")))).toEqual([400, "BAD_REQUEST"]);
    expect(await codeOf(await fetch(`${base}/greet`, as("driver")))).toEqual([400, "BAD_REQUEST"]);
    const long = JSON.stringify({ name: "a".repeat(1024 * 1024) });
    expect(await codeOf(await post("bins.empty", long, JSON_TYPE))).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  it("of nobody, of another role or while nobody can be told apart is refused", async () => {
    expect(await codeOf(await fetch(`${base}/bins.lost`))).toEqual([401, "UNAUTHORIZED"]);
    expect(
      await codeOf(await post("bins.empty", '{"name":"a"}', { ...JSON_TYPE, authorization: "driver" })),
    ).toEqual([403, "FORBIDDEN"]);
    expect(await codeOf(await fetch(`${base}/bins.lost`, as("unreachable")))).toEqual([
      503,
      "SERVICE_UNAVAILABLE",
    ]);
  });

  it("of what cannot come in one answer is refused, a batch that is too long too", async () => {
    const headers = { ...as("driver").headers, "trpc-accept": "application/jsonl" };
    expect(await codeOf(await fetch(`${base}/greet`, { headers }))).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    const many = new Array(51).fill("greet").join(",");
    const [only] = (await (await fetch(`${base}/${many}?batch=1`, as("driver"))).json()) as [
      { error: { message: string } },
    ];
    expect(only.error.message).toBe("batch: found 51 calls, expected at most 50");
  });

  it("in a batch of different ends has the status of several", async () => {
    const input = encodeURIComponent(JSON.stringify({ 0: { name: "a" } }));
    const mixed = await fetch(`${base}/greet,bins.lost?batch=1&input=${input}`, as("driver"));
    expect(mixed.status).toBe(207);
    expect(await mixed.json()).toMatchObject([{ result: { data: "hello a" } }, { error: { code: -32004 } }]);
  });

  it("is stored by no cache", async () => {
    const response = await fetch(`${base}/greet?input=${encodeURIComponent('{"name":"a"}')}`, as("driver"));
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  });
});
