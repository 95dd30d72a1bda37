import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { type Composition, compose } from "#server/compose.ts";
import { createHttpServer } from "#server/http/server.ts";
import type { Role } from "#server/lib/scope.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

/** Everything a suite asks of {@link withServedFleet}; whole once its `beforeAll` has run. */
export type ServedFleet = {
  composition: Composition;
  fleet: FixtureFleet;
  base: string;
  tokens: Map<Role, string>;
  cookies: Map<Role, string>;
  signIns: Map<Role, { email: string; password: string }>;
  /** Posts to the sign-in; maps to the answer. */
  signIn: (email: string, password: string) => Promise<Response>;
  /** A request's headers in a role's name. */
  as: (role: Role, headers?: Record<string, string>) => { headers: Record<string, string> };
};

/** The pair of name and value of the cookies an answer sets, as a browser sends them back. */
export const cookieOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");

/**
 * For a suite: the product without pages on a port of its own, a small fleet in it, and somebody of every role signed
 * in. The suite passes what parses an environment, for only tests and the composition may know it.
 */
export const withServedFleet = (
  envOf: (variables: Record<string, string>) => Composition["env"],
  variables: Record<string, string> = {},
): ServedFleet => {
  const database = withTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), "roundsman-http-"));
  const tokens = new Map<Role, string>();
  let server: ReturnType<typeof createHttpServer> | undefined;
  const later = {} as Pick<ServedFleet, "composition" | "fleet" | "base">;
  const served: ServedFleet = Object.assign(later, {
    tokens,
    cookies: new Map<Role, string>(),
    signIns: new Map<Role, { email: string; password: string }>(),
    as: (role: Role, headers: Record<string, string> = {}) => ({
      headers: { authorization: `Bearer ${tokens.get(role)}`, ...headers },
    }),
    signIn: (email: string, password: string) =>
      fetch(`${later.base}/api/auth/sign-in/email`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: later.composition.env.publicUrl },
        body: JSON.stringify({ email, password }),
      }),
  });

  beforeAll(async () => {
    const composition = await compose(
      envOf({
        ...{ DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: "silent", DATABASE_POOL: "4" },
        ...variables,
      }),
    );
    const listening = createHttpServer(composition, async (_, response) => {
      response.writeHead(404);
      response.end();
    });
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    composition.lifecycle.onStop("http", () => listening.close());
    composition.lifecycle.onStop("live", () => composition.hub.close());
    const base = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
    const fleet = await plantFleet(composition.db, { vehicles: 2, stops: 3 });
    Object.assign(served, { composition, base, fleet });
    await composition.clock.refresh();
    const signIns = await composition.services.accounts.createSignIns(fleet.organisationId, {
      id: fleet.vehicles[0]?.driverId ?? 0,
      name: "Driver 1",
    });
    for (const { role, email, password } of signIns) {
      served.signIns.set(role, { email, password });
      const cookie = cookieOf(await served.signIn(email, password));
      served.cookies.set(role, cookie);
      const answer = await fetch(`${base}/api/auth/token`, { headers: { cookie } });
      tokens.set(role, ((await answer.json()) as { token: string }).token);
    }
  });

  afterAll(async () => {
    server?.closeAllConnections();
    expect(await served.composition?.lifecycle.stop()).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
  return served;
};
