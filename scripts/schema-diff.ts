import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
// The package exports only an entry that imports WebAssembly the way bundlers do, which Node 20 does not.
import * as engine from "../node_modules/@prisma/schema-engine-wasm/schema_engine_bg.js";

const CHAR = 18;
const TEXT = 25;
const MARK = "\u0000char";

/** A pool that marks one-letter catalogue columns, whose type Prisma's adapter refuses, and passes them on as text. */
const createPool = (url: string) => {
  const pool = new pg.Pool({ connectionString: url });
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === CHAR) Object.assign(field, { dataTypeID: TEXT, name: field.name + MARK });
    }
    return result;
  }) as typeof pool.query;
  return pool;
};

/** Prisma's adapter over {@link createPool}, which gives marked columns the type the engine expects of them. */
const createAdapter = (pool: pg.Pool) => {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (sql) => {
      const result = await queryRaw(sql);
      const isMarked = result.columnNames.map((name) => name.endsWith(MARK));
      return {
        ...result,
        columnNames: result.columnNames.map((name) => name.replace(MARK, "")),
        columnTypes: result.columnTypes.map((type, index) =>
          isMarked[index] ? ColumnTypeEnum.Character : type,
        ),
      };
    };
    return adapter;
  };
  return bindMigrationAwareSqlAdapterFactory(factory);
};

/** Loads Prisma's schema engine from its WebAssembly build: the binary it would download is not to be had offline. */
const loadEngine = async () => {
  const wasm = await readFile("node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": engine });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start: () => void }).__wbindgen_start();
  return engine.SchemaEngine;
};

/**
 * The SQL that would turn a database into what prisma/schema says, without touching it;
 * the comment `-- This is an empty migration.` when it is that already.
 */
export const schemaDiff = async (url: string): Promise<string> => {
  const folder = "prisma/schema";
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma"));
  const files = await Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      content: await readFile(join(folder, name), "utf8"),
    })),
  );
  const SchemaEngine = await loadEngine();
  const pool = createPool(url);
  const adapter = createAdapter(pool);
  const engine = await SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => {},
    adapter,
  );
  try {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: folder },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? "";
  } finally {
    engine.free();
    await pool.end();
  }
};
