import type { Base } from "#server/compose.ts";
import { isAway } from "#server/external/failure.ts";
import type { Db } from "#server/platform/db.ts";

const DEMO = "demo";

type AccountBase = { db: Db; env: Pick<Base["env"], "externalOrganisation"> };

const organisationOf = async (db: Db, slug: string): Promise<number | null> =>
  (await db.organisation.findUnique({ where: { slug }, select: { id: true } }))?.id ?? null;

/** The demo city; null where it was not made. */
export const demoCity = (db: Db): Promise<number | null> => organisationOf(db, DEMO);

/**
 * Opens what outside services share: whose account one has, and work that waits where it is away. An emulator tells of
 * the demo city, so its account is the demo city's, whoever has accounts at the other services.
 */
export const openAccount = ({ db, env }: AccountBase, isEmulator: boolean) => {
  const slug = isEmulator ? DEMO : (env.externalOrganisation ?? DEMO);
  /** The organisation whose account it is; null where there is none of that name yet. */
  const organisation = () => organisationOf(db, slug);
  return {
    organisation,
    /** What the service cannot give now it gives later: the gateway has noted why, and the next time fills the gap. */
    async whileItAnswers(work: (organisationId: number) => Promise<void>): Promise<void> {
      const organisationId = await organisation();
      if (organisationId === null) return;
      await work(organisationId).catch((error: unknown) => {
        if (!isAway(error)) throw error;
      });
    },
  };
};
