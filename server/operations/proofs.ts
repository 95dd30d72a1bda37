import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { imageTypeOf } from "#server/operations/core/image-type.ts";
import { findPhoto, insertPhoto, lockStop } from "#server/operations/proof-store.ts";
import type { record } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import type { Files } from "#server/platform/files.ts";
import type { announce } from "#server/platform/outbox.ts";

/** A photo that a crew took of a stop. */
export type NewPhoto = {
  stopId: number;
  /** When it was taken, ISO instant. */
  at: string;
  contentType: string;
  content: Uint8Array;
};

type ProofsDeps = {
  db: Db;
  files: Pick<Files, "store" | "enter">;
  record: typeof record;
  announce: typeof announce;
};

/**
 * Keeps photos of stops as proofs of service. The same photo of the same stop again is the same proof, for a phone that
 * lost the answer sends again.
 */
export const createProofs = ({ db, files, record, announce }: ProofsDeps) => ({
  /** Keeps a photo of a stop the scope may see; maps to its proof, and whether it was there already. */
  async add(scope: Scope, photo: NewPhoto): Promise<{ id: number; isRepeated: boolean }> {
    const { stopId, contentType, content } = photo;
    const found = imageTypeOf(content);
    if (found === null || found !== contentType)
      throw new AppError(
        "BAD_REQUEST",
        `photo of stop ${stopId}: found ${found ?? "no picture"} sent as ${contentType}, expected a JPEG, PNG or WebP sent as what it is`,
      );
    const { organisationId } = scope;
    const assertHis = async (reader: Pick<Db, "$queryRaw">): Promise<void> => {
      if (!(await lockStop(reader, scope, stopId)))
        throw new AppError("NOT_FOUND", `there is no stop ${stopId} that is yours`);
    };
    // Content goes to the disk before the transaction, which would hold its connection and the stop meanwhile; nothing
    // is written for a stop of somebody else.
    await assertHis(db);
    const kept = await files.store(content);
    return db.$transaction(async (tx) => {
      // The lock makes two sendings of one photo take turns.
      await assertHis(tx);
      const known = await findPhoto(tx, stopId, kept.sha256);
      if (known !== undefined) return { id: known, isRepeated: true };
      const name = `stop-${stopId}.${found.slice("image/".length)}`;
      const file = await files.enter(tx, { organisationId, contentType, name }, kept);
      const id = await insertPhoto(tx, { organisationId, stopId, at: photo.at, fileId: file.id });
      const after = { stopId, at: photo.at, fileId: file.id, bytes: file.bytes };
      await record(tx, scope, { action: "proof.add", entity: "proof", entityId: id, before: null, after });
      await announce(tx, { organisationId, topic: "proof.added", payload: { proofId: id, stopId } });
      return { id, isRepeated: false };
    });
  },
});
/** The keeper of photos of stops. */
export type Proofs = ReturnType<typeof createProofs>;
