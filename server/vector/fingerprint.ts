import { createHash } from "node:crypto";
import type { PassageText } from "#server/vector/schema.ts";

/** Maps what a passage says to a short word that changes with it; vectors follow from it and the embedder. */
export const fingerprintOf = (passage: PassageText): string => {
  const { id, kind, recordId, depotId, stream, at, roles, title, text } = passage;
  const said = JSON.stringify([id, kind, recordId, depotId, stream, at, [...roles].sort(), title, text]);
  return createHash("sha256").update(said).digest("base64url").slice(0, 16);
};
