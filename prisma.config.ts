import { join } from "node:path";
import { defineConfig } from "prisma/config";

// Prisma's schema engine is a binary from elsewhere; this one is ours, over its WebAssembly build, and needs no network.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(import.meta.dirname, "scripts/schema-engine.mjs");

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
