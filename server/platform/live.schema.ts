import * as z from "zod";

/** How often the server says that it is there, so that a page knows within seconds when it is not. */
export const HEARTBEAT_MS = 2_000;

/** Who reads a channel: the part of a user's scope that decides what he may see. */
export type Reader = {
  organisationId: number;
  role: string;
  /** Depots the reader is limited to; null means all of the organisation. */
  depotIds: readonly number[] | null;
  driverId: number | null;
};

/** Whose value it is, given with every publication; decides who gets it and is never sent. */
export type LiveMeta = {
  organisationId: number;
  /** Null where the value concerns the whole organisation. */
  depotId: number | null;
  /** Where it concerns several depots at once: who is limited to some gets it only where he sees all of them; null for all depots there are. */
  depotIds?: readonly number[] | null;
  /** The driver whose own vehicle or route it is. */
  driverId?: number | null;
};

/**
 * A typed live channel. `state` keeps the latest value per key and a reader may miss what was overwritten;
 * `event` keeps the last `keep` values and a reader gets each once, in order.
 */
export type Channel<Value> = {
  kind: "state" | "event";
  value: z.ZodType<Value>;
  /** Names of the value's fields in the order in which they are sent. */
  fields: readonly string[];
  /** What the value is about; used by state channels only. */
  key(value: Value): string | number;
  /** Roles that may subscribe at all. */
  roles: readonly string[];
  mayRead(reader: Reader, meta: LiveMeta): boolean;
  /** Values kept for readers that come back: keys of a state channel, entries of an event channel. */
  keep: number;
  /** Whether its values go to readers of every organisation, and of this process alone unless they are relayed. */
  isShared: boolean;
  /** Whether its values reach the readers of other processes. */
  isRelayed: boolean;
  /** Whether its values leave at once, and not with the next frame. */
  isUrgent: boolean;
};

/** The value type of a channel. */
export type ChannelValue<C> = C extends Channel<infer Value> ? Value : never;

const EVERYONE = ["dispatcher", "manager", "driver", "engineer", "admin"] as const;

/** Whether a reader sees a value by the rule of the house: his depots only, and a driver his own things only. */
export const mayReadOwn = (reader: Reader, meta: LiveMeta): boolean => {
  if (reader.organisationId !== meta.organisationId) return false;
  if (reader.depotIds !== null && meta.depotId !== null && !reader.depotIds.includes(meta.depotId))
    return false;
  const { depotIds } = reader;
  if (depotIds !== null && meta.depotIds !== undefined)
    if (meta.depotIds === null || !meta.depotIds.every((id) => depotIds.includes(id))) return false;
  return reader.role !== "driver" || (reader.driverId !== null && reader.driverId === meta.driverId);
};

/** Declares a channel over an object schema; unstated parts follow the rule of the house. */
export const defineChannel = <Shape extends z.ZodRawShape>(options: {
  kind: "state" | "event";
  value: z.ZodObject<Shape>;
  key: (value: z.infer<z.ZodObject<Shape>>) => string | number;
  roles?: readonly string[];
  mayRead?: (reader: Reader, meta: LiveMeta) => boolean;
  keep: number;
  isShared?: boolean;
  isRelayed?: boolean;
  isUrgent?: boolean;
}): Channel<z.infer<z.ZodObject<Shape>>> => ({
  kind: options.kind,
  value: options.value,
  fields: Object.keys(options.value.shape),
  key: options.key,
  roles: options.roles ?? EVERYONE,
  mayRead: options.mayRead ?? mayReadOwn,
  keep: options.keep,
  isShared: options.isShared ?? false,
  isRelayed: options.isRelayed ?? !options.isShared,
  isUrgent: options.isUrgent ?? false,
});

/** A value as it travels: its fields without their names. */
export const packValue = (fields: readonly string[], value: object): unknown[] =>
  fields.map((field) => (value as Record<string, unknown>)[field]);

/** The value out of what travelled; the inverse of {@link packValue}. */
export const unpackValue = (
  fields: readonly string[],
  packed: readonly unknown[],
): Record<string, unknown> => {
  const value: Record<string, unknown> = {};
  for (const [i, field] of fields.entries()) value[field] = packed[i];
  return value;
};

/** First message of the server: the run of the hub, and the names behind the channel numbers of frames. */
export type LiveHello = { epoch: string; channels: string[] };

/** Client to server: wants a channel, from where it stopped reading if it has read it before. */
export const LiveSubscribe = z.object({
  channel: z.string().max(40),
  after: z.object({ epoch: z.string().max(40), seq: z.int().min(0) }).optional(),
});
export type LiveSubscribe = z.infer<typeof LiveSubscribe>;

/** Server's answer to a subscription: the place from which the reader gets everything, or why he gets nothing. */
export type LiveSubscribed = { seq: number } | { error: string };

/**
 * A part of a frame: channel number, the sequence up to which the reader has now seen everything, and packed values;
 * null instead of values means that some were lost: forget the state, or fetch anew. `atMs` is when the oldest of the
 * values was published, by the server's clock; absent where the reader only catches up with what was before.
 */
export type FramePart = [channel: number, seq: number, values: unknown[][] | null, atMs?: number];

/** Client to server: a question whose answer comes in parts under the same id. */
export const LiveRequest = z.object({ id: z.string().max(64), input: z.unknown() });
export type LiveRequest = z.infer<typeof LiveRequest>;

/** Server to client: a part of an answer, its end, or why it failed. */
export type LiveAnswer =
  | { id: string; part: unknown }
  | { id: string; isDone: true }
  | { id: string; error: { code: string; message: string } };
