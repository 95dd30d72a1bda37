import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import autocannon, { type Request } from "autocannon";
import type { SignIn } from "#server/accounts/organisations.ts";
import NODE_FLAGS from "#server/bootstrap/node-flags.json" with { type: "json" };
import { seeded } from "#server/lib/random.ts";
import { openDb } from "#server/platform/db.ts";
import type { Fared } from "./api/process.ts";
import { type Ground, type Kind, mixOf } from "./api/requests.ts";
import { prepareAccounts } from "./harness/accounts.ts";
import { demoCity, withCopy } from "./harness/databases.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { freePort } from "./harness/port.ts";

const PER_S = 500;
const CLIENTS = 100;
const DATABASE_CONNECTIONS = 120;
const [WARM_UP_S, SECONDS] = [10, 40];
/** A copy is new to the process: its vectors and forecasts are made first, and until then there is no peace to measure in. */
const [QUIET_MS_PER_S, QUIET_S, MOST_QUIET_S] = [150, 4, 180];
const SEED = 5;

const fared = async (server: ChildProcess): Promise<Fared> => {
  server.send("fared");
  const [answer] = await once(server, "message");
  return answer as Fared;
};

const untilQuiet = async (server: ChildProcess): Promise<void> => {
  await fared(server);
  for (let [waited, quiet] = [0, 0]; quiet < QUIET_S; waited++) {
    if (waited === MOST_QUIET_S)
      throw new Error(`the server works on after ${waited} s, expected it to rest`);
    await sleep(1_000);
    quiet = (await fared(server)).cpuMs < QUIET_MS_PER_S ? quiet + 1 : 0;
  }
};

const tokenOf = async (url: string, signIns: readonly SignIn[]): Promise<string> => {
  const one = signIns.find(({ role }) => role === "admin");
  const headers = { "content-type": "application/json", origin: url };
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    ...{ method: "POST", headers },
    body: JSON.stringify({ email: one?.email, password: one?.password }),
  });
  if (!signedIn.ok) throw new Error(`sign-in answered ${signedIn.status}, expected 200`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const answer = await fetch(`${url}/api/auth/token`, { headers: { cookie } });
  return ((await answer.json()) as { token: string }).token;
};

const readGround = async (
  databaseUrl: string,
): Promise<Pick<Ground, "exceptions" | "sites" | "serviceDay">> => {
  const { db, close } = openDb({ url: databaseUrl, poolSize: 2 });
  try {
    const { id: organisationId } = await db.organisation.findFirstOrThrow({ where: { slug: "demo" } });
    const exceptions = await db.exception.findMany({
      ...{ where: { organisationId, status: "open" }, select: { id: true }, take: 200 },
    });
    const sites = await db.site.findMany({
      ...{ where: { organisationId }, select: { id: true }, take: 500 },
    });
    const route = await db.route.findFirstOrThrow({
      where: { organisationId, status: "active" },
      select: { serviceDay: true },
    });
    return {
      exceptions: exceptions.map(({ id }) => id),
      sites: sites.map(({ id }) => id),
      serviceDay: route.serviceDay.toISOString().slice(0, 10),
    };
  } finally {
    await close();
  }
};

/** Requests in the shares of the mix, each made when it is sent; the order is drawn anew for each client. */
const ordered = (
  kinds: readonly Kind[],
  refused: (kind: Kind, status: number, body: string) => void,
): ((client: number) => Request[]) => {
  const sent = new Map<string, number>();
  const all = kinds.flatMap((kind) => Array.from({ length: kind.perHundred }, () => kind));
  return (client) => {
    const order = seeded(SEED + client).shuffle([...all]);
    return order.map((kind) => ({
      setupRequest: (request: Request) => {
        const n = sent.get(kind.name) ?? 0;
        sent.set(kind.name, n + 1);
        return { ...request, ...kind.of(n) };
      },
      onResponse: (status: number, body: string) => {
        if (status < 200 || status > 299) refused(kind, status, body);
      },
    }));
  };
};

const load = async (url: string, kinds: readonly Kind[], seconds: number) => {
  const refusals = new Map<string, number>();
  const requestsOf = ordered(kinds, ({ name }, status, body) => {
    const key = `${name}: ${status} ${body.slice(0, 200)}`;
    refusals.set(key, (refusals.get(key) ?? 0) + 1);
  });
  let opened = 0;
  const result = await autocannon({
    ...{ url, connections: CLIENTS, overallRate: PER_S, duration: seconds, timeout: 20 },
    setupClient: (client) => client.setRequests(requestsOf(opened++)),
  });
  return { ...result, refusals };
};

const run = async (context: BenchContext): Promise<Fact[]> =>
  withCopy(context, await demoCity(context), async (databaseUrl) => {
    const dataDir = await mkdtemp(join(tmpdir(), "roundsman-api-"));
    const { signIns, key, vehicles } = await prepareAccounts(databaseUrl, dataDir);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      ...{ NODE_ENV: "production", DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port) },
      ...{ HOST: "127.0.0.1", PUBLIC_URL: url, SIMULATE: "0", LOG_LEVEL: "error" },
      DATABASE_POOL: String(DATABASE_CONNECTIONS),
    };
    const server = fork("bench/api/process.ts", [JSON.stringify(env)], {
      execArgv: [...NODE_FLAGS, "--import", "tsx"],
    });
    try {
      await once(server, "message");
      const ground: Ground = {
        ...(await readGround(databaseUrl)),
        ...{ token: await tokenOf(url, signIns), apiKey: key, vehicles },
      };
      const kinds = mixOf(ground, Date.now());
      const writes = kinds.reduce((sum, { isWrite, perHundred }) => sum + (isWrite ? perHundred : 0), 0);
      context.say("waiting until the server has made what a new database lacks");
      await untilQuiet(server);
      context.say(`warming up for ${WARM_UP_S} s`);
      await load(url, kinds, WARM_UP_S);
      await untilQuiet(server);
      await fared(server);
      context.say(`${PER_S} requests a second for ${SECONDS} s`);
      const { latency, requests, non2xx, errors, timeouts, refusals } = await load(url, kinds, SECONDS);
      const { loopDelayP99Ms, cpuMs, connections } = await fared(server);
      return [
        {
          name: `${PER_S} requests a second, p99`,
          value: latency.p99,
          unit: "ms",
          target: { atMost: 100 },
          note: `${CLIENTS} clients in this process, each request counted from when it was due; ${writes} of 100 write; p50 ${latency.p50}, p97.5 ${latency.p97_5}, longest ${latency.max} ms; ${(cpuMs / requests.total).toFixed(2)} ms of the server's processor a request.`,
        },
        {
          name: "requests answered a second",
          value: requests.average,
          unit: "1/s",
          target: { atLeast: 0.98 * PER_S },
        },
        {
          name: "requests refused, failed or too late",
          ...(refusals.size === 0
            ? {}
            : {
                note: [...refusals]
                  .map(([what, n]) => `${n} × ${what}`)
                  .slice(0, 3)
                  .join(" | "),
              }),
          value: non2xx + errors + timeouts,
          unit: "",
          target: { atMost: 0 },
        },
        { name: "event loop's delay, p99", value: loopDelayP99Ms, unit: "ms", target: { atMost: 50 } },
        {
          name: "connections to the database",
          value: connections,
          unit: "",
          target: { atLeast: DATABASE_CONNECTIONS },
        },
      ];
    } finally {
      if (server.connected) server.disconnect();
      if (server.exitCode === null) await once(server, "exit");
      await rm(dataDir, { recursive: true, force: true });
    }
  });

/** The API under a load of reads and writes. */
export const api: Line = {
  about: `${PER_S} requests a second of reads and writes by HTTP to the product over ${DATABASE_CONNECTIONS} connections to PostgreSQL, all on this machine`,
  run,
};
