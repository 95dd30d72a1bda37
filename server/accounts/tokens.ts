import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from "jose";
import * as z from "zod";
import { TOKEN_ISSUER } from "#server/accounts/auth.ts";
import { createRemembered, REMEMBER_MS } from "#server/accounts/remembered.ts";
import { ROLES, type Scope } from "#server/lib/scope.ts";
import type { KnownCache } from "#server/platform/caches.ts";

/** What a token says of its bearer. */
const Claims = z.object({
  sub: z.string(),
  org: z.int(),
  name: z.string(),
  role: z.enum(ROLES),
  depotIds: z.array(z.int()),
  driverId: z.int().nullable(),
  ver: z.int(),
  sid: z.string(),
});
type Claims = z.infer<typeof Claims>;

/**
 * What the database says of a session that is alive: whose it is, which version his tokens must have, and whether the
 * organisation he is in runs the platform.
 */
export type LiveSession = { userId: string; tokenVersion: number; isOperator: boolean };

/** Keys are read again for an unknown key id at most this often, whoever invents ids. */
const MIN_KEYS_AGE_MS = 1_000;
/** Tokens whose signature was found good; one takes about a kilobyte. */
const MOST_READ = 5_000;
const [SESSION_BYTES, TOKEN_BYTES] = [200, 1_000];

/**
 * Verifies tokens in memory against our own keys and maps them to a scope, or to null where a token is forged, expired
 * or revoked. What a signature was found good for is known until it expires: a page calls with the same token for
 * minutes, and a signature takes longer to check than most calls to answer. Keys are read again when a token names one not yet known; a session is read again when older than 0.9 s,
 * so a sign-out or a raised token version takes effect within a second in every process, and at once in this one.
 */
export const createTokens = ({
  keys,
  findSession,
  now = Date.now,
}: {
  keys: () => Promise<JSONWebKeySet>;
  /** The session if it is alive and its user not banned. */
  findSession: (sessionId: string) => Promise<LiveSession | null>;
  now?: () => number;
}) => {
  let known: { find: ReturnType<typeof createLocalJWKSet>; readAtMs: number } | null = null;
  const sessions = createRemembered(findSession, now);
  const verified = new Map<string, { claims: Claims; endsAtMs: number }>();

  const readKeys = async () => {
    const set = await keys();
    // Tokens of a key that was withdrawn end with it.
    verified.clear();
    const read = { find: createLocalJWKSet(set), readAtMs: now() };
    // Before the first sign-in there is no key, and the one it makes must be found at once.
    known = set.keys.length === 0 ? null : read;
    return read;
  };

  const read = async (token: string): Promise<Claims | null> => {
    const held = known ?? (await readKeys());
    const options = {
      issuer: TOKEN_ISSUER,
      audience: TOKEN_ISSUER,
      algorithms: ["EdDSA"],
      currentDate: new Date(now()),
    };
    try {
      const { payload } = await jwtVerify(token, held.find, options);
      const claims = Claims.parse(payload);
      if (payload.exp !== undefined) {
        if (verified.size >= MOST_READ) verified.clear();
        verified.set(token, { claims, endsAtMs: payload.exp * 1000 });
      }
      return claims;
    } catch (error) {
      // A key made after we read them; the age keeps forged key ids from making us read on every call.
      if (error instanceof errors.JWKSNoMatchingKey && now() - held.readAtMs > MIN_KEYS_AGE_MS) {
        await readKeys();
        return read(token);
      }
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
      throw error;
    }
  };

  const kept: KnownCache = {
    ...{ name: "sessions", isShared: false, endedBy: "word", of: "sessions", staleMs: REMEMBER_MS },
    read: () => {
      const { entries, bytes, ...reading } = sessions.reading(SESSION_BYTES);
      return {
        ...reading,
        entries: entries + verified.size,
        bytes: (bytes ?? 0) + TOKEN_BYTES * verified.size,
      };
    },
    drop() {
      sessions.forgetAll();
      verified.clear();
    },
  };

  return {
    kept,
    /** The scope a token stands for, or null where it stands for none any more. */
    async authenticate(token: string): Promise<Scope | null> {
      const known = verified.get(token);
      const claims = known !== undefined && now() < known.endsAtMs ? known.claims : await read(token);
      if (claims === null) return null;
      const session = await sessions.of(claims.sid);
      if (session === null || session.userId !== claims.sub || session.tokenVersion !== claims.ver)
        return null;
      return scopeOf(claims, session.isOperator);
    },
    /** Makes the next call read every session again; called after a change that revokes tokens. */
    forget(): void {
      sessions.forgetAll();
    },
    /** Makes the next call read one session again. */
    forgetSession(id: string): void {
      sessions.forget(id);
    },
  };
};

/** The keeper of tokens. */
export type Tokens = ReturnType<typeof createTokens>;

const scopeOf = (claims: Claims, isOperator: boolean): Scope => ({
  organisationId: claims.org,
  userId: claims.sub,
  userName: claims.name,
  role: claims.role,
  depotIds: claims.depotIds.length === 0 ? null : claims.depotIds,
  driverId: claims.driverId,
  isOperator,
});
