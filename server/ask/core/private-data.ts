import { type Asked, has, linksOf } from "#server/ask/core/question.ts";

// Papers of a doctor, and what one wrote.
const PAPERS =
  /\b(?:sick|fit|doctor['’]?s?|medical|gp)[\s-]+(?:note|line|cert(?:ificate)?|letter|paper|report|slip|statement|record|file|history)s?\b|\b(?:doctor|physician|medic|gp|surgeon|psychiatrist|therapist)\s+(?:\w+\s+){0,2}?(?:put|puts|wrote|written|write|writes|said|say|says|diagnos\w+|prescrib\w+|found|find|signed|told|tell)\b|\b(?:krankmeldung|krankschreibung|arbeitsunfähigkeit\w*|krankenschein|attest|krankheit|partes?\s+(?:médicos?|medicos?|de\s+baja)|(?:justificantes?|informes?|certificados?)\s+(?:médicos?|medicos?)|baja\s+médica)(?!\p{L})|\b(?:(?:der|the)\s+arzt|(?:die|the)\s+ärztin|(?:el|la|the)\s+(?:médic[oa]|doctora))(?!\p{L})/iu;

const ILL =
  "(?:sick(?:ness)?|ill(?:ness)?|poorly|unwell|signed\\s+off|krank(?:geschrieben|gemeldet)?|de\\s+baja|enferm[oa]s?|medical\\s+leave|hospitali[sz]ed|in\\s+hospital|absen(?:t|ce)|off\\s+(?:work|today)|day\\s+off|on\\s+leave)";
const BETWEEN =
  "(?:(?!\\b(?:late|behind|slow|plan|routes?|rounds?|runs?|stops?|trucks?|if|when|while|because|since|r-?\\d+)\\b)[^.?!;]){0,60}?";
// Why somebody is off sick, in one sentence: "Chen is off sick. Why is R-9 late" asks for no illness.
const WHY_ILL = new RegExp(
  `(?<!\\p{L})(?:why|how\\s+come|reasons?|causes?|warum|wieso|weshalb|por\\s+qu[ée]|motivos?)(?!\\p{L})${BETWEEN}(?<!\\p{L})${ILL}(?!\\p{L})`,
  "iu",
);
const THEM = "(?:he|she|they|it|er|sie)";
const ILL_WHY = new RegExp(
  `(?<!\\p{L})${ILL}(?!\\p{L})[^?]{0,60}?(?:(?<!\\p{L})(?:why|how\\s+come|warum|wieso|por\\s+qu[ée]|what\\s+for)(?:\\s+(?:is|was|are|were)\\s+(?:that|this|${THEM}(?:\\s+(?:off|away|out|sick|ill|absent))?))?\\W*$|(?<!\\p{L})(?:with|from)\\s+what\\W*$|(?<!\\p{L})what\\s+(?:with|from)\\W*$|(?<!\\p{L})what(?:['’]?s|\\s+is|\\s+was)\\s+(?:the\\s+(?:reason|matter)|wrong)(?!\\p{L})(?!.*\\b(?:routes?|trucks?|stops?)\\b)|(?<!\\p{L})what\\s+(?:does|did|has|had)\\s+${THEM}\\s+(?:have|had|got|get|catch|come\\s+down)(?!\\s+(?:left|to|done|on)\\b))`,
  "iu",
);
const COMPLAINT = new RegExp(
  `(?<!\\p{L})(?:what|which)\\s+(?:illness|sickness|disease|ailment|injury|infection|complaint|condition)\\b|(?<!\\p{L})(?:what|was)\\s+(?:did|does|do|has|had|is|was|hat|hatte)\\s+${BETWEEN}(?:(?:call(?:ed)?|rang|ring|phoned?|go(?:ne)?|went)\\s+(?:in\\s+|off\\s+)*|off\\s+)(?:sick|ill)\\s+(?:with|for|from)\\b`,
  "iu",
);
// What ails somebody, behind the name of a driver.
const AILS =
  /\bwhat(?:['’]?s|\s+is|\s+was|\s+has\s+been|\s+had\s+been)?\s+(?:exactly\s+|actually\s+|really\s+)?(?:wrong|the\s+matter)\s+with\b|\bwhat\s+(?:ails|ailed|(?:is|was|has\s+been)\s+ailing)\b|\b(?:was|what)\s+fehlt\b|(?<!\p{L})(?:diagnos[ei]s|diagnosed|diagnose|diagn[óo]stico|prescriptions?|prescribed|medications?|medicines?|symptoms?|an\s+operation|pregnan(?:t|cy)|disabilit(?:y|ies)|disabled|illness(?:es)?|disease|ailments?|infection|injured|allerg(?:y|ies|ic)|diabet(?:es|ic)|cancer|covid|depress(?:ed|ion)|mental(?:ly)?|blood\s+pressure|heart\s+(?:trouble|attack|condition|problem)|bad\s+back|schwanger|medikamente?|verletzt|embarazada|dolencia|m[ée]dic[oa]s?|lesi[óo]n|enfermedad)(?!\p{L})/iu;
const OF_WORK =
  /\b(?:wrong|matter)\s+with\b.{0,40}\b(?:routes?|rounds?|runs?|trucks?|vehicles?|lorr(?:y|ies)|stops?|tickets?|plan|eta)\b/i;
const OF_PERSON = /\b(?:him|her|his|he|she|drivers?|crew|colleague)\b/i;
// A surgery is collected from, a fault is diagnosed, and what is to be done about an injury stands in a procedure.
const OF_SERVICE =
  /\b(?:doctor|surgeon|hospital)['’]?s?\s+(?:surger(?:y|ies)|office|practice|stops?|site|bins?|street|road|entrance|gate|compound)\b|\b(?:fault|packer|engine|brake|hydraulic|battery)s?\s+(?:code\s+)?(?:diagnos\w+)\b/i;

/** Whether a question asks for somebody's health: a sick note, what a doctor wrote, what ails him, why he is off sick. */
export const asksOfHealth = (asked: Asked): boolean => {
  const { text } = asked.hearing;
  if (OF_SERVICE.test(text) || has(asked, "procedure")) return false;
  const isOfPerson = linksOf(asked, "driver").length > 0 || OF_PERSON.test(text);
  const isOfElse = linksOf(asked, "vehicle", "route", "customer", "address", "site").length > 0;
  if ([PAPERS, WHY_ILL, ILL_WHY, COMPLAINT].some((said) => said.test(text))) return isOfPerson || !isOfElse;
  return linksOf(asked, "driver").length > 0 && AILS.test(text) && !OF_WORK.test(text);
};

// Where somebody lives: his house, the address of it, the street of it.
const HOUSE = "(?:casa|house|flat|apartment|haus|hause|wohnung)";
const HOME = new RegExp(
  `\\baddress(?:es)?\\s+(?:(?:of|at|for)\\s+)?(?:the\\s+|his\\s+|her\\s+)?(?:${HOUSE}|home)\\b|\\b(?:${HOUSE}|home)\\s+address\\b|\\b${HOUSE}\\s+(?:of|de|von)\\b|['’]s\\s+${HOUSE}\\b|\\b(?:street|road|calle|stra(?:ß|ss)e|part\\s+of\\s+town|neighbou?rhood)\\b.{0,30}\\b(?:lives?|living|vive|resides?|wohnt)\\b`,
  "iu",
);
const ITS_ADDRESS = /\baddress\s+(?:of|for)\b|['’]s\s+address\b/iu;

/** Whether a question asks where somebody lives; the address of a driver and of nothing else is that of his home. */
export const asksOfHome = (asked: Asked): boolean => {
  if (linksOf(asked, "driver").length === 0) return false;
  if (linksOf(asked, "vehicle", "route", "customer", "address", "site", "street").length > 0) return false;
  const { text, places } = asked.hearing;
  const isOfWork = places.some(({ concept }) => /^(?:stop|vehicle|route|container)$/.test(concept));
  if (HOME.test(text)) return !isOfWork;
  return ITS_ADDRESS.test(text) && places.every(({ concept }) => concept === "site");
};

/** Whether a question asks for what people keep to themselves, or orders the reader about: no rule reads it. */
export const isGuarded = (asked: Asked): boolean =>
  has(asked, "hostile", "privateData") || asksOfHealth(asked) || asksOfHome(asked);
