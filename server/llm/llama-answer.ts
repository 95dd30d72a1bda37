import { answerSteps } from "#server/llm/core/answer-steps.ts";
import { isWholeJson } from "#server/llm/core/json-end.ts";
import { readAgain } from "#server/llm/core/pace.ts";
import { type TokenStep, tokenSteps, walkAnswer } from "#server/llm/core/token-walk.ts";
import type {
  Grammar,
  Llama,
  LlamaLibrary,
  LoadedModel,
  Sequence,
  Token,
} from "#server/llm/llama-library.ts";
import { remember } from "#server/llm/remember.ts";
import type { AnswerSchema } from "#server/llm/schema.ts";

/** What a model is to say: in which shape, how long at most, and who hears it piece by piece. */
type Asked = {
  /** The number of the sequence it is said on. */
  place: number;
  schema: AnswerSchema | null;
  maxTokens: number;
  isAborted: () => boolean;
  onPiece: (piece: string) => void;
};

/** What a model said. */
type Said = { text: string; isWhole: boolean; count: number };

/** Tokens that a GPU reads in one turn whether they are few or many. */
const GPU_STEP = 8;

/** The token a model finds likeliest of some, after those it is given. */
const likeliest = async (
  sequence: Sequence,
  tokens: readonly Token[],
  among: readonly Token[],
  place: number,
): Promise<Token | undefined> => {
  const last = tokens.length - 1;
  const results = await sequence.controlledEvaluate(
    tokens.map((token, at) =>
      at < last ? token : [token, { generateNext: { logits: { filter: { tokens: among } } } }],
    ),
    { evaluationPriority: place },
  );
  const logits = results[last]?.next.logits ?? new Map<Token, number>();
  const logitOf = (token: Token): number => logits.get(token) ?? Number.NEGATIVE_INFINITY;
  return among.reduce((best, token) => (logitOf(token) > logitOf(best) ? token : best), among[0] ?? 0);
};

/**
 * Makes answers of a model in the shape that is asked. Where a shape leaves only choices between words, the model is
 * asked at those alone, and what is certain between them is read in one go with the next; else each token is sampled
 * under a grammar.
 */
export const createAnswering = ({
  library,
  llama,
  model,
  isAlone,
}: {
  library: LlamaLibrary;
  llama: Llama;
  model: LoadedModel;
  /** Whether no other answer is being made. */
  isAlone: () => boolean;
}) => {
  const grammars = new Map<string, Promise<Grammar>>();
  const walks = new Map<string, readonly TokenStep[] | null>();
  const spelling = {
    tokenize: (text: string) => model.tokenize(text, false, "trimLeadingSpace"),
    detokenize: (tokens: readonly Token[]) => model.detokenize(tokens),
  };

  const grammarOf = (schema: AnswerSchema): Promise<Grammar> => {
    const key = JSON.stringify(schema);
    return grammars.get(key) ?? remember(grammars, key, llama.createGrammarForJsonSchema(schema));
  };
  const stepsOf = (schema: AnswerSchema): readonly TokenStep[] | null => {
    const key = JSON.stringify(schema);
    const known = walks.get(key);
    if (known !== undefined) return known;
    const steps = answerSteps(schema);
    return remember(walks, key, steps === null ? null : tokenSteps(steps, spelling));
  };

  /** Tokens to read, with some that are held before them where texts side by side on a GPU go together by that. */
  const inStep = async (sequence: Sequence, tokens: readonly Token[]): Promise<readonly Token[]> => {
    if (llama.gpu === false || isAlone()) return tokens;
    const end = sequence.nextTokenIndex;
    const again = readAgain(tokens.length, end, GPU_STEP);
    if (again === 0) return tokens;
    const held = sequence.contextTokens.slice(end - again, end);
    await sequence.eraseContextTokenRanges([{ start: end - again, end }]);
    return [...held, ...tokens];
  };

  const choose = async (
    sequence: Sequence,
    rest: readonly Token[],
    steps: readonly TokenStep[],
    { place, maxTokens, isAborted, onPiece }: Asked,
  ): Promise<Said> => {
    const walk = walkAnswer(steps);
    const tokens: Token[] = [];
    let unread = rest;
    let told = 0;
    const tell = (): string => {
      const text = model.detokenize(tokens);
      // A letter of several bytes may be half there.
      if (isAborted() || text.length <= told || text.endsWith("\uFFFD")) return text;
      onPiece(text.slice(told));
      told = text.length;
      return text;
    };
    let at = walk.next();
    while (!at.done && tokens.length < maxTokens && !isAborted()) {
      const { known, among } = at.value;
      tokens.push(...known.slice(0, maxTokens - tokens.length));
      if (tokens.length >= maxTokens) break;
      const unreadHere = await inStep(sequence, [...unread, ...known]);
      const picked = await likeliest(sequence, unreadHere, among, place);
      tell();
      unread = [];
      at = walk.next(picked ?? 0);
    }
    const last = at.done ? at.value : [];
    const isWhole = at.done === true && tokens.length + last.length <= maxTokens;
    tokens.push(...last.slice(0, maxTokens - tokens.length));
    return { text: tell(), isWhole, count: tokens.length };
  };

  const sample = async (
    sequence: Sequence,
    rest: readonly Token[],
    { place, schema, maxTokens, isAborted, onPiece }: Asked,
  ): Promise<Said> => {
    const tokens: Token[] = [];
    let [text, told] = ["", 0];
    let isWhole = false;
    const rules =
      schema === null
        ? {}
        : {
            grammarEvaluationState: new library.LlamaGrammarEvaluationState({
              model,
              grammar: await grammarOf(schema),
            }),
          };
    const tell = (end: number): void => {
      if (end > told) onPiece(text.slice(told, end));
      told = Math.max(told, end);
    };
    const answer = sequence.evaluate(rest, { temperature: 0, evaluationPriority: place, ...rules });
    for (;;) {
      const { done, value } = await answer.next();
      if (done) {
        isWhole = true;
        break;
      }
      tokens.push(value);
      text = model.detokenize(tokens);
      isWhole = schema !== null && isWholeJson(text);
      if (isWhole || tokens.length >= maxTokens || isAborted()) break;
      // A letter of several bytes may be half there, and space at the end may be cut off.
      if (!text.endsWith("\uFFFD")) tell(schema === null ? text.length : text.trimEnd().length);
    }
    await answer.return();
    if (schema !== null) text = text.trim();
    if (!isAborted()) tell(text.length);
    return { text, isWhole, count: tokens.length };
  };

  return (sequence: Sequence, rest: readonly Token[], asked: Asked): Promise<Said> => {
    const steps = asked.schema === null ? null : stepsOf(asked.schema);
    return steps === null ? sample(sequence, rest, asked) : choose(sequence, rest, steps, asked);
  };
};
