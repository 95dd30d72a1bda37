import { describe, expect, it } from "vitest";
import { CallError } from "#components/calls.ts";
import { LiveRequestError } from "#components/live-store.ts";
import { failureOf } from "#components/reason.ts";

const answered = (code: string): Error =>
  new CallError("in words", { code, httpStatus: 400, requestId: null });

describe("why a call failed", () => {
  it.each<[what: string, error: unknown, failure: ReturnType<typeof failureOf>]>([
    ["a browser that is offline", new TypeError("Failed to fetch"), "unreachable"],
    ["a gateway's page", new CallError("got status 502 and no JSON", null), "unreachable"],
    ["an upload that nothing takes", new TypeError("NetworkError when attempting"), "unreachable"],
    ["a socket that broke", new LiveRequestError("UNAVAILABLE", "the connection broke"), "unreachable"],
    ["a session that ended", answered("UNAUTHORIZED"), "signedOut"],
    ["a refusal of the server", answered("CONFLICT"), null],
    ["a question over the limit", new LiveRequestError("TOO_MANY_REQUESTS", "at most 4"), null],
    ["a fault of our own", new Error("sites.csv, line 4"), null],
  ])("%s", (_, error, failure) => expect(failureOf(error)).toBe(failure));
});
