import type { Transport } from "#server/external/core/call.ts";

const MOST_BYTES = 64 * 1024 * 1024;

/** Reads an answer whole; one that is larger is let go of where the bound is passed, whatever length it said. */
const textOf = async ({ body, headers }: Response, mostBytes: number): Promise<string> => {
  const said = Number(headers.get("content-length") ?? 0);
  const tooLarge = (found: string) =>
    new Error(`answer: found ${found} bytes, expected ${mostBytes} at most`);
  if (said > mostBytes) {
    await body?.cancel();
    throw tooLarge(String(said));
  }
  if (body === null) return "";
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  // Leaving the loop cancels what is still to come.
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > mostBytes) throw tooLarge(`more than ${mostBytes}`);
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
};

/** Sends requests to a service at an address by HTTP; `headers` and `query` carry what proves who we are. */
export const createTransport =
  ({
    url,
    headers = {},
    query = [],
    mostBytes = MOST_BYTES,
  }: {
    /** Up to where the paths of requests begin. */
    url: string;
    headers?: Readonly<Record<string, string>>;
    query?: readonly (readonly [string, string])[];
    /** The largest answer that is read. */
    mostBytes?: number;
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
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await textOf(response, mostBytes),
    };
  };
