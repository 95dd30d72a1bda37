import { compose } from "#server/compose.ts";
import { parseEnv } from "#server/env.ts";

/** Prepares sign-ins and an API key in a database, by the product's own services. */
export const prepareAccounts = async (databaseUrl: string, dataDir: string) => {
  const { services, db, lifecycle } = await compose(
    parseEnv({
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      SIMULATE: "0",
      LOG_LEVEL: "error",
      DATABASE_POOL: "4",
    }),
  );
  try {
    const organisation = await db.organisation.findFirstOrThrow({ where: { slug: "demo" } });
    const driver = await db.driver.findFirstOrThrow({
      where: { organisationId: organisation.id },
      orderBy: { id: "asc" },
      select: { id: true, name: true },
    });
    const signIns = await services.accounts.createSignIns(organisation.id, driver);
    const admin = await db.user.findFirstOrThrow({
      where: { role: "admin", organisationId: organisation.id },
    });
    const { key } = await services.accounts.apiKeys.create(
      {
        ...{ organisationId: organisation.id, userId: admin.id, userName: admin.name, role: "admin" },
        ...{ depotIds: null, driverId: null, isOperator: true },
      },
      { name: "bench", scopes: ["telemetry:write"] },
    );
    const vehicles = await db.vehicle.findMany({
      where: { organisationId: organisation.id },
      orderBy: { number: "asc" },
      take: 1_000,
      select: { id: true, name: true },
    });
    return { signIns, key, vehicles };
  } finally {
    await lifecycle.stop();
  }
};
