/**
 * What `npm start` and `npm test` run first: plain Node, nothing installed yet.
 * Only the version check may stand here; everything else is loaded after it, so that an old Node
 * gets a sentence and not a syntax error.
 */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Roundsman needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer one from nodejs.org and try again.`,
  );
  process.exit(1);
}

// Without a top-level await, which Node 12 refuses to read.
void import("./bootstrap/main.mjs").then(({ main }) => main(process.argv.slice(2)));
