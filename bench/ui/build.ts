import { spawn } from "node:child_process";

const STEPS = `
const { generateClient, bundleServer, buildPages } = await import("./server/bootstrap/build.mjs");
await generateClient();
await bundleServer();
await buildPages((line) => console.error(line));
`;

/** Brings the production build of server and pages up to date. */
export const buildProduct = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", STEPS], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let last = "";
    child.stderr.on("data", (chunk: Buffer) => {
      last = (last + chunk).slice(-2_000);
    });
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`the build ended with ${code}, expected 0:\n${last}`)),
    );
  });
