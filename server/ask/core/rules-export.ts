import { withoutLead } from "#server/ask/core/turn-words.ts";

// Who names the form of a file wants one.
const FORM =
  /\b(?:(csv|excel|xlsx?|spreadsheet|comma[\s-]separated(?:\s+(?:values|file))?|(?:as|in|into|to)\s+an?\s+(?:work)?sheet)|(geojson))\b/i;
// A file by a schedule is mailed; one that is asked about is none that is wanted.
const NOT_NOW =
  /\bevery\s+(?:day|morning|evening|week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|^\W*(?:what|which|where|why|when|who|how(?!\s+do\s+i\s+(?:get|save|export))|did|does|has|was|is\s+(?:the|a|an)|can\s+(?:csv|excel))\b|\bexcel(?:s|led|ling)?\s+(?:at|in)\s+(?!it\b)(?!the\s+form)|\b(?:who|that)\s+excels?\b/i;
const COORDINATES =
  "(?:(?:(?:gps|map|geo|geographic(?:al)?)\\s+)?(?:co-?ordinates|coords|gps|positions?|locations?|latitudes?|longitudes?|lat(?:itude)?s?\\s*(?:\\/|and|,|\\+|-)?\\s*(?:longitude|long|lng|lon)s?)(?:\\s+(?:(?:must|should|to)\\s+be\\s+)?(?:included|attached|too|inside|please|pls|in it|in there|as well|and all|for each))*)";
// What is said around the list that is wanted.
const AROUND: readonly RegExp[] = [
  new RegExp(
    `[,;.+&]?\\s*\\b(?:(?:and\\s+)?(?:(?:with|incl(?:uding|udes?|\\.)?|plus|and|w\\/?|having|has|have|add|attach|together with|don['’]t leave out|should be in there|that has)\\s+)+)(?:the\\s+)?${COORDINATES}`,
    "gi",
  ),
  new RegExp(`\\b(?:the\\s+)?${COORDINATES}(?=\\W*$)`, "gi"),
  /\b(?:as|to|in|into|out\s+as|in\s+the\s+form\s+of)?\s*(?:an?\s+|the\s+|\.)?(?:csv|excel|xlsx?|spreadsheet|(?:work)?sheet|geojson|comma[\s-]separated(?:\s+values)?)(?:\s+(?:files?|format|form|sheet|export|download|spreadsheet|document))*\b/gi,
  /^\W*(?:(?:and|now|ok|okay|please|then|so|also|can|could|may|might|would|will|you|i|we|have|to|get|let|me|us|want|need|like|i['’]?d|we['’]?d|asap|just)\W+)+/gi,
  /\b(?:please|asap|thanks|for me|for us|from here|out of here|my manager wants it|how do i (?:get|save))\b/gi,
  // At the head, and behind what is wanted: "export open exceptions" keeps what is open.
  /^\W*(?:(?:how\s+do\s+i\s+(?:get|save)|export|download|save|dump|convert|extract|spit\s+out|pull(?:\s+down)?|chuck|stick|put|turn|make|write|produce|provide|hand|give|send|get|take|open(?=\s+(?:this|it|that|the)\b))\b\W*(?:(?:me|us|out)\b\W*)?)+/gi,
  /[,;.]?\s*\b(?:and|just|then)\s+(?:export|download|save|dump)(?:\s+(?:it|this|that|them))?\b/gi,
  /\s*\b(?:should\s+be\s+|to\s+be\s+|be\s+)?(?:exported|downloaded|saved|dumped|extracted|converted|export|download)\W*$/gi,
];
// The list that is meant is the one on the screen.
const THIS =
  /^(?:(?:it|its|this|that|them|these|those|the|all|of|foregoing|above|previous|same|one|ones|whole|lot|rows?|results?|lists?|tables?|answers?|here|there|out|as|to|in|into|file|data|what(?:['’]s|\s+is)?|i['’]?m|am|looking|at|on|shown|current|present|we|see|now|and|with|a|an|be|should|format|from|down|up)\b\W*)*$/i;

// A list is of something: without a word for any the one on the screen is meant, whatever else is said.
const OF_SOMETHING =
  /\b(?:rout\w*|rounds?|runs?|stops?|pick-?ups?|collections?|trucks?|vehicles?|lorr\w+|wagons?|exceptions?|issues?|problems?|containers?|bins?|carts?|miss\w*|overfull|overflow\w*|damag\w*|contaminat\w*|blocked|access|drivers?|crews?|customers?|accounts?|sites?|address\w*|zones?|depots?|contractors?|facilit\w+|landfills?|stations?|overtime|tonn\w*|tickets?|weigh\w*|hours|costs?|fuel|litres|idl\w+|late\w*|behind|open|complaints?|notes?|calls?|orders?|faults?|repairs?|safety|speeding|braking|kpis?|rates?|lifts?|breakdowns?|alerts?|shifts?|breaks?|visits?|proof\w*|services?|distance|km|miles|emissions?|co2|carbon|plans?|forecasts?|refuse|recycling|organics|glass|paper|bulky|set-?outs?|workshop|maintenance|r-?\d+|today|yesterday|tomorrow|week\w*|month\w*|quarter|year|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?s?\b/i;

const OF_PLACES = new RegExp(`\\b${COORDINATES}`, "i");

/** Whether who asks for a file wants coordinates in it. */
export const wantsPlaces = (text: string): boolean => OF_PLACES.test(text);
// "Export it" names no form, and a list is saved as rows.
const IT_ALONE =
  /^\W*(?:(?:and|now|ok|okay|please|then|can\s+you|could\s+you|just)\W+)*(?:export|download)\s+(?:it|this|that|them|these|those|the\s+(?:list|table|rows|result|answer))\W*$/i;

/** The question whose list is to be exported and the form of the file; the question is empty where "this" one is meant. */
export const readExport = (text: string): { question: string; format: "csv" | "geojson" } | undefined => {
  const said = withoutLead(text);
  if (IT_ALONE.test(said)) return { question: "", format: "csv" };
  const form = FORM.exec(said);
  if (!form || NOT_NOW.test(said)) return undefined;
  const question = AROUND.reduce((rest, around) => rest.replace(around, " "), said)
    .replace(/^[\s,;:.!?→>-]+|[\s,;:.!?→>-]+$/g, "")
    .replace(/^(?:of|for|with|a|an|to)\s+|\s+(?:to|as|into|in|an?|be|should be)$/gi, "")
    .replace(/\s+/g, " ")
    .trim();
  const isThis = THIS.test(question) || !OF_SOMETHING.test(question);
  return { question: isThis ? "" : question, format: form[2] ? "geojson" : "csv" };
};
