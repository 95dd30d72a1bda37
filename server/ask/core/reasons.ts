// Where a sentence, or its main clause, begins to ask.
const ASKS =
  /^(?:(?:and|but|then|now|just|also|ok|okay|please|kindly|so)[\s,]+)*(?:(?:could|can|would|will)\s+(?:you|we|i|somebody|someone)\b|(?:how|which|what(?!\s+a\b)|who|whose|whom|where|when|why|is|are|was|were|do|does|did|has|have\s+(?:we|any|the|our)|any)(?:['’]s)?\b|(?:show|list|give|tell|pull|get|find|chart|plot|graph|compare|break|walk|let|run|put|name|quote|identify|rank|explain|confirm|split|group|sort|export|notify|alert|ping|warn|set\s+up|prepare|write|draw|bring|fetch|dig|work\s+out|take\s+me|search|look\s+up|count|check|mail|email|send\s+me|schedule|revert|roll\s+back|re-?sequence|recommend|suggest|propose|estimate|forecast|predict|project|display|present|zoom|drill|fish|gimme|lemme|fetch|line\s+up|lay\s+out|tabulate|summari[sz]e|describe|state|specify|calculate|compute)\b|i(?:['’]d|\s+would)\s+like\s+(?:to\s+(?:know|see|understand|have|get|hear)|a\s+(?:list|chart|map|table|breakdown)|the|your)\b|i\s+(?:need|want|have)\s+to\s+(?:know|see|understand|hear|find\s+out)\b|i\s+need\s+(?:the|every|all|everyone)\b)/i;

// "I want the late routes" asks; "I want to reward quick work" does not.
const ASKS_ITSELF =
  /^(?:(?:so|and|but|well)\s+)?(?:i|we)(?:['’]d|\s+would)?\s+(?:need|want|like)\s+(?!to\b)|^(?:(?:so|and|but|well)\s+)?(?:i|we)(?:['’]d|\s+would)?\s+(?:need|want|like)\s+to\s+(?:know|see|understand|have|get|hear|find)\b/i;

const SUBJECT =
  /^(?:(?:so|and|but|well|look|listen)[\s,]+)*(?:i|we|you|they|he|she|it|there|that|this|our|my|the|a|an|one\s+of|some|somebody|someone|nobody|no\s+one|everybody|everyone|people|users|residents|customers|drivers|crews|finance|payroll|management|insurance|legal|sales|operations|dispatch|accounting|winter|summer|spring|autumn|fall|fuel|diesel|traffic|rumou?r|because|before|since|as|while|now\s+that|although|though)(?:['’](?:m|d|ve|re|s|ll))?\b|^\w+\s+(?:have|has|are|is|were|was|keeps?|says?|thinks?|feels?|looks?)\b/i;

const VERB =
  /['’](?:m|d|ve|re|s|ll)\b|\b(?:am|is|are|was|were|be|been|have|has|had|do|does|did|will|would|can|could|may|might|must|should|want\w*|need\w*|think\w*|says?|said|ask\w*|suspect\w*|hate\w*|got|owe\w*|promis\w+|feels?|looks?|keeps?|kept|get|gets|getting|insist\w*|den(?:y|ies|ied)|doubt\w*|think|thought|believe\w*|claim\w*|know\w*|hear\w*|ran|starts?|started|came|went|goes|gone|come\w*|tell\w*|told|worr\w+|approve|step|cut|call\w*|mean\w*|plan\w*|prefer\w*|love\w*|like\w*|expect\w*|chang\w+|ris\w+|run|runs|work\w*|leav\w+|left|arriv\w+|closes?|opens?)\b/i;

const TIME =
  /\b(?:yesterday|today|tonight|tomorrow|now|already|currently|presently|at\s+(?:present|the\s+moment)|(?:this|last|next|past|previous|coming)\s+(?:\w+\s+){0,2}(?:hours?|minutes?|mornings?|afternoons?|evenings?|nights?|days?|weeks?|months?|quarters?|years?|weekends?|fortnights?|spring|summer|autumn|fall|winter|\w+day)|since|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december|year\s+to\s+date|week|month|quarter|year|weekend|christmas|thanksgiving|holidays?|new\s+year)\b/i;

// How it stands now is no time that a reason could be of.
const NOW = /\b(?:now|already|currently|presently|at\s+(?:present|the\s+moment))\b/gi;
// Nor is what comes where it is asked what was, or what is.
const COMING =
  /\b(?:(?:due|by|on|for)\s+)?(?:tomorrow|(?:next|coming)\s+(?:week|month|quarter|year|\w+day)|due\s+(?:on\s+)?\w+day)\b/gi;
const AHEAD =
  /\b(?:will|shall|going\s+to|gonna|(?<!\bi\s)need\w*|expect\w*|forecast\w*|predict\w*|project\w*|tomorrow|next|coming|likely|probabl[ey]|would|if|plan(?:ned)?|schedul\w+)\b/i;
// "By week" says no time: it splits one.
const SPLIT_BY_TIME =
  /\b(?:by|per|each|every)\s+(?:the\s+)?(?:hour|day|week|weekday|month|quarter|year)s?\b/gi;
const NARROWS =
  /\b(?:only|except\w*|exclud\w*|without|besides|refuse|recycl\w+|organics?|glass|paper|cardboard|bulky|hazardous|side\s+loaders?|rear\s+loaders?|front\s+loaders?|contractor)\b/i;
const GRAVE =
  /\b(?:delet\w+|remov\w+|cancel\w*|ignor\w+|instruct\w+|rules?|prompt|passwords?|salar\w+|wages?|private|personal|admin|bypass\w*|overrid\w+|hack\w*|address(?:es)?\s+of|phone\s+numbers?|drop\s+table)\b/i;

const OWN_THINGS =
  /\b(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|routes?|rounds?|drivers?|crews?|stops?|pickups?|customers?|accounts?|containers?|bins?|carts?|people|exceptions?|depots?|zones?|facilit(?:y|ies)|tickets?|streets?|addresses|households|codes?|milestones?|flags?|breakers?|containers?|anyone|anybody|everyone|person|faults?|problems?)\b/i;
const LEANS =
  /\b(?:it(?!['’]?s\s+(?:a|an|the)\b|\s+(?:until|before|unless)\s+(?:i|we)\b)(?<!\b(?:what|like|as|than|hour|long|much)\s+it(?=\s+(?:costs?|takes?|took|spen[dt]s?|was|is|has|had)\b))|its|him|his|he|she|her|ones?(?!\s+(?:that|who|which|with)\b)(?<!\b(?:which|the)\s+ones?)|either|both|there(?!\s+(?:is|are|was|were|any|been)\b)(?<!\b(?:is|are|was|were)\s+there)|then|those(?!\s+(?:that|who|which|with|still|not|on|in)\b)|these)\b|\b(?:of|than|from|with|do|about|for|to|by)\s+that\b|\bthat\s+(?:situation|case|condition|event|thing|problem|issue|day|week|month|jump|step|area|route|round|truck|driver|zone|street|account|customer|stop|ticket|facility|site|place|spike)\b|\bthat\W*$/i;
const SIDES = /\bthe\s+two\s+(?:of|side|next|beside|against|together|on|in)\b/i;
const THEY = /\b(?:they|them|their|theirs)\b/i;

// What is asked stands on its own, without a word for what was told before it.
const isWhole = (asking: string): boolean => {
  if ((asking.match(/[\p{L}\p{N}]+/gu) ?? []).length < 5 || LEANS.test(asking) || SIDES.test(asking))
    return false;
  const they = THEY.exec(asking);
  return they === null || OWN_THINGS.test(asking.slice(0, they.index));
};

// The price of a litre goes with what is asked.
const PRICED = /\b(\d+[.,]\d+)\s*(?:per|an?|the|each|\/)\s*(?:lit(?:re|er)|l)\b/i;

const ALL_FUEL = /^(?!.*\b(?:idl\w*|engines?|motors?|stand\w*|sitting|sat)\b).*\b(?:fuel|diesel)\b/i;

const isReason = (before: string, asking: string, names: (text: string) => boolean): boolean => {
  const told = before
    .replace(/,\s+(?:and\s+)?so\s+$/i, "")
    .replace(/[\s,;:–—-]+$/, "")
    .replace(PRICED, "so much");
  // What stands before ", so" is a reason by itself.
  const isSo = /,\s+(?:and\s+)?so\s+$/i.test(before);
  if (/[?\d]/.test(told) || /["“”«»]/.test(told)) return false;
  const isOpened = /^before\s+(?:i|we)\b[^.!]*$/i.test(told);
  const isTold = told.split(/(?<=[.!])\s+/).every((sentence) => {
    const clause = sentence.trim();
    return (
      (clause.match(/[\p{L}\p{N}]+/gu) ?? []).length >= 3 &&
      SUBJECT.test(clause) &&
      (isOpened || VERB.test(clause)) &&
      (isSo || !ASKS_ITSELF.test(clause))
    );
  });
  if (!isTold || GRAVE.test(told)) return false;
  const narrowing = NARROWS.exec(told)?.[0];
  if (narrowing !== undefined && !asking.toLowerCase().includes(narrowing.toLowerCase())) return false;
  const times = told.replace(NOW, "").replace(AHEAD.test(asking) ? /$^/ : COMING, "");
  const isTimed = TIME.test(times) && !isOpened;
  return !(isTimed && !TIME.test(asking.replace(SPLIT_BY_TIME, ""))) && !names(told);
};

// "…, so how many", "…. Which", "Before I step into the call, please": where the asking clause may begin.
const SEAMS = /(?:[.!]\s+|,\s+(?:and\s+)?so\s+|\s+[–—-]\s+|:\s+|;\s+)/g;
const OPENED =
  /^(?:before\s+(?:i|we)\b|because\b|since\s+(?:i|we|the|our)\b|as\s+(?:i|we)\b|while\s+(?:i|we)\b|now\s+that\b)[^,.?!]*?,\s+/i;
const ASKED_BY =
  /^(?:(?:the|our|my|a)\s+)?(?:\w+\s+){0,2}?\w+\s+(?:(?:has|have|had|just|is|are|was|were)\s+){0,2}(?:ask(?:ed|s|ing)|want(?:s|ed)?|would\s+like|need(?:s|ed)?|wonder(?:ed|s|ing))(?:\s+(?:me|us))?(?:\s+(?:to\s+(?:know|see|hear|be\s+told)|about))?(?:\s+(?:just\s+now|this\s+morning|this\s+afternoon|yesterday|today|earlier(?:\s+today)?|again))?,?\s+(?=(?:what|which|how|who|where|when|why)\b(?!\s+to\b))/i;

const BY_RULES =
  /^\W*(?:so\s+)?what\s+(?:are|is|should|do|must)\b.*\b(?:according\s+to|by|under|per)\s+(?:our|the|company)\s+(?:own\s+)?(?:rules?|rule\s?book|procedures?|polic(?:y|ies)|handbook|guidelines)\W*$/i;

/**
 * What a question asks, without why it is asked: "Finance wants our figures, so how many tonnes …" asks how many tonnes. What
 * goes before it is left out only where it is a statement that names nothing of the fleet, no number and no kind, and no
 * time but where what is asked names its own; and where what is asked does not lean on it ("how late was it?").
 */
export const withoutReasons = (text: string, names: (text: string) => boolean): string => {
  const by = ASKED_BY.exec(text);
  if (
    by &&
    !/\d/.test(by[0]) &&
    !names(by[0]) &&
    /^(?:the|our|my|a)\s/i.test(by[0]) &&
    isWhole(text.slice(by[0].length))
  )
    return text.slice(by[0].length);
  const opened = OPENED.exec(text);
  const seams = [
    ...[...text.matchAll(SEAMS)].map((m) => m.index + m[0].length),
    ...(opened ? [opened[0].length] : []),
  ].sort((a, b) => b - a);
  for (const at of seams) {
    const asking = text.slice(at);
    if (!ASKS.test(asking) || !isWhole(asking) || !isReason(text.slice(0, at), asking, names)) continue;
    // What a procedure is to say is about what was told: "a load is smoking, what are we to do by our rules?"
    if (BY_RULES.test(asking)) continue;
    const price = PRICED.exec(text.slice(0, at))?.[1];
    // What fuel cost had its own price: that of now would be another one.
    if (price !== undefined && ALL_FUEL.test(asking)) return text;
    return price === undefined ? asking : `${asking.replace(/[\s?.!]+$/, "")} at ${price} per litre?`;
  }
  return text;
};
