import type { Asked } from "#server/ask/core/question.ts";
import { stem, type Token } from "#server/ask/core/tokens.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean).map(stem));

/** Verbs that ask for a deed wherever a sentence begins with them. */
const DEEDS = words(
  `abort accept acknowledge add adjust allocate allow apply approve archive arrest ask assign ban bill book boot bring
   bump buy annul cancel change charge clean clear commit confirm create deactivate decline delegate delete
   deploy disable discard dismiss dispatch divert drag drop edit eject email enable erase escalate execute exempt expunge
   fake falsify fabricate manipulate tamper doctor massage fetch fire fix flush forge forget forward freeze grant halt hand hide hire ignore impersonate insert install
   invite invoice keep kick kill launch lend let lie lock lower mail make mark merge message migrate modify move
   notify nuke obey offer order overwrite park pass patch pause pay phone play post postpone pretend promote
   purge push put quit reactivate reassign rebalance reboot recall redirect reoptimise reoptimize replan refund refuel reject release
   reload remind remove rename reopen reorder repeat replace reply reroute reschedule reserve reset resolve restart
   restore resume return reverse rollback revert revoke ring rotate sabotage sack scrap sell send set shift shut sign sing
   skip snooze speak stall stick submit suspend swap switch teach tell terminate text throw thank toggle tow
   transfer translate trigger truncate turn unassign unblock undo uninstall unlock unpark update upgrade upload void
   wake warn wash wipe write give grab take`,
);

/** Words that are an order only before the thing it is done to: "stop all routes", but "stops of R-9". */
const DOUBLE = words(
  "axe begin bin block break call close collect complete cook cut delay drive dump empty end extend fail fill finish free group hold join leave load log open pick plan print pull raise record register repair report rest route run schedule service split start stop store strike trash unload work",
);

/** What an order is done to stands behind these. */
const BEFORE_THING = words(
  "a an the all any every each this that these those it them him her my our your his their everything everyone everybody half both today tomorrow",
);

/** Before a name these are what it is of, or what it does: "route R-9", "finish R-9 before overtime". */
const TITLES = words("route run load plan schedule service break stop report record finish end");

/** Names stand behind these. */
const THINGS = words("truck vehicle lorry route round stop driver zone depot");

/** A sentence may begin with these before it comes to what it wants. */
const COURTESIES = words(
  `please pls plz kindly just now then and so ok okay hey hi hello well also again simply quickly right listen assistant
   bot computer roundsman mate boss team guys folks alright urgent urgently asap maybe perhaps`,
);
const ASKED_TO =
  /^(?:(?:can|could|would|will|won't)\s+(?:you|u)|i\s+(?:want|need|would\s+like)\s+(?:you\s+)?to|i'?d\s+(?:like|want)\s+(?:you\s+)?to|you\s+(?:must|should|have\s+to|need\s+to|can)|go\s+ahead\s+and|make\s+sure\s+(?:to|you)|time\s+to|we\s+(?:need|want|have)\s+to|(?:can|may|could|should|shall|must)\s+(?:i|we)|am\s+i\s+allowed\s+to|is\s+it\s+(?:ok|okay|fine)\s+to|do\s+not|don'?t|never)\b/i;

// "Pull the missed pickups" asks to see them; "pull truck 5 off R-9" and "pull stop 14 from the route" are deeds.
/** To be told or shown something is what questions are for. */
const SHOWN =
  /^(?:(?:identification|register|enumeration|listing|statement|particulars|indication|determination|tabulation|presentation|compilation|extract|retrieval|itemi[sz]ation)\s+of\b|(?:give|tell|show|get|fetch|bring|send|hand|pass|grab|make|write|print|read|draw|find|text|message|lend)\s+(?:me|us)\b|let\s+(?:me|us)\s+(?:know|see|have|look)\b|let'?s\s+(?:see|look|have|hear|compare|check)\b|(?:pull|bring|call|put|get|throw|stick|flash)\s+up\b|(?:put|pull|bring|call|throw|stick|flash)\s+(?:[^\s,.;:]+\s+){1,4}?up\b(?=\s+(?:for|on|here|please|now|so)\b|\s*[,.;:?!]|\s*$)|keep\s+(?:only\s+|just\s+)?(?:the\s+)?(?:top|first|best|worst|bottom|last|highest|lowest|\d+)\b|(?:pull|get|fetch|bring|grab|dig|attach|include|add|drop|send|print|draw|hand)\s+(?:(?:me|us|up|out|over|together|in)\s+)*(?:(?:the|all|any|a|an|some|its|their|his|her|that|your)\s+)?(?:evidence|proofs?|photos?|pictures?|images?|pics?|records?|numbers?|figures?|data|list|reasons?|times?|etas?|details?|history|map|chart|table)\b|take\s+(?:me|us)\s+(?:through|to)\b|take\s+a\s+look\b|(?:give|write|make|draw|run|do)\s+(?:an?|the)\s+(?:numbers|figures|sums|ranking|league\s+table|graph|plot|count|tally|register|rundown|printout|list|summary|overview|table|chart|map|report|breakdown|comparison|digest|briefing|recap|update)\b|(?:put|set)\s+.*\b(?:side by side|next to|beside|alongside|against|on (?:a|the) map|in a (?:table|chart))\b|(?:put|sort|arrange|bucket|divide)\b.*\b(?:in|into)\s+(?:groups|buckets|categories|order)\b|(?:search|separate|partition|compute|work\s+out)\b|(?:split|divide)\b(?=.*\b(?:by|per|into|between|who|which|for\s+(?:me|us))\b)|group\b.*\bby\b|order(?:ed)?\s+(?:\w+\s+)?(?:by|after|according\s+to)\b|sort\s+(?:it|them|that|so|by)\b|put\s+.{2,50}?\b(?:at\s+the\s+(?:top|head|front|bottom)|on\s+top|up\s+top|first|up\s+(?:for|on)\b|up(?=\W*$))|pull\s+(?!(?:the\s+)?(?:truck|vehicle|lorry|wagon|route|driver|unit|stop|number)\s+\w*\d|r-?\d|\d|him\b|her\b|them\b|it\b|(?:truck|vehicle|lorry|wagon|driver|unit|number)\s|[^.?!]*\b(?:off|out\s+of\s+service|from\s+(?:the\s+)?(?:road|route|service))\b)|(?:zoom|drill)\s+in(?:to)?\b|(?:dig|fish|set|break|lay|spell|map|chart|plot)\s+out\b|bucket\b|(?:pick|pluck|sort|suss|bring|put)\s+out\b|(?:chuck|sling|shoot|rustle|knock)\s+(?:me|us|up)\b|share\b(?!\s+of)|walk\s+(?:me|us)\s+through\b|keep\s+me\s+posted\b|tell\s+(?:when|how|what|which|who|where|why)\b)/i;
const DUG =
  /^(?:(?:dig|fish|root|ferret|hunt|sift|track|turn|round|line|look|seek|flag|search|ferret)\s+(?:out|up|down|through)\s+|put\s+.*\binto?\s+(?:piles|heaps|stacks)\b)/i;
/** How a sentence that asks to be shown something begins; null where it does not. */
const shownIn = (text: string): RegExpExecArray | null => SHOWN.exec(text) ?? DUG.exec(text);

const isCourtesy = (token: Token | undefined): boolean => token !== undefined && COURTESIES.has(token.stem);

/** Where a sentence comes to what it wants: the first token behind courtesies, "could you" and "show me". */
export const headOf = ({ hearing: { text, tokens } }: Asked): { at: number } => {
  let at = 0;
  for (;;) {
    const token = tokens[at];
    if (!token) return { at: 0 };
    const asked = ASKED_TO.exec(text.slice(token.start));
    if (asked) {
      const end = token.start + asked[0].length;
      at = tokens.findIndex(({ start }) => start >= end);
      if (at === -1) return { at: 0 };
      continue;
    }
    const shown = shownIn(text.slice(token.start));
    const behind = shown ? tokens.findIndex(({ start }) => start >= token.start + shown[0].length) : -1;
    if (behind > at) return { at: behind };
    if (isCourtesy(token) && tokens[at + 1]) at++;
    else return { at };
  }
};

// Whether the word at a token orders a deed: what it is done to follows, where the word has another meaning too.
const ordersAt = ({ hearing: { text, tokens }, links }: Asked, at: number): boolean => {
  const word = tokens[at];
  const next = tokens[at + 1];
  if (!word || shownIn(text.slice(word.start)) !== null) return false;
  // As written: a slip may turn it into a word of the fleet.
  const said = stem(word.text).replace(/^re-/, "re");
  // "Dropped stops" and "cancelled pickups" tell of what was done; only the bare form orders.
  if (word.text.toLowerCase().replace(/^re-/, "re") !== said && !/['’]/.test(word.text)) return false;
  // "Set-out rate" is measured.
  if (said === "set" && next?.stem === "out") return false;
  // "Does R-17 finish before overtime", as other languages ask it: "finish R-17 before overtime?"
  if (at === 0 && /^(?:finish|end|start|begin|leave)$/.test(said) && /\?\s*$/.test(text)) return false;
  // "Repeat contamination" is of a kind: what is repeated follows by its name, not by "the" or "all".
  if (said === "repeat") return next !== undefined && BEFORE_THING.has(next.stem);
  // "The route that sticks out": what is told of it stands behind "that".
  if (TITLES.has(said) && next?.stem === "that") return false;
  // "Order of trucks to replace" is a ranking.
  if (said === "order" && next?.stem === "of") return false;
  if (DEEDS.has(said)) return next !== undefined;
  const isDone =
    next !== undefined &&
    (BEFORE_THING.has(next.stem) ||
      (!TITLES.has(said) && links.links.some(({ from, to }) => from <= at + 1 && at + 1 < to)) ||
      (THINGS.has(next.stem) && links.links.some(({ from }) => from === at + 2)));
  return DOUBLE.has(said) && isDone && !/^\d/.test(next.text);
};

// "Have truck 5 go home", "truck 5 should skip the next stop": the deed stands behind the one who is to do it.
const MADE_TO =
  /^(?:have|get|make|let)\s+(?!we\b|you\b|they\b|i\b|there\b|any|all\b.*\bbeen\b|me\b|us\b)(?:\S+\s+){1,4}?(\w+)/i;
const MUST =
  /^(?!.*\b(?:which|what|who|when|where|why|how|that)\b)(?:\S+\s+){1,4}?(?:should|must|shall|has to|have to|ought to)\s+(?:not\s+)?(\w+)/i;
const OTHER_DEEDS = words("go come head stay wait do leave");
const bidden = (said: string): string | undefined => {
  for (const pattern of [MADE_TO, MUST]) {
    const from = pattern.exec(said);
    if (!from) continue;
    // Any of the words behind the one bidden may be the deed: names are of one word or more.
    const found = from[0].split(/\s+/).slice(1).concat(said.slice(from[0].length).split(/\s+/).slice(0, 3));
    const deed = found.find((word) => {
      const bare = word.toLowerCase().replace(/\W+$/, "");
      return bare === stem(bare) && (DEEDS.has(bare) || OTHER_DEEDS.has(bare));
    });
    if (deed !== undefined) return deed;
  }
  return undefined;
};

/** What takes something away or alters it, ordered as a clause of its own: ", delete all exceptions". */
export const DESTROYS =
  /(?:^|[,.;!]\s+(?:and\s+|then\s+|please\s+)?|\b(?:and|then)\s+)(delete|remove|cancel|erase|wipe|purge|disable|reassign|approve|overwrite)\s+(?:all|the|every|each|any|this|that|these|those|them|it|everything|my|our)\b/i;

/** The word by which a sentence orders something done, at its head or behind "and"; undefined where it only asks. */
export const orderIn = (asked: Asked): string | undefined => {
  const { tokens, text } = asked.hearing;
  const destroying = DESTROYS.exec(text)?.[1];
  if (destroying !== undefined) return destroying;
  const { at } = headOf(asked);
  if (ordersAt(asked, at)) return tokens[at]?.text;
  const deed = bidden(text.slice(tokens[at]?.start ?? 0));
  if (deed !== undefined) return deed;
  const later = tokens.findIndex((_, i) => {
    const before = tokens[i - 1];
    if (i === 0 || i <= at || !before || !ordersAt(asked, i)) return false;
    const isJoined =
      /^(?:and|then)$/.test(before.stem) || /[.;!]\s*$/.test(text.slice(before.end, tokens[i]?.start));
    const next = tokens[i + 1];
    return isJoined && next !== undefined && BEFORE_THING.has(next.stem);
  });
  return later === -1 ? undefined : tokens[later]?.text;
};

/** Ordinary verbs, which no slip of typing turns into a word of the fleet. */
export const ORDINARY: ReadonlySet<string> = new Set([...DEEDS, ...DOUBLE]);
