import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import autocannon, { type Request } from "autocannon";
import type { SignIn } from "#server/accounts/organisations.ts";
import NODE_FLAGS from "#server/bootstrap/node-flags.json" with { type: "json" };
import { seeded } from "#server/lib/random.ts";
import { openDb } from "#server/platform/db.ts";
import { SETTINGS } from "#server/settings.ts";
import { sendPaced } from "./api/paced.ts";
import type { Fared } from "./api/process.ts";
import { type Ground, type Kind, mixOf } from "./api/requests.ts";
import { prepareAccounts } from "./harness/accounts.ts";
import { demoCity, withCopy } from "./harness/databases.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { summarize } from "./harness/measure.ts";
import { freePort } from "./harness/port.ts";

const PER_S = 500;
/** So many processes answer, beside the one that works in the background. */
const WEB_PROCESSES = 2;
const CLIENTS = 100;
const DATABASE_CONNECTIONS = 120;
const [WARM_UP_S, SECONDS, BURST_SECONDS] = [10, 40, 20];
/** A copy is new to the process: its vectors and forecasts are made first, and until then there is no peace to measure in. */
const [QUIET_MS_PER_S, QUIET_S, MOST_QUIET_S] = [150, 4, 180];
const SEED = 5;
const SETTINGS_MS = 6_000;

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

/** How each request of the mix is made, in its shares, drawn in an order by seed; the n-th of a kind is its own. */
const mixedOrder = (kinds: readonly Kind[], seed: number) => {
  const sent = new Map<string, number>();
  const order = seeded(seed).shuffle(
    kinds.flatMap((kind) => Array.from({ length: kind.perHundred }, () => kind)),
  );
  return order.map((kind) => ({
    kind,
    make: (): Request => {
      const n = sent.get(kind.name) ?? 0;
      sent.set(kind.name, n + 1);
      return kind.of(n);
    },
  }));
};

/** Processor time that the machine spent outside this process since it started, ms: the server's and its database's, where nothing else is at work. */
const spentBesideMs = (): number => {
  const all = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  const { user, system } = process.cpuUsage();
  return all - (user + system) / 1000;
};

type Refusals = Map<string, number>;

const noteRefusal = (refusals: Refusals, { name }: Kind, status: number, body: string): void => {
  const key = `${name}: ${status} ${body.slice(0, 200)}`;
  refusals.set(key, (refusals.get(key) ?? 0) + 1);
};

/** Requests at their times, as people and vehicles who know nothing of each other send them. */
const load = async (url: string, kinds: readonly Kind[], seconds: number, seed: number) => {
  const refusals: Refusals = new Map();
  const order = mixedOrder(kinds, seed);
  const at = (n: number) => order[n % order.length] as (typeof order)[number];
  const before = spentBesideMs();
  const { tookMs, answeredPerS } = await sendPaced(url, (n) => at(n).make(), {
    ...{ perS: PER_S, seconds, sockets: CLIENTS },
    refused: (n, status, body) => noteRefusal(refusals, at(n).kind, status, body),
  });
  return {
    ...{ took: summarize(tookMs), answeredPerS, refusals },
    cpuMsPerRequest: (spentBesideMs() - before) / tookMs.length,
  };
};

/** The same number a second by autocannon, whose clients all begin with each second and send one after the other. */
const loadInBursts = async (url: string, kinds: readonly Kind[], seconds: number) => {
  let opened = 0;
  return autocannon({
    ...{ url, connections: CLIENTS, overallRate: PER_S, duration: seconds, timeout: 20 },
    // It would count what a slow answer held up once a millisecond.
    ignoreCoordinatedOmission: true,
    setupClient: (client) =>
      client.setRequests(
        mixedOrder(kinds, SEED + opened++).map(({ make }) => ({
          setupRequest: (request: Request) => ({ ...request, ...make() }),
        })),
      ),
  });
};

/** Lets the product count tiles anew for each reader and store each report by itself, or as it does by itself. */
const plainly = async (databaseUrl: string, isPlain = true): Promise<void> => {
  const { db, close } = openDb({ url: databaseUrl, poolSize: 1 });
  const plain = [
    { key: SETTINGS.tilesTtlMs.key, value: 1 },
    { key: SETTINGS.ingestTurnsMs.key, value: 0 },
  ];
  try {
    await db.setting.deleteMany({ where: { key: { in: plain.map(({ key }) => key) } } });
    if (isPlain) await db.setting.createMany({ data: plain });
  } finally {
    await close();
  }
  // The server reads its settings every five seconds.
  await sleep(SETTINGS_MS);
};

type Server = { url: string; process: ChildProcess };

/** Does work with a server of the product over a database, by so many web processes, until it rests. */
const withServer = async <T>(
  { databaseUrl, dataDir, say }: { databaseUrl: string; dataDir: string; say: BenchContext["say"] },
  webProcesses: number,
  work: (server: Server) => Promise<T>,
): Promise<T> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ NODE_ENV: "production" as const, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port) },
    ...{ HOST: "127.0.0.1", PUBLIC_URL: url, SIMULATE: "0", LOG_LEVEL: "error" },
    DATABASE_POOL: String(Math.ceil(DATABASE_CONNECTIONS / webProcesses)),
    WEB_PROCESSES: String(webProcesses),
  };
  const server = fork("bench/api/process.ts", {
    // Nothing else of this process's environment: what is measured is what stands here.
    env,
    execArgv: [...NODE_FLAGS, "--import", "tsx"],
  });
  try {
    await once(server, "message");
    say("waiting until the server has made what a new database lacks");
    await untilQuiet(server);
    return await work({ url, process: server });
  } finally {
    if (server.connected) server.disconnect();
    if (server.exitCode === null) await once(server, "exit");
  }
};

/** The load for {@link SECONDS}, after a warm-up, and how the server fared in it. */
const measured = async (server: Server, kinds: readonly Kind[], say: BenchContext["say"]) => {
  say(`warming up for ${WARM_UP_S} s`);
  await load(server.url, kinds, WARM_UP_S, SEED);
  await untilQuiet(server.process);
  await fared(server.process);
  say(`${PER_S} requests a second for ${SECONDS} s`);
  const loaded = await load(server.url, kinds, SECONDS, SEED + 1);
  return { ...loaded, ...(await fared(server.process)) };
};

const run = async (context: BenchContext): Promise<Fact[]> =>
  withCopy(context, await demoCity(context), async (databaseUrl) => {
    const dataDir = await mkdtemp(join(tmpdir(), "roundsman-api-"));
    try {
      const { signIns, key, vehicles } = await prepareAccounts(databaseUrl, dataDir);
      const found = await readGround(databaseUrl);
      const { say } = context;
      const at = { databaseUrl, dataDir, say };
      const kindsAt = async (url: string): Promise<Kind[]> =>
        mixOf({ ...found, token: await tokenOf(url, signIns), apiKey: key, vehicles }, Date.now());

      const bySeveral = await withServer(at, WEB_PROCESSES, async (server) => {
        const kinds = await kindsAt(server.url);
        const told = await measured(server, kinds, say);
        say(`the same for ${BURST_SECONDS} s without kept tiles and shared turns`);
        await plainly(databaseUrl);
        await untilQuiet(server.process);
        const plain = await load(server.url, kinds, BURST_SECONDS, SEED + 2);
        await plainly(databaseUrl, false);
        say(`as many at the beginning of each second, for ${BURST_SECONDS} s`);
        await untilQuiet(server.process);
        const bursts = await loadInBursts(server.url, kinds, BURST_SECONDS);
        const writes = kinds.reduce((sum, { isWrite, perHundred }) => sum + (isWrite ? perHundred : 0), 0);
        return { ...told, plain, bursts, writes };
      });
      say("the same by one process");
      const byOne = await withServer(at, 1, async (server) =>
        measured(server, await kindsAt(server.url), say),
      );
      const { took, answeredPerS, refusals, cpuMsPerRequest, cpuMs, loopDelayP99Ms } = bySeveral;
      const { connections, plain, bursts, writes } = bySeveral;
      return [
        {
          name: `${PER_S} requests a second, p99`,
          value: took.p99,
          unit: "ms",
          target: { atMost: 100 },
          against: {
            what: "tiles counted anew and reports stored one by one, by the processor time of server and database",
            times: plain.cpuMsPerRequest / cpuMsPerRequest,
          },
          summary: took,
          note: `${WEB_PROCESSES} processes answer (WEB_PROCESSES) and one works in the background. At the times of a Poisson process from this process, over at most ${CLIENTS} connections, each counted from when it was due; ${writes} of 100 write; ${(cpuMs / took.n).toFixed(2)} ms of the server's processor a request, ${cpuMsPerRequest.toFixed(2)} with the database's (${plain.cpuMsPerRequest.toFixed(2)} without kept tiles and shared turns).`,
        },
        {
          name: "requests answered a second",
          value: answeredPerS,
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
          value: [...refusals.values()].reduce((sum, n) => sum + n, 0) + bursts.non2xx + bursts.errors,
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
        {
          name: `${PER_S} requests a second by one process, p99`,
          value: byOne.took.p99,
          unit: "ms",
          summary: byOne.took,
          note: `One process does all: ${byOne.answeredPerS.toFixed(0)} answered a second, its loop's delay p99 ${byOne.loopDelayP99Ms.toFixed(1)} ms, ${(byOne.cpuMs / byOne.took.n).toFixed(2)} ms of its processor a request.`,
        },
        {
          name: `${PER_S} in bursts a second, p99`,
          value: bursts.latency.p99,
          unit: "ms",
          note: `By autocannon, whose ${CLIENTS} clients all begin with each second and send one after the other until they have sent their share; p50 ${bursts.latency.p50}, p97.5 ${bursts.latency.p97_5} ms, ${bursts.requests.average} a second.`,
        },
      ];
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });

/** The API under a load of reads and writes. */
export const api: Line = {
  about: `${PER_S} requests a second of reads and writes by HTTP to the product over ${DATABASE_CONNECTIONS} connections to PostgreSQL, all on this machine`,
  run,
};
