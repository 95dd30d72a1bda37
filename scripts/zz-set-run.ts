import { readFileSync } from "node:fs";
import { createEar } from "./asked/listen.ts";
const ear = await createEar();
for (const line of readFileSync(process.argv[2] ?? "", "utf8").split("\n").filter((l) => l !== "")) {
  const { id, turns, means } = JSON.parse(line);
  const heard = await ear(turns);
  process.stdout.write(`${id} ${turns.join(" > ")}\n  MEANS ${means ?? ""}\n  ${heard.kind === "reading" ? "RUN" : heard.kind.toUpperCase()} ${heard.words}\n`);
}
