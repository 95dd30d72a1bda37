import type { Base } from "#server/compose.ts";
import { isAway } from "#server/external/failure.ts";
import type { Db } from "#server/platform/db.ts";

const DEMO = "demo";

const organisationOf = async (db: Db, slug: string): Promise<number | null> =>
  (await db.organisation.findUnique({ where: { slug }, select: { id: true } }))?.id ?? null;

/** The demo city; null where it was not made. */
export const demoCity = (db: Db): Promise<number | null> => organisationOf(db, DEMO);

/** Opens what all outside services share: whose accounts they are, and work that waits where one is away. */
export const openAccount = ({ db, env }: Pick<Base, "db" | "env">) => {
  /** The organisation whose accounts they are; null where there is none of that name yet. */
  const organisation = () => organisationOf(db, env.externalOrganisation ?? DEMO);
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
