import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runAsk } from "#server/cli/ask.ts";
import { runFlags } from "#server/cli/flags.ts";
import { runForecast } from "#server/cli/forecast.ts";
import { runImport } from "#server/cli/import.ts";
import { runModel } from "#server/cli/model.ts";
import { runSeed } from "#server/cli/seed.ts";
import { runSolve } from "#server/cli/solve.ts";
import { openModelFile } from "#server/compose/open-adapters.ts";
import { seedFlags } from "#server/compose/open-flags.ts";
import { compose, composeBase } from "#server/compose.ts";
import { AppError } from "#server/lib/errors.ts";
import { createRegistry } from "#server/llm/registry.ts";
import { WANTED } from "#server/llm/use.ts";
import { isSeeded } from "#server/operations/demo/write.ts";
import { systemScope } from "#server/platform/audit.ts";

/** Does what the command's further words ask for. */
type Command = (args: readonly string[]) => Promise<void>;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const seed: Command = async (args) => {
  const isIfEmpty = args.includes("--if-empty");
  const base = composeBase();
  try {
    if (isIfEmpty && (await isSeeded(base.pool))) {
      print("the demo city is there");
      return;
    }
    const rest = args.filter((word) => word !== "--if-empty");
    const organisationId = await runSeed(rest, { pool: base.pool, print, realNow: new Date() });
    const { services, lifecycle } = await compose(base.env);
    try {
      const driver = await services.operations.driverToday(organisationId);
      const signIns = await services.accounts.createSignIns(organisationId, driver);
      const file = join(base.env.dataDir, "sign-in.json");
      await writeFile(file, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
      await chmod(file, 0o600);
      for (const { role, email, password } of signIns)
        print(`${role.padEnd(12)} ${email.padEnd(34)} ${password}`);
    } finally {
      await lifecycle.stop();
    }
  } finally {
    await base.lifecycle.stop();
  }
};

const importFleet: Command = async (args) => {
  const { fleetImport, lifecycle } = await compose();
  try {
    const printProgress = (line: string) => void process.stderr.write(`${line}\n`);
    process.exitCode = await runImport(args, { fleetImport, print, printProgress });
  } finally {
    await lifecycle.stop();
  }
};

const ask: Command = async (args) => {
  const { services, db, lifecycle } = await compose();
  try {
    process.exitCode = await runAsk(args, {
      ask: services.ask,
      print,
      printSlowly: (line) =>
        new Promise((resolve, reject) => {
          process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
        }),
      fault: (line) => void process.stderr.write(`${line}\n`),
      async scopeOf(slug = "demo", role) {
        const found = await db.organisation.findUnique({
          where: { slug },
          select: { id: true, timeZone: true, isOperator: true },
        });
        if (!found) throw new AppError("NOT_FOUND", `ask --organisation: there is no organisation "${slug}"`);
        const scope = {
          organisationId: found.id,
          userId: "shell",
          userName: "shell",
          role,
          depotIds: null,
          driverId: null,
          isOperator: found.isOperator,
        };
        return { scope, timeZone: found.timeZone };
      },
    });
  } finally {
    await lifecycle.stop();
  }
};

// Judged answers as JSON lines, for a training.
const examples: Command = async ([slug = "demo"]) => {
  const { services, db, lifecycle } = await compose();
  try {
    const found = await db.organisation.findUnique({ where: { slug }, select: { id: true } });
    if (!found) throw new AppError("NOT_FOUND", `examples: there is no organisation "${slug}"`);
    process.stdout.write(await services.ask.examples.file(systemScope(found.id, "shell")));
  } finally {
    await lifecycle.stop();
  }
};

const operator: Command = async ([slug]) => {
  if (slug === undefined)
    throw new AppError("BAD_REQUEST", "operator: found nothing, expected the short name of an organisation");
  const { services, lifecycle } = await compose();
  try {
    const { name } = await services.accounts.setOperator(slug);
    print(`${name} runs the platform now`);
  } finally {
    await lifecycle.stop();
  }
};

// Reads a file and prints a plan: it needs no database.
const solve: Command = async (args) => {
  process.exitCode = await runSolve(args, { print, now: () => performance.now() });
};

// Reads a definition and prints what it says: it needs no database.
const flags: Command = async (args) => {
  process.exitCode = await runFlags(args, { print, now: () => Date.now() });
};

// Reads a file of series and prints how they go on: it needs no database.
const forecast: Command = async (args) => {
  const fault = (line: string) => void process.stderr.write(`${line}\n`);
  process.exitCode = await runForecast(args, { print, fault, now: () => performance.now() });
};

const model: Command = async (args) => {
  process.exitCode = await runModel(args, {
    print,
    environment: ".env",
    progress: (line) => void process.stderr.write(`  ${line}\n`),
    async withRegistry(work) {
      const { db, lifecycle } = composeBase();
      try {
        await work(createRegistry({ db }));
      } finally {
        await lifecycle.stop();
      }
    },
    async addVariant(flag, variant, value) {
      const { services, lifecycle } = await compose();
      try {
        await seedFlags(services.flags);
        await services.flags.addVariant(services.flags.system, flag, variant, value);
      } finally {
        await lifecycle.stop();
      }
    },
    openModel: ({ file, dataDir }) => openModelFile({ file, dataDir, wanted: WANTED }),
  });
};

const COMMANDS: Readonly<Record<string, Command>> = {
  seed,
  import: importFleet,
  ask,
  examples,
  operator,
  solve,
  flags,
  forecast,
  model,
};

const run = async ([name = "", ...args]: readonly string[]): Promise<void> => {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined)
    throw new Error(`command: found "${name}", expected one of ${Object.keys(COMMANDS).join(", ")}`);
  await command(args);
};

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
