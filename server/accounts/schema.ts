import * as z from "zod";

/** What a user does; one role per user. */
export const RoleName = z.enum(["dispatcher", "manager", "driver", "engineer", "admin"]);
export type RoleName = z.infer<typeof RoleName>;

/** A depot as the shell's depot filter shows it. */
export const DepotChoice = z.object({ id: z.int32(), name: z.string() });

/** An organisation the user may switch to. */
export const OrganisationChoice = z.object({ id: z.int32(), name: z.string(), kind: z.string() });

/** Who is signed in and where he works: what the shell needs. */
export const Me = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: RoleName,
  depotIds: z.array(z.int32()).nullable(),
  organisation: z.object({
    id: z.int32(),
    slug: z.string(),
    name: z.string(),
    kind: z.enum(["demo", "import", "own"]),
    timeZone: z.string(),
    currency: z.string(),
    /** [west, south, east, north], degrees. */
    bounds: z.array(z.number()),
    /** Whether it runs the platform, so that who is signed in to it changes what is all organisations'. */
    isOperator: z.boolean(),
  }),
  /** Name of the organisation that runs the platform; null while none does. */
  operator: z.string().nullable(),
  organisations: z.array(OrganisationChoice),
  depots: z.array(DepotChoice),
  leftAt: z.iso.datetime().nullable(),
});
export type Me = z.infer<typeof Me>;

/** A user as `/admin` lists him. */
export const UserRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: RoleName,
  depotIds: z.array(z.int32()),
  banned: z.boolean(),
  createdAt: z.iso.datetime(),
  leftAt: z.iso.datetime().nullable(),
});
export type UserRow = z.infer<typeof UserRow>;

/** A new user; the password is generated and shown once. */
export const NewUser = z.object({
  name: z.string().min(1).max(120),
  email: z.email().max(200),
  role: RoleName,
  depotIds: z.array(z.int32()).max(200).default([]),
  driverId: z.int32().nullable().default(null),
});
export type NewUser = z.infer<typeof NewUser>;

/** A change of a user's role, depots or access. */
export const UserChange = z.object({
  id: z.string(),
  role: RoleName.optional(),
  depotIds: z.array(z.int32()).max(200).optional(),
  banned: z.boolean().optional(),
});
export type UserChange = z.infer<typeof UserChange>;

/** An API key as listed; the key itself is shown once, when it is made. */
export const ApiKeyRow = z.object({
  id: z.int32(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKeyRow = z.infer<typeof ApiKeyRow>;

/** What an API key may be used for. */
export const ApiScope = z.enum(["telemetry:write", "search:read"]);
export type ApiScope = z.infer<typeof ApiScope>;

/** One row of the audit log. */
export const AuditRow = z.object({
  id: z.int32(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  /** Name of what was changed, where its id says nothing to a reader. */
  subject: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  undoneAt: z.iso.datetime().nullable(),
  undoOf: z.int().nullable(),
  /** Whether the change can be taken back. */
  isUndoable: z.boolean(),
});
export type AuditRow = z.infer<typeof AuditRow>;

const SettingValue = z.union([z.boolean(), z.number(), z.string()]);

/** A tunable value of the installation as the page lists it. */
export const SettingRow = z.object({
  key: z.string(),
  doc: z.string(),
  unit: z.string(),
  value: SettingValue,
  fallback: SettingValue,
  changedBy: z.string().nullable(),
  changedAt: z.iso.datetime().nullable(),
  shape: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("switch") }),
    z.object({
      kind: z.literal("number"),
      isWhole: z.boolean(),
      min: z.number().nullable(),
      max: z.number().nullable(),
    }),
    z.object({ kind: z.literal("choice"), choices: z.array(z.string()) }),
    z.object({ kind: z.literal("text") }),
  ]),
});
export type SettingRow = z.infer<typeof SettingRow>;

/** A change of a setting; without a value it goes back to its default. */
export const SettingChange = z.object({ key: z.string().max(120), value: SettingValue.optional() });
export type SettingChange = z.infer<typeof SettingChange>;

/** A user's sign-in as it is shown once, when it was made or made anew. */
export const Credential = z.object({ id: z.string(), email: z.string(), password: z.string() });
export type Credential = z.infer<typeof Credential>;

/** A user who was added; no password where he has a sign-in already and was let in with it. */
export const NewSignIn = Credential.extend({ password: z.string().nullable() });
export type NewSignIn = z.infer<typeof NewSignIn>;

/** A new API key. */
export const NewApiKey = z.object({ name: z.string().min(1).max(120), scopes: z.array(ApiScope).min(1) });
export type NewApiKey = z.infer<typeof NewApiKey>;

/** Which changes of the audit log are wanted: newest first, `before` an id to go on from. */
export const AuditQuery = z.object({
  entity: z.string().max(60).optional(),
  entityId: z.string().max(60).optional(),
  userId: z.string().max(60).optional(),
  before: z.int().optional(),
  limit: z.int().min(1).max(500).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
