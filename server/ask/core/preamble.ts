// What a request begins with, behind what was told before it.
const REQUEST =
  "(?:please\\s+|kindly\\s+|just\\s+|can\\s+you\\s+|could\\s+you\\s+|would\\s+you\\s+|i(?:['’]d|\\s+would)\\s+like\\s+(?:you\\s+)?to\\s+|i\\s+(?:need|want)\\s+(?:you\\s+)?to\\s+)*(?:which|what|who|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|can|could|will|any|show|list|give|tell|find|get|let|pull|identify|name|count|tally|quote|cite|chart|plot|graph|bucket|group|rank|sort|split|break|compare|display|bring\\s+up|look\\s+up|search|see|know|confirm|explain|spell\\s+out|run\\s+me|read\\s+me|fetch|dig\\s+out|fish\\s+out|hand\\s+me|the\\s+list\\s+of|a\\s+list\\s+of|through)\\b";
const JOINTS = new RegExp(
  `(?:,\\s*(?:and\\s+)?so\\s+|;\\s*(?:so\\s+)?|[.!]\\s+(?:so,?\\s+)?|\\s[-–—]\\s+|:\\s+)(?=${REQUEST})`,
  "gi",
);

/** A question that begins by telling something: what is told, and what is asked behind it. */
export type Told = { told: string; asked: string };

// What somebody plans, or is about to do: its time is none of what is asked.
const IS_TO_COME =
  /\b(?:will|going\s+to|about\s+to|am|are|is|arriv\w+|coming|comes|meeting|meet|tomorrow|next|tonight|has\s+to|have\s+to|need|needs|want|wants|due|starts?|begins?|leav\w+|asks?|asking|wonder\w*)\b/i;
const IS_PAST = /\b(?:was|were|had|did|came|went|happened|saw|got|rang|called|lost|broke)\b/i;

/** Whether a time that is told before a question may be left aside, for it is when somebody plans something. */
export const isOfPlans = (told: string): boolean => IS_TO_COME.test(told) && !IS_PAST.test(told);

/** The ways to part a question into what is told and what is asked behind it, the longest question first. */
export const toldBefore = (text: string): Told[] => {
  if (/["“”«»]/.test(text.slice(0, text.search(JOINTS) + 1))) return [];
  return [...text.matchAll(JOINTS)].map(({ index, 0: joint }) => ({
    told: text.slice(0, index).trim(),
    asked: text.slice(index + joint.length).trim(),
  }));
};

const THEM = /\b(he|she|they|them|him|her|his|its|their|it)\b/i;

/** What is asked, with the one name that was told before in the place of "she" or "its"; undefined where none is spoken of. */
export const withName = (
  asked: string,
  name: string,
  isOwned: (word: string) => boolean,
): string | undefined => {
  const found = THEM.exec(asked);
  if (!found) return undefined;
  const said = isOwned(found[0].toLowerCase()) ? `${name}'s` : name;
  return asked.slice(0, found.index) + said + asked.slice(found.index + found[0].length);
};

/** Whether a word says whose something is. */
export const saysWhose = (word: string): boolean => /^(?:his|its|their)$/.test(word);

const THAT_LONG =
  /\b((?:longer|more|older|over|above|greater|higher|later|beyond|past|exceed\w*|under|less|fewer|below)(?:\s+than)?)\s+(?:that|this)\b/i;

/** What is asked, with the amount that was told before in the place of "longer than that"; undefined where none is spoken of. */
export const withAmount = (asked: string, amount: string): string | undefined =>
  THAT_LONG.test(asked) ? asked.replace(THAT_LONG, `$1 ${amount}`) : undefined;

const THAT_MEASURE =
  /\b(?:that|this|the|our)\s+(?:figure|number|rate|measure|metric|kpi|percentage|indicator|value|score)\b|\b(?:it|that|this)\b(?=\s+(?:is|was|gets|comes)\b)/i;

/** What is asked, with the measure that was told of before in the place of "that figure"; undefined where none is spoken of. */
export const withMeasure = (asked: string, words: readonly { text: string }[]): string | undefined =>
  THAT_MEASURE.test(asked) ? asked.replace(THAT_MEASURE, words.map(({ text }) => text).join(" ")) : undefined;

/** Whether what was told holds a figure that what is asked may be reckoned by: a price, a share, a weight. */
export const saysAmount = (told: string): boolean =>
  /\d[.,]\d|[£€$%]|\d\s*(?:percent|per\s+cent|kg|kilos?|t|tonnes?|tons?|km|kilomet\w+|lit\w+)\b/i.test(told);

/** Whether what is asked speaks of a thing that was told of before: "in that condition", "what do we do about it". */
export const speaksOfTold = (asked: string): boolean =>
  /\b(?:that|this|such|those|these)\s+(?:an?\s+)?(?:conditions?|situations?|cases?|events?|states?|things?|problems?|issues?|ones?|address|account|truck|route|driver|place|customer|reason|kind|sort|stop|site)\b|\b(?:it|that|this)\s*[?.!]*$/i.test(
    asked,
  );
