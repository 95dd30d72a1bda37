import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, createAuthMiddleware, getIP } from "better-auth/api";
import { admin, bearer, jwt } from "better-auth/plugins";
import { createAccessControl } from "better-auth/plugins/access";
import { hashPassword, isPassword } from "#server/accounts/password.ts";
import { createSignInLimit, type TriedBy } from "#server/accounts/sign-in-limit.ts";
import { ROLES } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";

/** Who issues and who accepts the tokens. */
export const TOKEN_ISSUER = "roundsman";

/** The header in which our own server tells the sign-in where a request came from; one sent from outside is dropped. */
export const CLIENT_ADDRESS_HEADER = "x-roundsman-client-address";

/** The paths under `/api/auth` that are served; accounts are changed through our own audited procedures only. */
export const AUTH_PATHS = ["/sign-in/email", "/sign-out", "/get-session", "/token", "/jwks", "/ok"] as const;

const SIGN_IN = "/sign-in/email";

/** The account that a request to sign in names; null where it is another request. */
const triedAccount = (path: string | undefined, body: unknown): string | null => {
  const email: unknown =
    path === SIGN_IN && typeof body === "object" && body !== null ? Reflect.get(body, "email") : null;
  return typeof email === "string" ? email : null;
};

const SESSION_S = 7 * 24 * 3600;
const DAY_S = 24 * 3600;

// The admin plugin keeps banned users from signing in; its own endpoints know no organisations and are not served.
const access = createAccessControl({ user: [] });
const roles = Object.fromEntries(ROLES.map((role) => [role, access.newRole({ user: [] })]));

/**
 * Sign-in by e-mail and password over our user tables (better-auth), with sessions in cookies and ten-minute tokens
 * signed by EdDSA keys that the database keeps encrypted.
 */
export const createAuth = ({
  db,
  secret,
  publicUrl,
  trustedOrigins = [],
  onSessionEnd,
}: {
  db: Db;
  secret: string;
  /** The address people use, without a slash at its end. */
  publicUrl: string;
  trustedOrigins?: string[];
  onSessionEnd?: (sessionId: string) => void;
}) => {
  const limit = createSignInLimit({ db });
  const take = async (by: TriedBy, name: string, refusal: string): Promise<void> => {
    const waitMs = await limit.take(by, name);
    if (waitMs !== null)
      throw new APIError(
        "TOO_MANY_REQUESTS",
        { message: refusal },
        { "retry-after": String(Math.ceil(waitMs / 1000)) },
      );
  };
  return betterAuth({
    appName: "Roundsman",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    trustedOrigins: [publicUrl, ...trustedOrigins],
    database: prismaAdapter(db, { provider: "postgresql" }),
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: isPassword },
    },
    user: {
      additionalFields: {
        organisationId: { type: "number", required: true, input: false },
        depotIds: { type: "number[]", required: false, input: false },
        driverId: { type: "number", required: false, input: false },
        tokenVersion: { type: "number", required: false, input: false },
      },
    },
    session: { expiresIn: SESSION_S, updateAge: DAY_S },
    // Each process counts for itself, which is enough where nothing is searched for; tries to sign in are counted below.
    rateLimit: { enabled: true, window: 60, max: 600, customRules: { [SIGN_IN]: false } },
    hooks: {
      before: createAuthMiddleware(async ({ path, body, headers, context }) => {
        if (path !== SIGN_IN) return;
        // A call from within has no headers and comes from nowhere.
        const address = headers && getIP(headers, context.options);
        if (address) await take("address", address, "Too many tries to sign in from here: wait a minute");
        const account = triedAccount(path, body);
        if (account !== null)
          await take("account", account, "Too many tries to sign in to this account: wait a minute");
      }),
      after: createAuthMiddleware(async ({ path, body, context }) => {
        const account = triedAccount(path, body);
        if (account !== null && context.newSession !== null) await limit.passed(account);
      }),
    },
    advanced: {
      // Said aloud, for the library leaves the check out where it believes to be tested.
      disableOriginCheck: false,
      useSecureCookies: publicUrl.startsWith("https:"),
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    databaseHooks: {
      session: {
        delete: {
          async after(session) {
            onSessionEnd?.(session.id);
          },
        },
      },
    },
    plugins: [
      admin({ ac: access, roles, defaultRole: "dispatcher", adminRoles: ["admin"] }),
      bearer(),
      jwt({
        disableSettingJwtHeader: true,
        jwks: { keyPairConfig: { alg: "EdDSA", crv: "Ed25519" } },
        jwt: {
          issuer: TOKEN_ISSUER,
          audience: TOKEN_ISSUER,
          expirationTime: "10m",
          definePayload: ({ user, session }) => ({
            org: user.organisationId,
            name: user.name,
            role: user.role,
            depotIds: user.depotIds ?? [],
            driverId: user.driverId ?? null,
            ver: user.tokenVersion,
            sid: session.id,
          }),
        },
      }),
    ],
  });
};

/** Sign-in, as made by {@link createAuth}. */
export type Auth = ReturnType<typeof createAuth>;
