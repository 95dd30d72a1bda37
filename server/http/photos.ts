import { type Exchange, readBody, sendJson } from "#server/http/exchange.ts";
import { CalendarInstant } from "#server/lib/calendar-day.schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Proofs } from "#server/operations/proofs.ts";

/** What a phone's camera makes at full size stays below this. */
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const ROLES: readonly Scope["role"][] = ["driver", "dispatcher", "manager", "admin"];

/** Refuses roles that have no photos to send. */
export const assertMaySendPhotos = ({ role }: Scope): void => {
  if (!ROLES.includes(role))
    throw new AppError("FORBIDDEN", `photos of stops are for ${ROLES.join(", ")}; you are ${role}`);
};

/**
 * Answers `POST /api/v1/stops/:id/photos?at=<ISO instant>`: the body is the picture itself. 201 with the proof's id, 200
 * where the stop has this photo already.
 */
export const answerPhoto = async (
  { request, response, url }: Exchange,
  scope: Scope,
  rest: string,
  { proofs, now }: { proofs: Pick<Proofs, "add">; now: (scope: Scope) => string },
): Promise<void> => {
  const stopId = /^(\d{1,9})\/photos$/.exec(rest)?.[1];
  if (stopId === undefined)
    throw new AppError("NOT_FOUND", `stops/${rest}: expected the number of a stop, then /photos`);
  const given = url.searchParams.get("at");
  const at = CalendarInstant.safeParse(given ?? now(scope));
  if (!at.success)
    throw new AppError("BAD_REQUEST", `at: found ${given}, expected an instant such as 2026-11-23T09:30:00Z`);
  const contentType =
    (request.headers["content-type"] ?? "nothing").split(";")[0]?.trim().toLowerCase() ?? "";
  const content = await readBody(request, MAX_PHOTO_BYTES);
  const { id, isRepeated } = await proofs.add(scope, {
    stopId: Number(stopId),
    at: at.data,
    contentType,
    content,
  });
  sendJson(response, isRepeated ? 200 : 201, { id, url: `/api/v1/proofs/${id}` });
};
