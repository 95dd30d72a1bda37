import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ask, perform } from "./command.mjs";
import { inHome, root } from "./paths.mjs";
import { hasApt } from "./postgres-packages.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** A Chromium that the machine has; undefined where it has none. */
export const findChromium = () =>
  [
    process.env.CHROMIUM_PATH ?? "",
    ...(process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...PLACES,
  ].find((path) => path && existsSync(path));

/**
 * A real Chromium for the browser journeys: the machine's, else Debian's package where we are root, else Playwright's own.
 * @param {(line: string) => void} onLine
 * @returns {Promise<NodeJS.ProcessEnv>} the variables that tell Playwright where it is
 */
export const obtainChromium = async (onLine) => {
  const found = findChromium();
  if (found) return { CHROMIUM_PATH: found };
  const what = "Installing Chromium";
  if (process.getuid?.() === 0 && (await hasApt())) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const options = ["-o", "DPkg::Lock::Timeout=180", "-o", "Dpkg::Use-Pty=0"];
    const install = [...options, "install", "-y", "--no-install-recommends", "chromium"];
    await ask("apt-get", [...options, "update"], { env });
    await perform("chromium", "apt-get", install, { what, onLine, env });
    const installed = findChromium();
    if (installed) return { CHROMIUM_PATH: installed };
  }
  const env = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: inHome("browsers") };
  await perform(
    "chromium",
    process.execPath,
    [join(root, "node_modules/@playwright/test/cli.js"), "install", "chromium"],
    {
      what,
      onLine,
      env,
    },
  );
  return { PLAYWRIGHT_BROWSERS_PATH: inHome("browsers") };
};
