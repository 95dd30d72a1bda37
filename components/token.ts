const RENEW_BEFORE_MS = 60_000;

/** Reads the end of a token's life, epoch milliseconds, from its middle part. */
const endOf = (token: string): number => {
  const part = token.split(".")[1];
  if (part === undefined) throw new Error("token: found no payload, expected three parts joined by dots");
  const claims = JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/"))) as { exp: number };
  return claims.exp * 1000;
};

/**
 * Keeps the session's token in memory alone: fetched from `/api/auth/token` by the session cookie, and again a minute
 * before it ends; null where nobody is signed in. Calls that come together share one fetch.
 */
export const createTokenKeeper = ({
  get = (url: string) => fetch(url, { credentials: "same-origin", cache: "no-store" }),
  now = Date.now,
}: {
  get?: (url: string) => Promise<Response>;
  now?: () => number;
} = {}) => {
  let held: { token: string; endsAt: number } | null = null;
  let fetching: Promise<string | null> | null = null;

  const fetchToken = async (): Promise<string | null> => {
    const response = await get("/api/auth/token");
    if (response.status === 401 || response.status === 403) return null;
    if (!response.ok)
      throw new Error(`/api/auth/token: got status ${response.status}, expected a token or 401`);
    const { token } = (await response.json()) as { token: string };
    held = { token, endsAt: endOf(token) };
    return token;
  };

  return {
    /** The token, fetched where there is none that lasts; null where nobody is signed in. */
    async read(): Promise<string | null> {
      if (held !== null && held.endsAt - RENEW_BEFORE_MS > now()) return held.token;
      fetching ??= fetchToken().finally(() => {
        fetching = null;
      });
      return fetching;
    },
    /** Drops the token, so that the next call fetches another: after sign-in, sign-out or a refusal. */
    forget(): void {
      held = null;
    },
  };
};

/** The keeper of a page's token. */
export type TokenKeeper = ReturnType<typeof createTokenKeeper>;
