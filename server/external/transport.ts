import type { Transport } from "#server/external/core/call.ts";

const MOST_BYTES = 64 * 1024 * 1024;

/** Sends requests to a service at an address by HTTP; `headers` and `query` carry what proves who we are. */
export const createTransport =
  ({
    url,
    headers = {},
    query = [],
  }: {
    /** Up to where the paths of requests begin. */
    url: string;
    headers?: Readonly<Record<string, string>>;
    query?: readonly (readonly [string, string])[];
  }): Transport =>
  async ({ method, path, query: asked = [], body }, signal) => {
    const address = new URL(url.replace(/\/+$/, "") + path);
    for (const [name, value] of [...asked, ...query]) address.searchParams.append(name, value);
    const response = await fetch(address, {
      ...{ method, signal, redirect: "error" },
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = Number(response.headers.get("content-length") ?? 0);
    if (said > MOST_BYTES) throw new Error(`found ${said} bytes, expected ${MOST_BYTES} at most`);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    };
  };
