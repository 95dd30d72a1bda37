import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TOKEN_ISSUER } from "#server/accounts/auth.ts";
import { createTokens, type LiveSession } from "#server/accounts/tokens.ts";

type Signer = { kid: string; sign: (claims?: object, options?: SignOptions) => Promise<string>; jwk: object };
type SignOptions = { lifeS?: number; issuer?: string };

const NOW_MS = Date.parse("2026-11-23T10:00:00Z");
const CLAIMS = { org: 4, name: "Ada", role: "dispatcher", depotIds: [7], driverId: null, ver: 1, sid: "s1" };
let nowMs = NOW_MS;

const makeSigner = async (kid: string): Promise<Signer> => {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { crv: "Ed25519" });
  return {
    kid,
    jwk: { ...(await exportJWK(publicKey)), kid, alg: "EdDSA" },
    sign: (claims = {}, { lifeS = 600, issuer = TOKEN_ISSUER } = {}) =>
      new SignJWT({ ...CLAIMS, ...claims })
        .setProtectedHeader({ alg: "EdDSA", kid })
        .setSubject("u1")
        .setIssuer(issuer)
        .setAudience(TOKEN_ISSUER)
        .setIssuedAt(Math.floor(nowMs / 1000))
        .setExpirationTime(Math.floor(nowMs / 1000) + lifeS)
        .sign(privateKey),
  };
};

let [old, young, stranger]: [Signer, Signer, Signer] = [] as never;
let published: Signer[];
let sessions: Map<string, LiveSession>;
let reads: { keys: number; sessions: number };
let tokens: ReturnType<typeof createTokens>;

beforeAll(async () => {
  [old, young, stranger] = [await makeSigner("k1"), await makeSigner("k2"), await makeSigner("k9")];
});
beforeEach(() => {
  nowMs = NOW_MS;
  published = [old];
  sessions = new Map([["s1", { userId: "u1", tokenVersion: 1, isOperator: false }]]);
  reads = { keys: 0, sessions: 0 };
  tokens = createTokens({
    now: () => nowMs,
    async keys() {
      reads.keys++;
      return { keys: published.map(({ jwk }) => jwk) } as JSONWebKeySet;
    },
    async findSession(id) {
      reads.sessions++;
      return sessions.get(id) ?? null;
    },
  });
});

describe("a token", () => {
  it("stands for the scope it was made for, until it expires", async () => {
    const token = await old.sign();
    expect(await tokens.authenticate(token)).toEqual({
      ...{ organisationId: 4, userId: "u1", userName: "Ada", role: "dispatcher", depotIds: [7] },
      ...{ driverId: null, isOperator: false },
    });
    nowMs += 599_000;
    expect(await tokens.authenticate(token)).not.toBeNull();
    nowMs += 2_000;
    expect(await tokens.authenticate(token)).toBeNull();
  });

  it("of all depots stands for no list of them", async () => {
    expect((await tokens.authenticate(await old.sign({ depotIds: [] })))?.depotIds).toBeNull();
  });

  it.each([
    ["another issuer", {}, { issuer: "elsewhere" }],
    ["a role there is not", { role: "owner" }, {}],
    ["claims that are missing", { sid: undefined }, {}],
  ])("with %s stands for nobody", async (_, claims, options) => {
    expect(await tokens.authenticate(await old.sign(claims, options))).toBeNull();
  });

  it("that was good does not make one good whose signature or claims are others", async () => {
    const token = await old.sign();
    expect(await tokens.authenticate(token)).not.toBeNull();
    const [head = "", body = "", signature = ""] = token.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as object;
    const raised = Buffer.from(JSON.stringify({ ...claims, role: "admin" })).toString("base64url");
    for (const forged of [
      `${head}.${body}.${"A".repeat(signature.length)}`,
      `${head}.${raised}.${signature}`,
    ])
      expect(await tokens.authenticate(forged)).toBeNull();
  });

  it("without a signature stands for nobody, whatever algorithm it names", async () => {
    const [, body] = (await old.sign()).split(".");
    const head = Buffer.from(JSON.stringify({ alg: "none", kid: "k1" })).toString("base64url");
    expect(await tokens.authenticate(`${head}.${body}.`)).toBeNull();
  });
});

describe("keys", () => {
  it("are read once, and again for a token of a key made since", async () => {
    await tokens.authenticate(await old.sign());
    published = [old, young];
    nowMs += 1_001;
    expect(await tokens.authenticate(await young.sign())).not.toBeNull();
    expect(await tokens.authenticate(await old.sign())).not.toBeNull();
    expect(reads.keys).toBe(2);
  });

  it("that are withdrawn end their tokens once another key is met", async () => {
    const token = await old.sign();
    await tokens.authenticate(token);
    published = [young];
    nowMs += 1_001;
    await tokens.authenticate(await young.sign());
    expect(await tokens.authenticate(token)).toBeNull();
  });

  it("with a known id but another's signature are of no use", async () => {
    const forged = await makeSigner("k1");
    expect(await tokens.authenticate(await forged.sign())).toBeNull();
  });

  it("that are invented make us read at most once a second", async () => {
    await tokens.authenticate(await old.sign());
    for (let i = 0; i < 50; i++) expect(await tokens.authenticate(await stranger.sign())).toBeNull();
    expect(reads.keys).toBe(1);
    nowMs += 1_001;
    for (let i = 0; i < 50; i++) expect(await tokens.authenticate(await stranger.sign())).toBeNull();
    expect(reads.keys).toBe(2);
  });

  it("made by the first sign-in are found at once, though somebody came with an old token before it", async () => {
    published = [];
    expect(await tokens.authenticate(await stranger.sign())).toBeNull();
    published = [old];
    expect(await tokens.authenticate(await old.sign())).not.toBeNull();
  });
});

describe("a session", () => {
  it("that ended, or whose user's tokens were raised, ends the token within a second", async () => {
    const token = await old.sign();
    expect(await tokens.authenticate(token)).not.toBeNull();
    sessions.set("s1", { userId: "u1", tokenVersion: 2, isOperator: false });
    nowMs += 899;
    expect(await tokens.authenticate(token)).not.toBeNull();
    expect(reads.sessions).toBe(1);
    nowMs += 2;
    expect(await tokens.authenticate(token)).toBeNull();
    sessions.clear();
    tokens.forget();
    expect(await tokens.authenticate(await old.sign({ ver: 2 }))).toBeNull();
  });

  it("that is forgotten is read at the next call", async () => {
    const token = await old.sign();
    await tokens.authenticate(token);
    sessions.clear();
    tokens.forgetSession("s1");
    expect(await tokens.authenticate(token)).toBeNull();
  });

  it("of another user does not carry the token", async () => {
    sessions.set("s1", { userId: "u2", tokenVersion: 1, isOperator: false });
    expect(await tokens.authenticate(await old.sign())).toBeNull();
  });

  it("that could not be read says nothing, and is asked for again", async () => {
    const token = await old.sign();
    const failing = createTokens({
      now: () => nowMs,
      keys: async () => ({ keys: [old.jwk] }) as JSONWebKeySet,
      async findSession(id) {
        if (reads.sessions++ === 0) throw new Error("the database is away");
        return sessions.get(id) ?? null;
      },
    });
    await expect(failing.authenticate(token)).rejects.toThrow("the database is away");
    expect(await failing.authenticate(token)).not.toBeNull();
  });
});
