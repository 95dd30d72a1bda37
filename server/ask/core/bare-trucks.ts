import type { Token } from "#server/ask/core/tokens.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

// "Where's 42", "can 14 still go out".
const ASKED = words("where is can may wheres find locate");
const ASKED_BEHIND = words(
  "still go roll run now right at out back moving stuck late with be hit drive currently please roadworthy safe ok okay alright fine good fit allowed broken dead done",
);
// What a truck alone does or is, of one: "if 10 picks up", "12 just blew a hose".
const OF_ONE =
  /^(?:is|has|was|got|stuck|broke|broken|died|dead|blew|gave|went|quit|failed|just|won['’]?t|isn['’]?t|hasn['’]?t|can['’]?t|cannot|goes|comes|picks|takes|stands|sits|stays|runs|needs|breaks|finishes|does|grabs|leaves)$/i;
// A number in words counts more often than it names.
const OF_ONE_IN_WORDS = /^(?:is|just|stuck|broke|died|blew|gave|quit|failed)$/i;
const CLAUSE = words("so if when since say because whether that but case");
// What is done with a truck: "pull 8 to do six pickups", "mute 17 until tomorrow".
const SENT =
  /^(?:pull(?:ing|ed)?|send(?:ing)?|divert(?:ing)?|yank(?:ing|ed)?|drag(?:g?(?:ing|ed))?|grab(?:b?(?:ing|ed))?|nick(?:ing|ed)?|borrow(?:ing|ed)?|steal(?:ing)?|mut(?:e|ing)|snooz(?:e|ing)|silenc(?:e|ing)|raise|meet|unmute)$/;
const SENT_BEHIND = words("to for and out off until till on so while because onto from up");
const HAD = /^(?:have|having|take|taking|took|let|letting|get|getting)$/;
const HAD_BEHIND = words("off out do pick go leave clear cover collect grab");
// What a truck has, and what is said of it: "driver of 12", "a breakdown on 12", "alerts for 17".
const OWN =
  /^(?:driver|crew|helper|alert|alerting|bugging|me|us|breakdown|flat|tyre|tire|puncture|engine|gone|over|rest|remainder|takeover|asking|way|fault|notification|up|down|quiet)$/;
const OWN_BEHIND = words(
  "at until till not rang ring say says said please now today tomorrow because as since is was has for while so fastest again up out off in who",
);
const LORRY = /^(?:truck|lorry|packer|wagon|rig|vehicle|dustcart)$/i;
const BELONGS = /^(?:route|round|run|stop|load|position|dot|alert|driver|crew|tour|location)$/;

/** Whether a number by itself is a truck's by the words around it: "where's 42", "the 42 lorry", "pull 8 off", "12's round". */
export const isBareTruck = (tokens: readonly Token[], at: number): boolean => {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (!token || token.isShare === true) return false;
  const before = tokens[at - 1]?.stem ?? "";
  const behind = next?.stem ?? "";
  const isEnd = next === undefined || next.start > token.end + 1;
  const isStart = at === 0 || token.start > (tokens[at - 1]?.end ?? 0) + 1;
  const isDigits = /^\d{1,4}$/.test(token.text);
  const isOwner =
    /^\d{1,4}['’]s$/.test(token.text) || (/^\d{1,4}s$/.test(token.text) && BELONGS.test(behind));
  if (isOwner) return !/^(?:stop|route|zone|truck|number|no|unit|vehicle|lorry)$/.test(before);
  const isWord = /^\p{L}+$/u.test(token.text);
  if (!isDigits && !isWord) return false;
  if (
    !isEnd &&
    (isDigits ? OF_ONE : OF_ONE_IN_WORDS).test(next?.text ?? "") &&
    (isStart || (isDigits && CLAUSE.has(before)))
  )
    return true;
  if (SENT.test(before) && !isEnd && (isDigits ? SENT_BEHIND.has(behind) : behind === "out")) return true;
  if (!isDigits) return false;
  if (ASKED.has(before) && (next === undefined || ASKED_BEHIND.has(behind))) return true;
  if (before === "where" && /^(?:is|are|has|sit)$/.test(behind)) return true;
  if (before === "has" && behind === "got") return true;
  if (/^(?:the|our|that|this|my)$/.test(before) && LORRY.test(next?.text ?? "") && !isEnd) return true;
  if (SENT.test(before) && isEnd) return true;
  if (HAD.test(before) && HAD_BEHIND.has(behind)) return true;
  const isOwned = /^(?:of|on|for|about|from)$/.test(before) && OWN.test(tokens[at - 2]?.stem ?? "");
  if (isOwned && (isEnd || OWN_BEHIND.has(behind))) return true;
  // "Stop 311 to 7".
  return (
    before === "to" &&
    (isEnd || /^(?:and|not|instead|rather|or)$/.test(behind)) &&
    /^\d+$/.test(tokens[at - 2]?.text ?? "") &&
    /^(?:stop|giving|give|gave|handed)$/.test(tokens[at - 3]?.stem ?? "")
  );
};

/** Whether a number is set against a truck named before it: "truck 7 and not 5", "rather than 5", "instead of 5". */
export const isAnotherTruck = (tokens: readonly Token[], at: number): boolean => {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (!token || !/^\d{1,4}$/.test(token.text)) return false;
  const [before, further] = [tokens[at - 1]?.stem ?? "", tokens[at - 2]?.stem ?? ""];
  const isSetAgainst =
    before === "not" ||
    (before === "than" && further === "rather") ||
    (before === "of" && further === "instead");
  return (
    isSetAgainst &&
    (next === undefined || next.start > token.end + 1 || /^(?:for|at|on|with|to|please)$/.test(next.stem))
  );
};
