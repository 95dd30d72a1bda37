import { type Asked, tokensSayingEach } from "#server/ask/core/question.ts";
import { daysBetween } from "#server/lib/service-day.ts";

/** Real time looked back over, and how long before it the stretch lies that it is set against, seconds. */
export type Against = { fromS: number; toS: number; againstS: number; said: ReadonlySet<number> };

const DAY_S = 86_400;
const MOST_DAYS = 31;

// "Has it dropped", "are we hitting it less": against the time before.
const MOVED =
  /\b(?:dropp?\w*|fell|fall(?:s|en|ing)?|declin\w*|decreas\w*|worse\w*|gone\s+down|go(?:es|ing)?\s+down|went\s+down|going\s+up|gone\s+up|down|sunk|sank|slipp?\w*|less|lower|fewer|higher|better|more|ris(?:e|es|en|ing)|rose|improv\w*|increas\w*|chang\w*|moved|suffer\w*|dipp?\w*|slump\w*|tumbl\w*|plung\w*|tank(?:ed|ing|s)|los(?:e|es|t|ing)|tak(?:e|es|en|ing)\s+a\s+(?:dive|dip|hit|tumble|knock)|took\s+a\s+(?:dive|dip|hit|tumble|knock)|off\s+the\s+boil|still\s+hitting)(?:\s+often)?\b/gi;
const COMPARES =
  /\b(?:(?:how\s+(?:does|do|did)|compared?|comparison|comparing|against|vs\.?|versus|than|relative|like)(?:\s+(?:to|with))?)\b/gi;
// "Than an hour ago", "than half an hour before".
const AGO = /\b(?:an?|one|(\d{1,2}))\s+hours?\s+(?:ago|before|earlier)\b/i;
const BEFORE_IT =
  /\b(?:the\s+)?(?:(?:same\s+)?(?:time|stretch|period|span|hours?|minutes?|\d{1,3}(?:\s+(?:hours?|minutes?))?)\s+(?:just\s+)?(?:before(?:\s+(?:that|it))?|earlier|prior)|(?:previous|preceding|prior)\s+(?:\d{1,3}\s+)?(?:time|stretch|period|span|hours?|minutes?)|before|earlier|usual)\b/gi;
const SINCE_YESTERDAY = /\bsince\s+yesterday\b/i;
// Told hour by hour, or from a part of the day on, it is the stretch since then.
const IS_STRETCH =
  /\b(?:hour(?:ly)?|minute|day|daily)\b|\bsince\s+yesterday['’]?s?\s+(?:morning|noon|midday|lunch\w*|afternoon|evening|night|at\b|\d)/i;

/**
 * What a question sets a hit rate against: the same time of a day before that it names, or the stretch of the same length
 * before, also where it asks whether it moved. Undefined where it sets it against nothing, or against what is neither.
 */
export const hitsAgainst = (
  asked: Asked,
  { fromS, toS }: { fromS: number; toS: number },
): Against | undefined => {
  const { text } = asked.hearing;
  const { compared, window, today } = asked;
  const said = (words: readonly RegExp[]) =>
    new Set([
      ...[COMPARES, MOVED, ...words].flatMap((pattern) => tokensSayingEach(asked, pattern)),
      ...asked.timed.compared,
    ]);
  const sinceMidnightS = Math.max(60, Math.round((Date.parse(asked.now) - Date.parse(today.from)) / 1_000));
  const ofToday = { fromS: sinceMidnightS, toS: 0 };
  if (compared !== null) {
    const { from, to } = compared.range;
    const first = (window ?? today).firstDay;
    const days = daysBetween(from, first);
    const isOneDay = from === to && (window ?? today).lastDay === first;
    // A part of a day, or more than one, is no same time of another day.
    if (!isOneDay || days < 1 || days > MOST_DAYS || /morning|afternoon|evening|night/i.test(compared.label))
      return undefined;
    return { ...(window === null ? ofToday : { fromS, toS }), againstS: days * DAY_S, said: said([]) };
  }
  if (SINCE_YESTERDAY.test(text) && !IS_STRETCH.test(text))
    return { ...ofToday, againstS: DAY_S, said: said([SINCE_YESTERDAY]) };
  const ago = window === null ? AGO.exec(text) : null;
  if (ago) return { fromS, toS, againstS: Number(ago[1] ?? 1) * 3_600, said: said([AGO]) };
  const isMoved = text.search(MOVED) >= 0 || text.search(BEFORE_IT) >= 0;
  return isMoved ? { fromS, toS, againstS: fromS - toS, said: said([BEFORE_IT]) } : undefined;
};
