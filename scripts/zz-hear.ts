import { createEar } from "./asked/listen.ts";
const ear = await createEar();
for (const t of process.argv.slice(2)) {
  const h = await ear(t.split(" > "));
  console.log(`${t}\n   ${h.kind === "reading" ? "RUN" : h.kind.toUpperCase()} ${h.words}`);
}
