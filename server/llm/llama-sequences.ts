import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#server/lib/errors.ts";
import { createAnswering } from "#server/llm/llama-answer.ts";
import type {
  Context,
  Llama,
  LlamaLibrary,
  LoadedModel,
  Sequence,
  Token,
} from "#server/llm/llama-library.ts";
import type { ModelAnswer } from "#server/llm/model.ts";
import { remember } from "#server/llm/remember.ts";
import type { AnswerSchema } from "#server/llm/schema.ts";

/** What one of the sequences is asked. */
export type SequenceRequest = {
  prefix: string;
  text: string;
  schema: AnswerSchema | null;
  maxTokens: number;
};

type Slot = { sequence: Sequence; place: number; isBusy: boolean; usedAt: number };

/** States of prefixes kept on disk; the one unused for longest goes first. */
const MOST_STATES = 8;
/**
 * Answers requests on the sequences of a context, as many at once as there are; others wait in turn. A request goes to
 * the free sequence that holds most of its prompt; one that holds less than the prefix takes its state from disk.
 */
export const createSequences = ({
  library,
  llama,
  model,
  context,
  order,
  batchTokens,
}: {
  library: LlamaLibrary;
  llama: Llama;
  model: LoadedModel;
  context: Context;
  order: { sequences: number; version: string; states: string };
  batchTokens: number;
}) => {
  const chat = library.resolveChatWrapper(model);
  const slots: Slot[] = Array.from({ length: order.sequences }, (_, place) => ({
    sequence: context.getSequence(),
    place,
    isBusy: false,
    usedAt: 0,
  }));
  const waiting: (() => void)[] = [];
  const running = new Set<number>();
  const aborted = new Set<number>();
  const answerOn = createAnswering({ library, llama, model, isAlone: () => running.size < 2 });
  const prefixes = new Map<string, Token[]>();
  const saving = new Map<string, Promise<void>>();

  const render = (prefix: string, text: string): Token[] =>
    chat
      .generateContextState({
        chatHistory: [
          ...(prefix === "" ? [] : [{ type: "system" as const, text: prefix }]),
          { type: "user", text },
          { type: "model", response: [] },
        ],
      })
      .contextText.tokenize(model.tokenizer);

  /** The tokens that every prompt of a prefix begins with: what two different texts have in common. */
  const prefixTokens = (prefix: string): Token[] => {
    const known = prefixes.get(prefix);
    if (known !== undefined) return known;
    const [one, other] = [render(prefix, "a"), render(prefix, "7")];
    const end = one.findIndex((token, at) => token !== other[at]);
    return remember(prefixes, prefix, one.slice(0, Math.max(0, end)));
  };

  const take = async (prompt: readonly Token[]): Promise<Slot> => {
    while (slots.every(({ isBusy }) => isBusy)) await new Promise<void>((go) => waiting.push(go));
    const held = (slot: Slot) => slot.sequence.compareContextTokens(prompt).firstDifferentIndex;
    const free = slots.filter(({ isBusy }) => !isBusy);
    free.sort((a, b) => held(b) - held(a) || a.usedAt - b.usedAt);
    const slot = free[0];
    if (slot === undefined) throw new AppError("INTERNAL", "model: found no free sequence, expected one");
    slot.isBusy = true;
    return slot;
  };

  const stateFile = (tokens: readonly Token[]): string => {
    const key = JSON.stringify([order.version, context.contextSize, tokens]);
    return join(order.states, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.state`);
  };

  const dropOldStates = async (): Promise<void> => {
    const files = (await readdir(order.states)).filter((name) => name.endsWith(".state"));
    const dated = await Promise.all(
      files.map(async (name) => ({ name, at: (await stat(join(order.states, name))).mtimeMs })),
    );
    dated.sort((a, b) => b.at - a.at);
    for (const { name } of dated.slice(MOST_STATES)) await rm(join(order.states, name), { force: true });
  };

  const saveState = async (sequence: Sequence, file: string): Promise<void> => {
    await mkdir(order.states, { recursive: true, mode: 0o700 });
    // A state that was cut by a crash would bring the process down each time it is read.
    const partial = `${file}.${process.pid}.part`;
    await sequence.saveStateToFile(partial);
    await rename(partial, file);
    await dropOldStates();
  };

  const read = async ({ sequence, place }: Slot, tokens: readonly Token[], isAborted: () => boolean) => {
    for (let from = 0; from < tokens.length && !isAborted(); from += batchTokens)
      await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(from, from + batchTokens), {
        evaluationPriority: place,
      });
  };

  /**
   * Brings a sequence to hold the prefix; maps to how many tokens of the prompt it held or got from disk. A prefix is read
   * to its end also where who asked has given up: on a slow machine nobody's time would ever suffice for it.
   */
  const warm = async (slot: Slot, prompt: readonly Token[], prefix: readonly Token[]): Promise<number> => {
    const { sequence } = slot;
    const held = sequence.compareContextTokens(prompt).firstDifferentIndex;
    if (held >= prefix.length || prefix.length < 2) return held;
    const file = stateFile(prefix);
    // One sequence reads a new prefix, the others take what it saved; where it failed, the next one tries.
    while (saving.has(file)) await Promise.allSettled([saving.get(file)]);
    if (existsSync(file)) {
      await sequence.loadStateFromFile(file, { acceptRisk: true });
      const now = new Date();
      await utimes(file, now, now);
      return sequence.nextTokenIndex;
    }
    const reading = (async () => {
      await sequence.adaptStateToTokens(prefix, false);
      await read(slot, prefix.slice(sequence.nextTokenIndex), () => false);
      await saveState(sequence, file);
    })().finally(() => saving.delete(file));
    saving.set(file, reading);
    await reading;
    return held;
  };

  return {
    /** Answers a request; null where it was given up meanwhile. */
    async complete(
      id: number,
      request: SequenceRequest,
      onPiece: (piece: string) => void,
    ): Promise<ModelAnswer | null> {
      running.add(id);
      const isAborted = () => aborted.has(id);
      const startedAt = performance.now();
      let slot: Slot | null = null;
      try {
        const prompt = render(request.prefix, request.text);
        if (prompt.length + request.maxTokens > context.contextSize)
          throw new AppError(
            "BAD_REQUEST",
            `model: found a prompt of ${prompt.length} tokens and an answer of up to ${request.maxTokens}, expected at most ${context.contextSize} together`,
          );
        slot = await take(prompt);
        if (isAborted()) return null;
        const { sequence } = slot;
        const reusedTokens = await warm(slot, prompt, prefixTokens(request.prefix));
        if (isAborted()) return null;
        // The last token is read again where all are known: the answer begins after it.
        await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
        const rest = prompt.slice(sequence.nextTokenIndex);
        const cut = Math.max(0, rest.length - batchTokens);
        await read(slot, rest.slice(0, cut), isAborted);
        if (isAborted()) return null;
        let firstMs = 0;
        const answer = await answerOn(sequence, rest.slice(cut), {
          ...{ place: slot.place, schema: request.schema, maxTokens: request.maxTokens, isAborted },
          onPiece(piece) {
            if (firstMs === 0) firstMs = performance.now() - startedAt;
            onPiece(piece);
          },
        });
        if (isAborted()) return null;
        const ms = performance.now() - startedAt;
        return {
          text: answer.text,
          isWhole: answer.isWhole,
          usage: {
            promptTokens: prompt.length,
            reusedTokens: Math.min(reusedTokens, prompt.length - 1),
            answerTokens: answer.count,
            firstMs: firstMs === 0 ? ms : firstMs,
            ms,
          },
        };
      } catch (error) {
        // What a sequence holds after a failure is not known.
        await slot?.sequence.clearHistory();
        throw error;
      } finally {
        running.delete(id);
        aborted.delete(id);
        if (slot !== null) {
          slot.isBusy = false;
          slot.usedAt = performance.now();
          waiting.shift()?.();
        }
      }
    },
    /** Gives a request up; its sequence is free after the batch in hand. */
    abort(id: number): void {
      if (running.has(id)) aborted.add(id);
    },
  };
};
/** The sequences of a loaded model. */
export type Sequences = ReturnType<typeof createSequences>;
