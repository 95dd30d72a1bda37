import { NUMBER } from "#server/ask/core/quantity.ts";

/** Words that speak of the answer before, and of no row of it: "split it by depot". */
export const OF_ANSWER =
  /\b(?:split|break|group|chart|plot|graph|divide|cut|slice|show|give|tell|do|have|sort|put|narrow|limit|restrict|keep|filter)\s+(?:me\s+)?(?:it|that|this)\b(?:\s+(?:down|up|out))?\s*(?:all\s+)?(?:by|per|for|to|into|in|as|over|with|without|again)\b/i;

const PUT_BACK =
  /^\W*(?:please\s+|ok(?:ay)?,?\s+|then\s+)*(?:go|put\s+(?:it|them)|take\s+(?:it|them)|set\s+(?:it|them)|revert|roll(?:\s+(?:it|them))?|restore|reset)\s+(?:it\s+|them\s+)?(?:back\s+)?to\s+(?:the\s+(?:one|ones|version|values|state)|that|those|what\s+(?:it|they|we)\s+(?:was|were|had))\s+(?:from|of|in)?\s*(?=\w)/i;
const OF_OPTIMISER = /\b(?:optimi[sz]er|solver|planner)\b/i;

const THINGS = "(trucks?|vehicles?|lorries|wagons?|drivers?|crews?|routes?|rounds?|depots?|zones?|streams?)";
// "Which three trucks were behind most of that": the sum before, by truck.
const BEHIND_THAT = new RegExp(
  `^\\W*(?:and\\s+)?(?:which|what)\\s+(?:${NUMBER}\\s+)?${THINGS}\\s+(?:(?:was|were|is|are)\\s+(?:behind|responsible\\s+for|to\\s+blame\\s+for|the\\s+cause\\s+of)|(?:made|make|makes|caused|cause|causes|drove|drive|drives|gave|give|gives|had|has|have|contributed?|contributes?|did|does|do))\\s+(?:up\\s+|to\\s+|the\\s+)?(?:(?:most|bulk|lion['’]s\\s+share|largest\\s+part|biggest\\s+share|worst)(?:\\s+of\\s+(?:it|that|this|them))?|that|it|this)\\W*$`,
  "i",
);
// "By truck, worst 10": a split with the number of rows.
const SPLIT_RANKED = new RegExp(
  `^\\W*(?:and\\s+|now\\s+|then\\s+)?(?:by|per)\\s+${THINGS}[\\s,;:–-]+(?:just\\s+|only\\s+|the\\s+)*(top|worst|best|bottom|highest|lowest|first)\\s+${NUMBER}\\W*$`,
  "i",
);
const OTHER_PRICE =
  /^\W*(?:and\s+|now\s+|what\s+if\s+|make\s+it\s+|say\s+)*(?:at|@|with|for)\s*[£€$]?\s*(\d{1,3}[.,]\d{1,3})(?:\s*(?:per|an?|\/)\s*(?:lit(?:re|er)|l))?\W*$/i;
const PRICE = /(?<![\d.,])\d{1,3}[.,]\d{1,3}(?![\d.,]*(?:\s*(?:tonnes?|tons?|t|km|hours?|%)\b))/g;

// A sentence that asks why and nothing else.
const WHY_ALONE =
  /^\W*(?:and\s+|but\s+)?(?:why(?:\s+(?:is|was)\s+(?:that|it|this)|\s+so)?|how\s+come|what\s+caused\s+(?:it|that|this)|for\s+what\s+reason|what\s+drove\s+(?:it|that|this))\W*$/i;
// Questions whose reasons can be told: what overtime cost, which routes will be late.
const CAUSED = /\bovertime\b|\blate\b.*\btomorrow\b|\btomorrow\b.*\blate\b/i;

// "Now the five that used the least" behind "the ten trucks that used the most".
const OTHER_END = new RegExp(
  `^\\W*(?:(?:and|now|then|ok|okay|so|but|also|what\\s+about|how\\s+about|show(?:\\s+me)?|give\\s+me|just|only)\\W+)*(?:the\\s+)?(?:(?:bottom|lowest|top|highest)\\s+${NUMBER}|${NUMBER}[\\s,]+(?:(?:trucks?|vehicles?|lorries|drivers?|routes?|rounds?|depots?|zones?|ones?)\\s+)?(?:the\\s+)?(?:(?:that|which|who|with|where)\\s+(?:[\\w-]+\\s+){0,4}?(?:the\\s+)?)?(?:least|most|fewest|lowest|highest|smallest|largest|shortest|longest)(?:\\s+of\\s+it|\\s+(?:used|spent|burnt)(?:\\s+ha(?:ve|d))?)?)\\W*$`,
  "i",
);
const RANKED = new RegExp(
  `\\b${NUMBER}(?=\\s+(?:of\\s+(?:our|the)\\s+)?(?:trucks?|vehicles?|lorries|wagons?|drivers?|crews?|routes?|rounds?|depots?|zones?|streams?|customers?|streets?|facilities)\\b)`,
  "i",
);
const END = /\b(?:the\s+)?(?:top|bottom|most|least|fewest|lowest|highest|smallest|largest|biggest)\b/i;
const LOW = /\b(?:least|fewest|lowest|smallest|shortest|bottom)\b/i;
const HIGH = /\b(?:most|highest|largest|longest|top)\b/i;

const otherEnd = (before: string, now: string): string | undefined => {
  const found = OTHER_END.exec(now);
  const count = found?.[1] ?? found?.[2];
  if (count === undefined || !RANKED.test(before) || !END.test(before)) return undefined;
  const end = LOW.test(now) ? (["bottom", "the least"] as const) : (["top", "the most"] as const);
  if (!LOW.test(now) && !HIGH.test(now)) return undefined;
  return bare(before)
    .replace(RANKED, count)
    .replace(END, (said) => (/top|bottom/i.test(said) ? end[0] : end[1]));
};

const bare = (text: string): string => text.replace(/[\s?.!]+$/, "");

/** What a question asks the reasons of, as rows: "why did missed pickups double on Tuesday" is of missed pickups on Tuesday. */
export const withoutWhy = (text: string): string =>
  /^\W*why\b/i.test(text)
    ? text
        .replace(/^\W*why\s+(?:did|do|does|is|are|was|were|have|has)\s+(?:there\s+)?/i, "")
        .replace(
          /\b(?:doubl\w+|tripl\w+|ris(?:e|en|ing)|rose|increas\w+|gone\s+up|go\s+up|went\s+up|jump\w*|spik\w*|shoot\w*|shot\s+up|so\s+many|so\s+high|up\s+so\s+much)\b/gi,
          "",
        )
        .replace(/\s+/g, " ")
    : text;

/** The question that a sentence makes of the one before it, where its words alone say how; undefined where they do not. */
export const turnedTo = (before: string, now: string): string | undefined => {
  // "Go back to the one from last week" speaks of the weights that were spoken of.
  if (PUT_BACK.test(now) && OF_OPTIMISER.test(before))
    return `roll back the optimiser weights to the version of ${now.replace(PUT_BACK, "")}`;
  if (WHY_ALONE.test(now) && CAUSED.test(before)) return `${bare(before)} and what caused it`;
  const other = otherEnd(before, now);
  if (other !== undefined) return other;
  const behind = BEHIND_THAT.exec(now);
  if (behind) {
    const [, count, thing = ""] = behind;
    return `${bare(before)} by ${thing.replace(/ies$/, "y").replace(/s$/, "")}, ${count === undefined ? "highest first" : `top ${count}`}`;
  }
  const split = SPLIT_RANKED.exec(now);
  if (split) {
    const [, thing = "", end = "", count = ""] = split;
    return `${bare(withoutWhy(before))} by ${thing.replace(/ies$/, "y").replace(/s$/, "")}, ${end} ${count}`;
  }
  const price = OTHER_PRICE.exec(now)?.[1];
  const known = [...before.matchAll(PRICE)];
  if (price !== undefined && known.length === 1) return before.replace(PRICE, price);
  return undefined;
};
