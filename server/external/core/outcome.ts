import type { ServiceResponse } from "./call.ts";

/** How a request ended. */
export type AttemptEnd<T> =
  | { kind: "answer"; value: T }
  /** 429: too much was asked; nothing was done. */
  | { kind: "throttled"; why: string }
  /** The service will not do what was asked, however often. */
  | { kind: "refused"; why: string }
  /** 5xx. */
  | { kind: "fault"; why: string }
  /** An answer came, but not whole or not what was asked for. */
  | { kind: "broken"; why: string }
  | { kind: "timeout"; why: string }
  /** The connection failed. */
  | { kind: "unreachable"; why: string };

/** Why a request did not end in an answer. */
export type Failure = Exclude<AttemptEnd<never>, { kind: "answer" }>;

const QUOTED = 160;

const quoted = (text: string): string => (text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text);

const why = (error: unknown): string => quoted(error instanceof Error ? error.message : String(error));

/** Reads how a request ended off the response that came. */
export const endOf = <T>(
  { status, text }: ServiceResponse,
  parse: (body: unknown) => T,
  isAnswer: (status: number, text: string) => boolean = () => false,
): AttemptEnd<T> => {
  const said = `found status ${status}${text === "" ? "" : `: ${quoted(text)}`}`;
  if (status === 429) return { kind: "throttled", why: said };
  if (status >= 500) return { kind: "fault", why: said };
  if (!(status >= 200 && status < 300) && !isAnswer(status, text)) return { kind: "refused", why: said };
  let body: unknown;
  try {
    body = text === "" ? null : JSON.parse(text);
  } catch (error) {
    return { kind: "broken", why: `found ${text.length} characters that are no JSON (${why(error)})` };
  }
  try {
    return { kind: "answer", value: parse(body) };
  } catch (error) {
    return { kind: "broken", why: `found another shape than expected (${why(error)})` };
  }
};

/**
 * Whether an end speaks against the service being well: what the breaker and the concurrency count. The service may
 * have done and billed such a request although no answer came, so its row is in doubt until its counter tells.
 */
export const isOutage = ({ kind }: { kind: AttemptEnd<unknown>["kind"] }): boolean =>
  kind === "fault" || kind === "broken" || kind === "timeout" || kind === "unreachable";
