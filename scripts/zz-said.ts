import { inEnglish, linkerOf } from "#server/ask/understand.ts";
import { ASKED_NAMES } from "./asked/fleet.ts";
const linker = linkerOf(ASKED_NAMES);
for (const t of process.argv.slice(2)) { const r = inEnglish(t, linker); console.log(r.language, r.text); }
