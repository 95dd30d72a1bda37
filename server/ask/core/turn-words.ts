/** What a sentence that goes on from another says, in the few words that follow-ups are read by. */

type Said = readonly [found: RegExp, put: string];

const SPLIT =
  "(?:driver|crew|truck|vehicle|lorry|route|round|run|depot|yard|zone|area|neighbourhood|street|stream|waste\\s+stream|day|week|weekday|month|hour|facility|site|customer|address|cause|reason|type|contractor|body\\s+type|size)";
const ROWS = "any(?:thing)?|those|all(?:\\s+those)?|the\\s+ones|ones|everything|whatever(?:\\s+is)?";
// What stands before what is wanted and asks for nothing: thanks, approval, "go on then".
const LEAD =
  /^\W*(?:(?:thank(?:s|\s+you)(?:\s+(?:very\s+much|a\s+lot|for\s+that))?|cheers|ta|great(?:\s+stuff)?|grand|perfect|lovely|brilliant|excellent|good(?:\s+stuff)?|fine|very\s+good|right(?:\s+(?:then|so))?|nice(?:\s+one)?|al+\s?right(?:y)?|sure|yes|yep|yeah|aye|hm+|ah|oh|well|so|interesting|(?:ah|oh|eh|er|och)\s+no|understood|got\s+it|gotcha|noted|i\s+see|ok(?:ay)?(?:\s+(?:then|so))?|(?:that(?:['’]s|\s+is|\s+was)?|exactly|just)\s+(?:what\s+i\s+(?:needed|wanted|was\s+after)|great|helpful|perfect|good|fine|it|useful|all\s+i\s+needed)|(?:go|come)\s+on(?:\s+then)?|now\s+then|hang\s+on|hold\s+on|one\s+more\s+thing|mhm|cool|super|sorry)(?:\s*[,.;:!…]+\s*|\s+[-–—]+\s+)|ok(?:ay)?\s+|go\s+on\s+(?:then\s+)?(?=\p{L}))+(?=\S)/iu;
// A sentence that takes itself back: what stands behind counts.
const TAKEN_BACK =
  /^.*\b(?:(?:no|oh|or|actually|wait)\b[,\s]+)*(?:forget\s+(?:that|it)|scrap\s+(?:that|it)|strike\s+that|scratch\s+that|never\s*mind(?:\s+(?:that|it)|(?=\s*[,:;.–-]))|i\s+mean|actually\s+no|no\s+wait|wait,?\s+no)\b[\s,:;.…–-]+(?=\S)/i;
const ASIDE =
  /^\W*(?:never\s*mind|forget(?:\s+about)?|leave)\s+(?:the\s+(?:rest|others?)|that|those|all\s+that)(?:\s*[,:;.–-]+\s*|\s+-\s+)(?=\S)/i;
const TAIL =
  /[\s,]+(?:mind(?:\s+you)?|hey|though|tho|lads?|please|pls|plz|thanks|thank\s+you|ta|cheers|mate|if\s+you\s+(?:can|would|please|don['’]?t\s+mind)|will\s+do|would\s+do|will\s+be\s+enough|is\s+enough|for\s+me|for\s+us|then|so\s+(?:it\s+is|they\s+are))(?=\W*$)/i;

const ASKED =
  "(?:(?:and|now|then|so|please|just|also|maybe)\\b[\\s,]*)*(?:(?:can|could|would|will|may|might)\\s+(?:you|i|we)\\s+(?:please\\s+|just\\s+|also\\s+|now\\s+|maybe\\s+)*(?:(?:have|get|see|show|give|do|pull|run)\\s+(?:me\\s+|us\\s+)?)?|i(?:['’]d|\\s+would)?\\s+(?:also\\s+|now\\s+)?(?:like|want|need)\\s+(?:to\\s+(?:see|have|know|get)\\s+)?|(?:let|show|give|get|do|run)\\s+(?:me\\s+|us\\s+)?(?:have\\s+|see\\s+)?|let['’]?s\\s+(?:see|have|look\\s+at|do)\\s+|(?:we|i)\\s+need\\s+|how\\s+about\\s+|what\\s+about\\s+)";

/** In this order: the wider first. What is asked for is put behind one of few cues: "same for", "only", "instead", "except", "by". */
const TURNED: readonly Said[] = [
  // "Only the times we missed them" are the missed ones.
  [
    /^\W*(?:and\s+|now\s+)*(?:only|just)\s+(?:the|those)\s+(?:times|visits|ones|days|occasions|dates)\s+(?:(?:that|when|where|which|on\s+which)\s+)?(?:(?:we|they|you|it|the\s+crews?)\s+)?(?:(?:was|were|had|have)\s+)?missed(?:\s+(?:them|it|it\s+out|their\s+bins?|the\s+bins?))?(?=\W*$)/i,
    "only missed ones",
  ],
  // "Now contamination" asks for it of the same.
  [
    /^\W*(?:now|next|then)\s+(?=(?:the\s+)?(?!(?:only|just|by|per|show|for|in|on|at|with|without|the\s+same|same|what|which|who|how|why|when|where|as|make|put|split|give|sort|do|can|is|are)\b)[\p{L}-]+(?:\s+(?!by\b|per\b|for\b|in\b|on\b|at\b)[\p{L}-]+){0,3}\W*$)/iu,
    "and ",
  ],
  // The same of something else.
  [
    new RegExp(
      `^\\W*(?:${ASKED})?(?:and\\s+|now\\s+|then\\s+|but\\s+|also\\s+)*(?:(?:the\\s+)?(?:very\\s+)?same(?:\\s+(?:again|thing|question|list|figures?|numbers?|data|view|story|one|report|breakdown|split|table|chart|please|query|info(?:rmation)?))*|likewise|ditto|(?:the\\s+)?(?:equivalent|corresponding|matching|respective)(?:\\s+(?:figures?|numbers?|data|list|values?|result))?|(?:do|run|repeat|try)\\s+(?:that|this|it|the\\s+same)(?:\\s+again)?)[\\s,]+(?:but\\s+)?(?:for|with|on|in|at|of|4|over|during|from|as\\s+regards|regarding)\\s+`,
      "i",
    ),
    "same for ",
  ],
  [
    new RegExp(
      `^\\W*(?:${ASKED})?(?:and\\s+|now\\s+|then\\s+|but\\s+)*(?:(?:the\\s+)?same(?:\\s+(?:again|thing|question|list|figures?|numbers?|data|split))*|likewise|ditto)[\\s,]+(?:but\\s+)?(?=(?:by|per|last|this|next|yesterday|today|tomorrow)\\b)`,
      "i",
    ),
    "same for ",
  ],
  [
    /^\W*(?:and\s+|but\s+)*(?:was|were|is)\s+(?:it|that|this|they)\s+(?:also\s+)?the\s+same(?:\s+(?:story|thing|case|reason|picture|way))?\s+(?:on\s+|in\s+|for\s+|at\s+)?/i,
    "same for ",
  ],
  [
    /^\W*(?:and\s+|but\s+)*(?:how|what)\s+(?:did|was|were|is|are|does|do)\s+(?:it|that|this|they|those|things)(?:\s+(?:look|looked|do|go|like|be))*\s+(?:for\s+|on\s+|in\s+|over\s+)?(?=(?:last|this|next|yesterday|today|tomorrow|the\s+(?:week|month|day|year|quarter)|in|on|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)/i,
    "same for ",
  ],
  // Only some of it.
  [
    new RegExp(
      `^\\W*(?:${ASKED})?(?:and\\s+|now\\s+|then\\s+|just\\s+)*(?:restrict(?:ed|ion|ing)?|limit(?:ed|ation|ing)?|narrow(?:ed|ing)?|confin(?:e|ed|ing)|reduc(?:e|ed|ing|tion)|cut|keep|stick|filter(?:ed|ing)?|zoom|focus|drill|home|zero|trim|boil|whittle)\\s+(?:(?:it|that|this|them|those|the\\s+list)\\s+)?(?:(?:down|in)\\s+)?(?:to|on|into|for|only|just|by)\\s+(?:just\\s+|only\\s+)?`,
      "i",
    ),
    "only ",
  ],
  [
    new RegExp(
      `^\\W*(?:${ASKED})?(?:and\\s+|now\\s+|then\\s+)*(?:fish|pick|single|dig|filter)\\s+out\\s+(?:just\\s+|only\\s+)?(?=the\\s+ones|those|anything)`,
      "i",
    ),
    "only ",
  ],
  [
    /^\W*(?:and\s+|but\s+)*(?:i\s+(?:only|just)\s+(?:care|want|need|mean|meant)(?:\s+(?:about|to\s+see|to\s+know))?|(?:i['’]m|we['’]re)\s+only\s+interested\s+in|exclusively|solely|nothing\s+but|just\s+(?:show|give|list)(?:\s+me)?|only\s+(?:show|give|list)(?:\s+me)?|show(?:\s+me)?\s+(?:just|only))\s+/i,
    "only ",
  ],
  // "How much of that was glass" is of the glass alone.
  [
    /^\W*(?:and\s+|so\s+|but\s+)*how\s+much\s+of\s+(?:all\s+)?(?:that|it|this)(?:\s+lot)?\s+(?:(?:was|were|is|are|came|comes|went|goes|did|had)\s+)?(?:(?:from|by|for|in|on|at|to|of)\s+)?(?!(?:the\s+)?(?:worst|best|most)\b)(?=\p{L})/iu,
    "only ",
  ],
  // Another in the place of one.
  [
    /^\W*(?:and\s+|now\s+|then\s+|no\s+|actually\s+|but\s+|please\s+)*(?:(?:make|change)\s+(?:it|that|this)(?:\s+(?:to|into))?|turn\s+(?:it|that|this)\s+into|switch\s+(?:(?:it|that|this)\s+)?(?:over\s+)?to|(?:go|change)\s+(?:back\s+)?to|swap\s+(?:(?:it|that|this)\s+)?(?:to|for)|(?:widen|extend|stretch|expand|broaden)\s+(?:(?:it|that|this)\s+)?(?:to|over)|try(?:\s+(?:it|that)\s+(?:with|for))?|let['’]?s\s+(?:say|try|take))\s+(?=\D)(?!(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty)\W*$)/i,
    "instead ",
  ],
  // "Skip any under ten minutes" keeps those of ten and more.
  [
    new RegExp(
      `^\\W*(?:and\\s+|now\\s+|then\\s+|but\\s+|please\\s+)*(?:skip|drop|ignore|lose|cut|forget|hide|leave\\s+(?:out|off)|take\\s+out|filter\\s+out|throw\\s+out)\\s+(?:${ROWS})\\s+(?:that\\s+are\\s+|which\\s+are\\s+|of\\s+)?(?:under|below|less\\s+than|fewer\\s+than|shorter\\s+than)\\s+(?=(?:\\d|an?\\b|one|two|three|four|five|six|ten|fifteen|twenty|thirty))`,
      "i",
    ),
    "only at least ",
  ],
  [
    new RegExp(
      `^\\W*(?:and\\s+|now\\s+|then\\s+|but\\s+|please\\s+)*(?:skip|drop|ignore|lose|cut|forget|hide|leave\\s+(?:out|off)|take\\s+out|filter\\s+out|throw\\s+out)\\s+(?:${ROWS})\\s+(?:that\\s+are\\s+|which\\s+are\\s+|of\\s+)?(?:over|above|more\\s+than|longer\\s+than)\\s+(?=(?:\\d|an?\\b|one|two|three|four|five|six|ten|fifteen|twenty|thirty))`,
      "i",
    ),
    "only at most ",
  ],
  // All but some of it.
  [
    /^\W*(?:and\s+|now\s+|then\s+|but\s+|please\s+)*(?:(?:leave|take|drop|cut|throw|strip|weed|knock|keep|filter)\s+out|(?:leav|tak|dropp|filter)ing\s+out|drop|exclude|excluding|remove|removing|omit|omitting|disregarding|minus|not\s+counting|get\s+rid\s+of)\s+(?:all\s+)?(?=\p{L})(?!(?:the\s+)?(?:audit|records?|table|database)\b)/iu,
    "except ",
  ],
  [
    /^\W*(?:but\s+|and\s+)*not\s+(?:the\s+|in\s+(?:the\s+)?|for\s+(?:the\s+)?)?(?=\p{Lu}|R-?\d|truck\b|depot\b)/u,
    "except ",
  ],
  [
    /^except\s+(?:for\s+)?(?:the\s+)?(?:ones|those)\s+(?:without|with\s+no|that\s+have\s+no|having\s+no|lacking)\s+(?:an?\s+|any\s+)?/i,
    "only with ",
  ],
  [
    /^except\s+(?:for\s+)?(?:the\s+)?(?:ones|those)\s+(?:with|that\s+have|having)\s+(?:an?\s+|any\s+)?/i,
    "only without ",
  ],
  [/,?\s+(?:and|but)\s+(?:leave|take|drop|keep)\s+out\s+(?:the\s+)?(?=\p{L})/iu, " except "],
  // "Break out Riverside by truck" is of Riverside alone.
  [
    /^\W*(?:(?:[Aa]nd|[Nn]ow|[Tt]hen|[Pp]lease|[Oo]k)\s+)*(?:[Bb]reak|[Ss]plit|[Pp]ull|[Ll]ist)\s+out\s+(?:just\s+|only\s+)?(?=\p{Lu}[\p{L}\d\s-]{1,30}\s+(?:by|per)\s)/u,
    "",
  ],
  // Told apart.
  [
    new RegExp(
      `^\\W*(?:${ASKED})?(?:and\\s+|now\\s+|then\\s+|please\\s+|but\\s+)*(?:split(?:ting)?|break|broken|breakdown|divid(?:e|ed)|division|group(?:ed)?|separat(?:e|ed)|slice[d]?|bucket(?:ed)?|list(?:ed)?|count(?:ed)?|tell|told|show|shown|sum(?:med)?|total(?:led)?)\\s+(?:(?:it|that|this|them|those|these)\\s+)?(?:(?:down|up|out|apart)\\s+)?(?:by|per|into|for\\s+each|for\\s+every|across)\\s+(?:the\\s+)?`,
      "i",
    ),
    "by ",
  ],
  [
    new RegExp(
      `^\\W*(?:and\\s+|so\\s+|but\\s+)*how\\s+(?:many|much)\\s+(?:is|was|are|were|does|do)?\\s*(?:that|it|those|they|there|this)?\\s*(?:come\\s+to\\s+|make\\s+)?(?:by|per|for\\s+each|in\\s+each|on\\s+each|at\\s+each|for\\s+every)\\s+(?=${SPLIT})`,
      "i",
    ),
    "by ",
  ],
  [
    new RegExp(
      `^\\W*(?:(?:and|so|but|ok)\\s+)*what(?:['’]?s|\\s+(?:is|was|does))\\s+(?:that|it|this)\\s+(?:come\\s+to\\s+|make\\s+)?(?:by|per|for\\s+each)\\s+(?=${SPLIT})`,
      "i",
    ),
    "by ",
  ],
  [new RegExp(`^\\W*(?:and\\s+)?(?:for|in|at|on)\\s+(?:each|every)\\s+(?=${SPLIT})`, "i"), "by "],
  [new RegExp(`^\\W*(${SPLIT})(?:[\\s-]wise|\\s+by\\s+\\1)\\b`, "i"), "by $1"],
  [
    new RegExp(
      `\\b(by|per)\\s+(${SPLIT})s?\\s+(?:rather\\s+than|instead\\s+of|and\\s+not|not)\\s+(?:by\\s+|per\\s+)?${SPLIT}s?\\b`,
      "i",
    ),
    "$1 $2 instead",
  ],
  [/\b(day|week|month|hour)[\s-](?:by|to)[\s-]\1\b/i, "by $1"],
  [
    /^\W*(?:and\s+)?(?:who\s+(?:was|were)\s+(?:driving|at\s+the\s+wheel|behind\s+the\s+wheel)|whose\s+(?:were|are)\s+they|which\s+drivers?\s+(?:was|were|is|are)\s+(?:it|they|that|involved)|(?:show\s+me\s+)?which\s+drivers\s+(?:are|were)\s+(?:report(?:ing|ed)|rais(?:ing|ed)|behind)\s+(?:it|them|that|those))\W*$/i,
    "by driver",
  ],
  [
    new RegExp(
      `^\\W*(?:and\\s+)?(?:which|what)\\s+(?:(one|two|three|four|five|ten|\\d+)\\s+)?(${SPLIT})s?\\s+(?:was|were|is|are|did|does|do|gave|had|has|have|made|brought|caused|saw|came|accounts?|accounted)\\s+(?:(?:it|that|this|they|those|behind|responsible|most|the\\s+most|come|came|from|for|of|it|them|worst|the\\s+worst)\\s*)+(?=[,.?!]|$)`,
      "i",
    ),
    "by $2, the top $1",
  ],
  [
    /^\W*(?:and\s+)?(?:what\s+(?:was|were|is|are)\s+(?:it|they|those)\s+)?about\s+what\W*$|^\W*(?:and\s+)?what\s+(?:was|were|are|is)\s+(?:they|it|those|these)\s+(?:all\s+)?about\W*$/i,
    "by reason",
  ],
  [
    /^\W*(?:and\s+)?(?:on\s+)?which\s+(day|week|month|weekday)\s+(?:was|were|had|saw)\s+(?:there\s+)?(?:the\s+)?(?:most|worst)\W*$/i,
    "by $1",
  ],
  // An order.
  [
    /\b(?:dearest|biggest|highest|largest|longest|latest|most\s+expensive|costliest|heaviest)(?:\s+ones?)?\s+(?:at\s+the\s+(?:top|head|front)|on\s+top|up\s+top|leading)\b/i,
    "highest first",
  ],
  [
    /\b(?:lowest|smallest|shortest|cheapest|lightest|least)(?:\s+ones?)?\s+(?:at\s+the\s+(?:top|head|front)|on\s+top)\b/i,
    "lowest first",
  ],
  [/^\W*(?:and\s+)?(?:put|with)\s+the\s+(?=(?:highest|lowest|worst)\s+first\b)/i, ""],
  [/[,;]?\s+and\s+put\s+the\s+(?=(?:highest|lowest|worst)\s+first\b)/i, ", "],
  // "Increasing" alone tells what rises: it is an order only where that is said.
  [/[,;]?\s*\b(?:(?:in\s+)?decreasing\s+order|(?:in\s+)?descending(?:\s+order)?)\b/i, ", highest first"],
  [/[,;]?\s*\b(?:(?:in\s+)?increasing\s+order|(?:in\s+)?ascending(?:\s+order)?)\b/i, ", lowest first"],
  [/[,;]?\s*\bin\s+(?:decreasing|descending)\s+(\w+)\s+order\b/i, ", highest $1 first"],
  [/[,;]?\s*\bin\s+(?:increasing|ascending)\s+(\w+)\s+order\b/i, ", lowest $1 first"],
  // So many of them.
  [
    /\b(?:the\s+)?(\d{1,3}|three|four|five|six|eight|ten|dozen|twenty)\s+(?:worst|largest|biggest|highest|longest|greatest|most)(?:\s+(?:ones|only|of\s+(?:them|those)))*(?:\s+only)?(?=\s*[,.?!]|\s*$)/i,
    "the top $1",
  ],
  [
    /^\W*(?:and\s+)?(?:only\s+)?(?:the\s+)?(?:top|first|worst)\s+(\d{1,3}|three|four|five|six|eight|ten|twenty)(?:\s+of\s+(?:them|those|these))?\s*,\s*(?:longest|highest|largest|biggest|worst)\s+first\W*$/i,
    "the top $1",
  ],
  // The last of several asked together.
  [
    /^\W*(?:of\s+(?:these|those|them)|among\s+(?:these|those|them)|out\s+of\s+(?:these|those))\s*[,:]?\s*(?:only\s+|just\s+)?(?:those|the\s+ones)?\s*(?=\p{L})/iu,
    "only those ",
  ],
  [/^\W*(?:and\s+)?addition\s+of\s+/i, "also "],
  [
    /^\W*(?:and\s+)?(?:add|include)\s+(?:in\s+)?(?=\p{L})(?!an?\s+(?:stop|pickup|bulky|truck|driver|alert))/iu,
    "also ",
  ],
  [/^\W*(.{2,40}?)\s+(?:also\s+add|as\s+well|too)\W*$/i, "also $1"],
  [
    /^\W*(?:and\s+)?(?:put|set|lay|show)\s+(?:beside|next\s+to|against|alongside)\s+(?:it|that|them)\s+/i,
    "compared with ",
  ],
];

const trimmed = (text: string): string => text.replace(/\s+/g, " ").trim();

const tidied = (text: string): string =>
  trimmed(
    text
      .replace(/,?\s*\bthe\s+top(?=\s*[,.?!]|\s*$)/gi, "")
      .replace(/\bthe\s+(?:whole|full|entire)\s+(week|month|quarter|year)\b/gi, "this $1")
      .replace(/\s+,/g, ","),
  );

/** A sentence without thanks, approval and what it takes back itself, before what it asks. */
export const withoutLead = (sentence: string): string => {
  const said = [LEAD, ASIDE, TAKEN_BACK, LEAD].reduce(
    (rest, found) => rest.replace(found, ""),
    trimmed(sentence),
  );
  return said === "" ? sentence : said;
};

/**
 * Says a sentence that goes on from another in the words that follow-ups are read by: "Thank you. I would like the same thing
 * for the third quarter" is "same for the third quarter", "keep only the South ones" is "only the South ones", "how many is
 * that for each depot?" is "by depot". A sentence that none of these turns is in stays as it is.
 */
export const turnWords = (sentence: string): string => {
  let said = withoutLead(sentence);
  for (let before = ""; before !== said; ) {
    before = said;
    said = said.replace(TAIL, "");
  }
  return tidied(TURNED.reduce((rest, [found, put]) => rest.replace(found, put), said));
};
