import type { TokenKeeper } from "#components/token.ts";

/** What the server says of a refusal beside its words. */
export type Refusal = { code: string; httpStatus: number; requestId: string | null };

/** A call that came to nothing; `data` is what the server said, null where it was not the server that answered. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly data: Refusal | null;

  constructor(message: string, data: Refusal | null, options?: ErrorOptions) {
    super(message, options);
    this.data = data;
  }
}

/** Whether a procedure is asked or changes something. */
export type CallKind = "query" | "mutation";

/** Calls a procedure by its path. */
export type Call = (
  path: string,
  kind: CallKind,
  input: unknown,
  signal?: AbortSignal | undefined,
) => Promise<unknown>;

type Body = { result: { data: unknown } } | { error: { message: string; data: Refusal } };

const bodyOf = async (response: Response): Promise<Body> => {
  try {
    return (await response.json()) as Body;
  } catch (cause) {
    throw new CallError(`got status ${response.status} and no JSON, expected an answer`, null, { cause });
  }
};

/**
 * Makes what calls procedures in the form of tRPC's `httpLink`, each call by itself, so that no answer waits for another.
 * A role or an organisation that changed makes a token worthless before its time: one refusal fetches another.
 */
export const createCall =
  (
    keeper: Pick<TokenKeeper, "read" | "forget">,
    url = "/api/trpc",
    get: typeof fetch = (...request) => fetch(...request),
  ): Call =>
  async (path, kind, input, signal) => {
    const text = input === undefined ? undefined : JSON.stringify(input);
    const isQuery = kind === "query";
    const address =
      isQuery && text !== undefined ? `${url}/${path}?input=${encodeURIComponent(text)}` : `${url}/${path}`;
    const attempt = async (): Promise<Body> => {
      const token = await keeper.read();
      const response = await get(address, {
        method: isQuery ? "GET" : "POST",
        headers: {
          ...(isQuery ? {} : { "content-type": "application/json" }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(isQuery || text === undefined ? {} : { body: text }),
        ...(signal === undefined ? {} : { signal }),
      });
      return bodyOf(response);
    };
    let body = await attempt();
    if ("error" in body && body.error.data.code === "UNAUTHORIZED") {
      keeper.forget();
      body = await attempt();
    }
    if ("error" in body) throw new CallError(body.error.message, body.error.data);
    return body.result.data;
  };
