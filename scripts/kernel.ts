// Compiles the hot loop of the plain search, server/routing/core/kernel, into kernel.wasm.ts beside that folder. Run
// after every change there; `kernel.test.ts` compares what is committed.
import { writeFileSync } from "node:fs";
import { main } from "assemblyscript/asc";

const SOURCE = "server/routing/core/kernel/search.ts";
const OUTPUT = "server/routing/core/kernel.wasm.ts";

// Past the lists at fixed addresses (kernel/tours.ts, kernel/tables.ts), which lie in the first 13 pages.
const PAGES = "16";
const BASE = "787200";

/** The module that holds the compiled kernel, as text. */
export const compiledKernel = async (): Promise<string> => {
  const files = new Map<string, string | Uint8Array>();
  const options = ["-O3", "--converge", "--noAssert", "--runtime", "stub"];
  const memory = ["--initialMemory", PAGES, "--memoryBase", BASE];
  const { error, stderr } = await main([SOURCE, "--outFile", "kernel.wasm", ...options, ...memory], {
    writeFile: (name, contents) => void files.set(name, contents),
  });
  const wasm = files.get("kernel.wasm");
  if (error !== null || wasm === undefined)
    throw new Error(`kernel: ${SOURCE} does not compile: ${stderr.toString()}`, { cause: error });
  const text = Buffer.from(wasm as Uint8Array).toString("base64");
  return `/** WebAssembly of \`kernel/\`, compiled by \`npm run kernel\`. */\nexport const wasm =\n  "${text}";\n`;
};

if (process.argv[1] === import.meta.filename) writeFileSync(OUTPUT, await compiledKernel());
