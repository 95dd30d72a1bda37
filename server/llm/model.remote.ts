import { ConsecutiveBreaker, circuitBreaker, handleWhen, isBrokenCircuitError } from "cockatiel";
import * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import { strictSchema } from "#server/llm/core/strict-schema.ts";
import type { Model, ModelAnswer, ModelRequest } from "#server/llm/model.ts";
import { readEvents } from "#server/llm/server-events.ts";

const FAILURES = 3;
const REST_MS = 5_000;
/** A server says at once what it serves and whether it is well. */
const LOOK_MS = 1_500;
const REFUSAL_KEPT = 300;

const Chunk = z.object({
  choices: z.array(
    z.object({
      delta: z.object({ content: z.string().nullish() }).nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: z
    .object({
      prompt_tokens: z.int(),
      completion_tokens: z.int(),
      prompt_tokens_details: z.object({ cached_tokens: z.int().nullish() }).nullish(),
    })
    .nullish(),
});
const Served = z.object({
  data: z.array(z.object({ id: z.string(), max_model_len: z.int().nullish() })).min(1),
});
const Failure = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });

/** Asks any server of the OpenAI kind (llama-server, vLLM) at an address; one that keeps failing is let rest. */
export const createRemoteModel = ({
  url,
  apiKey = null,
  sequences,
  contextTokens,
  restMs = REST_MS,
}: {
  /** Up to, and without, `/v1`. */
  url: string;
  apiKey?: string | null;
  /** How many requests it is given at once. */
  sequences: number;
  /** Where the server does not say how long its texts may be. */
  contextTokens: number;
  restMs?: number;
}): Model => {
  const root = url.replace(/\/+$/, "");
  const closing = new AbortController();
  const isOutage = (error: unknown) => error instanceof AppError && error.code === "UNAVAILABLE";
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  const unavailable = (why: string, cause?: unknown) =>
    new AppError("UNAVAILABLE", `MODEL_URL ${root}: ${why}`, cause === undefined ? {} : { cause });

  const call = async (path: string, init: RequestInit): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(`${root}${path}`, {
        ...init,
        headers: {
          ...(init.body === undefined ? {} : { "content-type": "application/json" }),
          ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
        },
      });
    } catch (error) {
      if (init.signal?.aborted) throw init.signal.reason;
      const cause =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw unavailable(`does not answer (${cause})`, error);
    }
    if (response.ok) return response;
    const body = (await response.text()).slice(0, REFUSAL_KEPT);
    if (response.status >= 400 && response.status < 500 && response.status !== 429)
      throw new AppError(
        "BAD_REQUEST",
        `MODEL_URL ${root}${path}: found status ${response.status}, expected 200: ${body}`,
      );
    throw unavailable(`found status ${response.status}, expected 200: ${body}`);
  };

  let served: z.infer<typeof Served>["data"][number] | null = null;
  const look = async () => {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(LOOK_MS)]);
    try {
      const response = await call("/v1/models", { signal });
      served = Served.parse(await response.json()).data[0] ?? null;
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw unavailable(`does not say what it serves within ${LOOK_MS} ms`, error);
    }
    if (served === null) throw unavailable("serves no model, expected one");
    return served;
  };

  const bodyOf = ({ prefix, text, schema, maxTokens }: ModelRequest, model: string): string =>
    JSON.stringify({
      model,
      messages: [
        ...(prefix === "" ? [] : [{ role: "system", content: prefix }]),
        { role: "user", content: text },
      ],
      max_tokens: maxTokens,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
      ...(schema === null
        ? {}
        : {
            response_format: {
              type: "json_schema",
              json_schema: { name: "answer", strict: true, schema: strictSchema(schema) },
            },
          }),
    });

  const stream = async (request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> => {
    const startedAt = performance.now();
    const { id } = served ?? (await look());
    const response = await call("/v1/chat/completions", {
      method: "POST",
      body: bodyOf(request, id),
      signal,
    });
    if (response.body === null) throw unavailable("answered without a body, expected a stream");
    let [text, firstMs, pieces] = ["", 0, 0];
    let finish: string | null = null;
    let usage: z.infer<typeof Chunk>["usage"] = null;
    try {
      for await (const event of readEvents(response.body)) {
        const failure = Failure.safeParse(event);
        if (failure.success) {
          const { error } = failure.data;
          throw unavailable(typeof error === "string" ? error : error.message);
        }
        const chunk = Chunk.safeParse(event);
        if (!chunk.success)
          throw unavailable(
            `sent ${JSON.stringify(event).slice(0, REFUSAL_KEPT)}, expected a piece of an answer`,
          );
        const [choice] = chunk.data.choices;
        const piece = choice?.delta?.content ?? "";
        finish = choice?.finish_reason ?? finish;
        usage = chunk.data.usage ?? usage;
        if (piece === "") continue;
        if (firstMs === 0) firstMs = performance.now() - startedAt;
        pieces++;
        text += piece;
        request.onText?.(piece);
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof AppError) throw error;
      throw unavailable("broke off in the middle of an answer", error);
    }
    if (finish === null) throw unavailable("ended its answer without saying why, expected a finish_reason");
    const ms = performance.now() - startedAt;
    return {
      text: request.schema === null ? text : text.trim(),
      isWhole: finish === "stop",
      usage: {
        promptTokens: usage?.prompt_tokens ?? 0,
        reusedTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
        answerTokens: usage?.completion_tokens ?? pieces,
        firstMs: firstMs === 0 ? ms : firstMs,
        ms,
      },
    };
  };

  return {
    async complete(request) {
      const late = new AbortController();
      const timer = setTimeout(
        () =>
          late.abort(
            new AppError("TIMEOUT", `model: no whole answer within ${Math.round(request.deadlineMs)} ms`),
          ),
        Math.max(0, request.deadlineMs),
      );
      const signals = [
        late.signal,
        closing.signal,
        ...(request.signal === undefined ? [] : [request.signal]),
      ];
      try {
        return await breaker.execute(() => stream(request, AbortSignal.any(signals)));
      } catch (error) {
        if (isBrokenCircuitError(error))
          throw unavailable(`failed ${FAILURES} times, it is asked again within ${restMs / 1_000} s`, error);
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    async health() {
      try {
        const { id } = await look();
        return { isReady: true, sentence: `model: ${id} at ${root}` };
      } catch (error) {
        return { isReady: false, sentence: error instanceof Error ? error.message : String(error) };
      }
    },
    async describe() {
      const { id, max_model_len: most } = await look();
      return {
        name: id,
        version: `${root} ${id}`,
        sequences,
        contextTokens: most ?? contextTokens,
        device: root,
        memoryBytes: null,
        isGenerated: false,
      };
    },
    async close() {
      closing.abort(unavailable("is no longer asked: this process stops"));
    },
  };
};
