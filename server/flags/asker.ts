import type { SettingAsker, SettingUnit } from "#server/platform/settings.ts";

/** For whom a flag can differ; `metadata.unit` of a flag says which, a user where it says nothing. */
export type Unit = SettingUnit;

/** Who or what asks, as far as it is known. */
export type Asker = SettingAsker;

/** Nobody of flesh: work that the product does by itself is in no user's arm. */
const isUser = (userId: string | undefined): userId is string =>
  userId !== undefined && !userId.startsWith("system:");

/** What is known of a user that rules may ask for. */
export const contextOf = ({ userId, organisationId, role, depotIds }: Asker & { userId: string }) => ({
  targetingKey: `user/${userId}`,
  organisationId,
  ...(role === undefined ? {} : { role }),
  ...(depotIds == null ? {} : { depotIds }),
});

/** What is known of an organisation as a whole. */
export const organisationContext = (organisationId: number) => ({
  targetingKey: `organisation/${organisationId}`,
  organisationId,
});

/** What a flag is drawn by and its rules may ask for, by its unit. */
export type AskerContexts = ReturnType<typeof createAskerContexts>;

/** Makes the contexts of askers in a process of this name. */
export const createAskerContexts = (processName: string) => {
  /** What is known of an asker as one of a unit; null where he is none, such as work over several depots. */
  const within = (unit: unknown, asker: Asker) => {
    const { organisationId, userId, depotIds } = asker;
    switch (unit) {
      case "organisation":
        return organisationContext(organisationId);
      case "depot": {
        const [depotId, ...more] = depotIds ?? [];
        return depotId === undefined || more.length > 0
          ? null
          : { ...organisationContext(organisationId), targetingKey: `depot/${depotId}`, depotId };
      }
      case "process":
        return { targetingKey: `process/${processName}`, process: processName };
      case "platform":
        return { targetingKey: "platform" };
      default:
        return isUser(userId) ? contextOf({ ...asker, userId }) : null;
    }
  };
  return {
    within,
    /** The same, of his organisation where he is none: some value he must have. */
    of: (unit: unknown, asker: Asker) => within(unit, asker) ?? organisationContext(asker.organisationId),
  };
};
