const KEY = "roundsman:asked";
const KEPT = 50;

/** Puts a question at the head of those asked, once. */
export const withAsked = (asked: readonly string[], question: string): string[] =>
  [question, ...asked.filter((other) => other !== question)].slice(0, KEPT);

/** The question a step up (older) or down (newer) leads to from place `at`; -1 is what is being typed. */
export const recall = (asked: readonly string[], at: number, step: 1 | -1): number =>
  Math.min(asked.length - 1, Math.max(-1, at + step));

/** The question with a linked name put in the place of the words that meant it. */
export const withAlternative = (question: string, words: string, alternative: string): string => {
  const at = question.toLowerCase().indexOf(words.toLowerCase());
  return at < 0
    ? `${question} (${alternative})`
    : `${question.slice(0, at)}${alternative}${question.slice(at + words.length)}`;
};

const listeners = new Set<() => void>();
let held: readonly string[] | null = null;

const read = (): readonly string[] => {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((one) => typeof one === "string").slice(0, KEPT) : [];
  } catch {
    // Storage may be closed to us or hold what another version wrote; the history then begins anew.
    return [];
  }
};

/** The questions of this browser session, newest first. */
export const askedQuestions = (): readonly string[] => {
  held ??= read();
  return held;
};

/** Remembers a question for the rest of the session. */
export const rememberAsked = (question: string): void => {
  if (askedQuestions()[0] === question) return;
  held = withAsked(askedQuestions(), question);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // A full or closed storage costs the history of the next page load, not this one.
  }
  for (const listener of listeners) listener();
};

/** Calls back when a question was remembered; maps to how to stop. */
export const onAsked = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
