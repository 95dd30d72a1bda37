import { describe, expect, it } from "vitest";
import { CallError, createCall } from "#components/calls.ts";

type Sent = { url: string; init: RequestInit };

const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const refused = (code: string): Response =>
  json(400, { error: { message: "in words", data: { code, httpStatus: 400, requestId: "r1" } } });

/** A caller whose requests get these answers in turn, with what it sent and how often its token was dropped. */
const callerOf = (...answers: Response[]) => {
  const sent: Sent[] = [];
  let dropped = 0;
  const keeper = {
    read: async (): Promise<string | null> => `token ${dropped}`,
    forget: (): void => {
      dropped++;
    },
  };
  const call = createCall(keeper, "/api/trpc", async (url, init = {}) => {
    sent.push({ url: String(url), init });
    const answer = answers[sent.length - 1];
    if (answer === undefined) throw new TypeError("Failed to fetch");
    return answer;
  });
  return { call, sent, dropped: () => dropped };
};

const done = () => json(200, { result: { data: { id: 7 } } });

describe("a call", () => {
  it("that asks carries its input in the address and comes to its data", async () => {
    const { call, sent } = callerOf(done());
    expect(await call("fleet.sites.get", "query", { id: 7, name: "a&b" })).toEqual({ id: 7 });
    expect(sent[0]?.url).toBe(
      `/api/trpc/fleet.sites.get?input=${encodeURIComponent('{"id":7,"name":"a&b"}')}`,
    );
    expect(sent[0]?.init).toEqual({ method: "GET", headers: { authorization: "Bearer token 0" } });
  });

  it("without input has an address without one", async () => {
    const { call, sent } = callerOf(done());
    await call("accounts.me", "query", undefined);
    expect(sent[0]?.url).toBe("/api/trpc/accounts.me");
  });

  it("that changes something carries its input in the body", async () => {
    const { call, sent } = callerOf(done());
    await call("fleet.notes.add", "mutation", { text: "x" });
    expect(sent[0]?.init).toEqual({
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer token 0" },
      body: '{"text":"x"}',
    });
  });

  it("can be given up", async () => {
    const { call, sent } = callerOf(done());
    const { signal } = new AbortController();
    await call("accounts.me", "query", undefined, signal);
    expect(sent[0]?.init.signal).toBe(signal);
  });
});

describe("a call that is refused", () => {
  it("for its token is made once more with another", async () => {
    const { call, sent, dropped } = callerOf(refused("UNAUTHORIZED"), done());
    expect(await call("accounts.me", "query", undefined)).toEqual({ id: 7 });
    expect(dropped()).toBe(1);
    expect(sent[1]?.init.headers).toEqual({ authorization: "Bearer token 1" });
  });

  it("twice for its token fails with the server's code", async () => {
    const { call, sent } = callerOf(refused("UNAUTHORIZED"), refused("UNAUTHORIZED"));
    await expect(call("accounts.me", "query", undefined)).rejects.toMatchObject({
      name: "CallError",
      data: { code: "UNAUTHORIZED" },
    });
    expect(sent).toHaveLength(2);
  });

  it("for another reason fails at once, in the server's words", async () => {
    const { call, sent } = callerOf(refused("CONFLICT"));
    await expect(call("accounts.me", "query", undefined)).rejects.toThrow("in words");
    expect(sent).toHaveLength(1);
  });
});

it("what a gateway answers in its place is no answer of the server", async () => {
  const { call } = callerOf(new Response("<html>", { status: 502 }));
  const failure = await call("accounts.me", "query", undefined).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CallError);
  expect((failure as CallError).data).toBe(null);
  expect((failure as CallError).message).toBe("got status 502 and no JSON, expected an answer");
});

it("a browser without a network says so in its own way", async () => {
  const { call } = callerOf();
  await expect(call("accounts.me", "query", undefined)).rejects.toBeInstanceOf(TypeError);
});
