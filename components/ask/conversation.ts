import { MAX_TURNS, type Question } from "#server/ask/schema.ts";
import { rememberAsked } from "./asked.ts";
import { forgetAnswer } from "./use-answer.ts";

/** A question of the panel's conversation; `id` tells two askings of one question apart. */
export type Turn = { id: number; question: Question };

const KEPT = 20;

const ownKey = ({ turns: _, ...own }: Question): string => JSON.stringify(own);

/**
 * The conversation with a question at its end, which takes the sentences before it along so that it can lean on them;
 * the same question earlier gives way, and the oldest go.
 */
export const withTurn = (turns: readonly Turn[], question: Question): Turn[] => {
  const key = ownKey(question);
  const id = (turns.at(-1)?.id ?? 0) + 1;
  const others = turns.filter((turn) => ownKey(turn.question) !== key);
  const said = others.slice(-MAX_TURNS).map((turn) => turn.question.text);
  const asked = said.length === 0 ? question : { ...question, turns: said };
  return [...others, { id, question: asked }].slice(-KEPT);
};

// Outside of React: the shell is mounted anew from one part of the console to another, the conversation goes on.
let turns: readonly Turn[] = [];
const listeners = new Set<() => void>();

const set = (next: readonly Turn[]): void => {
  turns = next;
  for (const listener of listeners) listener();
};

/** The conversation of the panel, oldest first. */
export const conversation = (): readonly Turn[] => turns;

/** Puts a question to the end of the conversation, to be answered anew. */
export const addTurn = (question: Question): void => {
  const next = withTurn(turns, question);
  forgetAnswer(next.at(-1)?.question ?? question);
  rememberAsked(question.text);
  set(next);
};

/** Puts another question in the place of a turn's: what was changed of its plan, or taken back. */
export const changeTurn = (id: number, question: Question): void =>
  set(turns.map((turn) => (turn.id === id ? { id, question } : turn)));

/** Begins the conversation anew. */
export const clearTurns = (): void => set([]);

/** Calls back when the conversation changed; maps to how to stop. */
export const onTurns = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
