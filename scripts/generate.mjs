// Generates the Prisma client into prisma/generated, with Prisma's own generator and without its command line,
// whose packages weigh more than the product (docs/decisions/0003-prisma-without-its-cli.md).
import { createRequire } from "node:module";

// The packages' ES modules import files without extensions, which Node refuses; their CommonJS side is whole.
const require = createRequire(import.meta.url);
const { getGenerators, loadSchemaContext } = require("@prisma/internals");
const { PrismaClientTsGenerator } = require("@prisma/client-generator-ts");

const schemaContext = await loadSchemaContext({
  schemaPath: { cliProvidedPath: "prisma/schema" },
  printLoadMessage: false,
});
const generators = await getGenerators({
  schemaContext,
  registry: { "prisma-client": { type: "in-process", generator: new PrismaClientTsGenerator() } },
});
for (const generator of generators) {
  await generator.generate();
  generator.stop();
}
