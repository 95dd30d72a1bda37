import { AppError } from "#server/lib/errors.ts";

/** No line of a stream of answers is longer; one that is comes from something else. */
const MOST_LINE = 1_000_000;
const DONE = "[DONE]";

/** Reads a stream of server-sent events; maps each to the JSON it carries, up to the one that says it is done. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? "";
    if (rest.length > MOST_LINE)
      throw new AppError("UNAVAILABLE", `model: found a line of over ${MOST_LINE} letters, expected events`);
    for (const line of lines) {
      if (!line.startsWith("data:")) continue;
      const data = line.slice("data:".length).trim();
      if (data === DONE) return;
      try {
        yield JSON.parse(data) as unknown;
      } catch (cause) {
        throw new AppError(
          "UNAVAILABLE",
          `model: found "${data.slice(0, 80)}" in its stream, expected JSON`,
          {
            cause,
          },
        );
      }
    }
  }
}
