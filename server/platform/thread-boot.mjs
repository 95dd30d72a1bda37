// Plain JavaScript, because a worker of Node 20 does not know .ts even under tsx: registers tsx, then loads the file
// named by the first argument.
import { register } from "tsx/esm/api";

register();
await import(process.argv[2]);
