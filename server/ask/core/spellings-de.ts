// Streams by the words they are put together of, and the word for each that the dictionary holds.
const STREAM_WORDS: readonly (readonly [words: string, stream: string])[] = [
  [
    "organi[kc]s?|organisch[-\\s]|bio(?:m(?:ü|ue|u)ll|abf(?:a|ä|ae)ll[es]?|gut)?|gr(?:ü|ue)n(?:gut|schnitt|abf(?:a|ä|ae)ll[es]?)|gartenabf(?:a|ä|ae)ll[es]?|kompost",
    "bio",
  ],
  ["wertstoffe?|recycling|verpackungs?|leichtverpackungs?", "wertstoff"],
  ["rest(?:m(?:ü|ue|u)ll|abf(?:a|ä|ae)ll[es]?)?|hausm(?:ü|ue|u)ll|graue?", "restmüll"],
  ["(?:alt)?glas", "glas"],
  ["(?:alt)?papier|pappe?n?|karton(?:agen)?", "papier"],
  ["sperr(?:m(?:ü|ue|u)ll|gut|ige)", "sperrmüll"],
  [
    "sonderm(?:ü|ue|u)ll|sonderabf(?:a|ä|ae)ll[es]?|schadstoffe?|gef(?:a|ä|ae)hrstoffe?|problemstoffe?",
    "sondermüll",
  ],
];
const COLLECTING = "(?:ein)?(?:sammlung|abfuhr|entsorgung|erfassung)(?:en)?";
// "Bioabfuhr", "Organik-Sammlung", "Leerung der Glasbehälter", "das Sammeln von Papier": the collection of a stream.
const ASKED_WHEN = "(?<=(?<![\\p{L}])(?:wann|tag|nächste\\p{L}*|naechste\\p{L}*)(?![\\p{L}]).*)";
const COLLECTIONS = STREAM_WORDS.flatMap(([words, stream]) => {
  const one = `(?<![\\p{L}])(?:${words})[-\\s]?${COLLECTING}(?![\\p{L}])`;
  const of = `(?<![\\p{L}])(?:${COLLECTING}|sammeln|einsammeln|leerung(?:en)?|abholung(?:en)?|abholen)\\s+(?:der|des|von|vom|den)\\s+(?:${words})(?:s|tonnen?|beh(?:ä|ae)ltern?|containern?)?(?![\\p{L}])`;
  // It is a day that is asked for where it is asked when; else what is collected says which routes are meant.
  return [
    [new RegExp(`${ASKED_WHEN}${one}`, "giu"), `${stream} abfuhr`] as const,
    [new RegExp(`\\b(?:bei|in|an)\\s+(?:der|den)\\s+${one}`, "giu"), `für ${stream}`] as const,
    [new RegExp(`${one}|${of}`, "giu"), stream] as const,
  ];
});

/** German put right before its words are looked for: marks of numbers, and turns of phrase that stand around something. */
export const spellingsDe = [
  ...COLLECTIONS,
  // What complaints and notes are like stands in quotation marks behind.
  [/(?<![\p{L}])(beschwerden?|notiz(?:en)?|hinweise?)\s+(?:so\s+)?wie\s*$/giu, "$1 über "],
  // Overtime is counted in hours: "mehr als vier Überstunden".
  [
    /(?<![\p{L}])(mehr\s+als|(?:ü|ue)ber|mindestens|weniger\s+als|unter|h(?:ö|oe)chstens)\s+(\d{1,3}|zwei|drei|vier|f(?:ü|ue)nf|sechs|sieben|acht|neun|zehn|zw(?:ö|oe)lf)\s+(?:ü|ue)berstunden(?![\p{L}])/giu,
    "$1 $2 Stunden Überstunden",
  ],
  // What a bound "lies" or "rises" over is over it.
  [
    /((?:ü|ue)ber|unter|mehr\s+als|weniger\s+als)\s+(\d+\s+\p{L}+|\d+\s?%)\s+(?:liegt|liegen|betr(?:ä|ae)gt|steigt|steigen|klettert|geht|f(?:ä|ae)llt|sinkt|dauert|kommt)(?=\W*$)/giu,
    "ist $1 $2",
  ],
  // Routes that lie behind
  [
    /(?<=(?<![\p{L}])(?:hinken|hinkt|h(?:ä|ae)ngen|h(?:ä|ae)ngt)\s+(?:\S+\s+){0,4}?)(?:dem|ihrem|unserem)\s+(?:zeit|fahr)?plan\s+(?=hinterher)/giu,
    "",
  ],
  [
    /(?<![\p{L}])(?:liegen|liegt|h(?:ä|ae)ngen|h(?:ä|ae)ngt|hinken|hinkt)\s+((?:\S+\s+){0,5}?)(?:zur(?:ü|ue)ck|hinterher|hintendran)(?=\W*$)/giu,
    "sind $1hinterher",
  ],
  // With fewer trucks it may do or not.
  [
    /(?<![\p{L}])(?:k(?:ä|ae)men|kommen|w(?:ü|ue)rden)\s+wir\s+((?:\S+\s+){0,2}?)mit\s+(\p{L}+|\d+)\s+(?:fahrzeuge?n?|wagen|lkws?|lastern?)\s+weniger\s+(?:aus(?:kommen)?|hin|klar)(?![\p{L}])/giu,
    "could we manage $1 with $2 Fahrzeugen fewer",
  ],
  // "Erst nach 16 Uhr" is after it, and comes first in nothing; what "wird fertig" has yet to end.
  [/(?<![\p{L}])erst(?=\s+(?:nach|um|ab|gegen|kurz\s+vor|kurz\s+nach)(?![\p{L}]))/giu, ""],
  [
    /(?<=(?<![\p{L}])(?:welche\p{L}*|wer|wie\s+viele)(?![\p{L}]).*)(?<![\p{L}])w(?:erden|ird)\s+(?!.*(?<![\p{L}])nicht(?![\p{L}]))((?:\S+\s+){1,6}?)fertig(?=\W*$)/giu,
    "are going to finish $1",
  ],
  [
    /(?<=(?<![\p{L}])(?:welche\p{L}*|wer|wie\s+viele)(?![\p{L}]).*)(?<![\p{L}])w(?:erden|ird)\s+((?:\S+\s+){0,3}?)nicht\s+vor\s+(\d.{0,9}?)\s+fertig(?=\W*$)/giu,
    "are going to finish $1nach $2",
  ],
  [
    /(?<![\p{L}])(?:welche|was\s+f(?:ü|ue)r|gibt\s+es)\s+(hinweise|notizen|bemerkungen|anmerkungen)\s+(?:(?:sind|gibt\s+es|stehen|liegen|haben\s+wir)\s+)?(?:bei|zu|für|fuer|an|über|von)\s+(?:der\s+|dem\s+)?(.{3,40}?)(?:\s+(?:hinterlegt|vermerkt|gespeichert|eingetragen|erfasst|notiert))?(?=\W*$)/giu,
    "notizen bei $2",
  ],
  [/\b(kostete?|gekostet)\s+((?:uns\s+)?)(?:eine|jede|die)\s+tonne\b/giu, "$1 $2pro tonne"],
  [/(?<![\p{L}])m(?:ü|ue|u)llabfuhr(?:en)?(?![\p{L}])/giu, "abfuhr"],
  // The parts of a verb stand apart: "laufen vor Samstag über".
  [/\b(laufen|läuft)\s+((?:\S+\s+){1,6}?)über(?=\s*[?.,!]|\s*$)/giu, "überlaufen $2"],
  // "Glasfahrzeuge" and "Papiertouren" say of which stream.
  [
    /\b(glas|papier|bio|restmüll|wertstoff|sperrmüll|recycling)(?:sammel)?(?=(?:fahrzeug|wagen|lkw|tour|route|runde|stopp|abholung|leerung)\p{L}*)/giu,
    "$1 ",
  ],
  // "1.000" is a thousand, and "20. November" the twentieth.
  [/(?<=\b\d{1,3})\.(?=\d{3}\b)/g, ","],
  [/(?<=\b\d{1,2})\.(?=\s*\p{L})/gu, " "],
  [/\bvor(?:ige|herige|angegangene)[nrms]?\s+(?=(?:\p{L}+tag|mittwoch)(?!\p{L}))/giu, "previous "],
  [/\bvorletzte[nrms]?\s+((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)(?!\p{L})/giu, "$1 one week ago"],
  // Several repairs at the head of a sentence order none.
  [/^\W*reparaturen(?=\s*,)/iu, "repairs"],
  // "Montagmittag" and "Montag früh" are a part of that day, and no tomorrow.
  [/\b((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\s*mittags?(?!\p{L})/giu, "$1 noon"],
  [
    /\b((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\s*(?:morgen|fr(?:ü|ue?)h|vormittag)(?!\p{L})/giu,
    "$1 morning",
  ],
  [/\b((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\s*nachmittag(?!\p{L})/giu, "$1 afternoon"],
  [/\b((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\s*abend(?!\p{L})/giu, "$1 evening"],
  [/\b(\d{1,2})\s+uhr\s+(\d{2})\b/gi, "$1:$2"],
  [/\b(\d{1,2}):(\d{2})\s+uhr\b/gi, "$1:$2"],
  // "Für jede Abfallart" is "je Abfallart"; "jeden Montag" stays.
  [/\b(?:für|fuer|an|in|auf|bei|aus|von)\s+jede[rnms]?\s+(?=\p{Lu})/gu, "je "],
  [/\bkomm(?:t|en)\s+(heute|morgen|gestern)\s+über\b/giu, "kommt über $1"],
  [/\s+vor(?=\s*[?.!]?\s*$)/giu, ""],
  [/\b(notiz(?:en)?\b.*?)\s+ste(?:ht|hen)\b/giu, "$1"],
  // "Wie viele Stunden hat sie letzte Woche gearbeitet" stands around who and when.
  [
    /\bwie\s+(?:viele\s+stunden|lange)\s+(?:hat|haben|hatte[n]?)\s+(.{2,60}?)\s+gearbeitet\b/giu,
    "wie viele gearbeitete stunden $1",
  ],
  [/\bhat\s+(?:ihn|sie|es|das)\s+(?:gebracht|angeliefert|abgeliefert|gekippt)\b/giu, "brought it in"],
  // "Mehr Überstunden als in der Woche davor" sets two times against each other; "nicht mehr" does not.
  [
    /(?<!\b(?:nicht|kein\p{L}*)\s+)\bmehr\s+(\p{Lu}\p{L}+)\s+als\s+(?=(?:in|im|am|letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?|gestern|vorgestern)(?!\p{L}))/gu,
    "more $1 than ",
  ],
  [
    /(?<!\b(?:nicht|kein\p{L}*)\s+)\bweniger\s+(\p{Lu}\p{L}+)\s+als\s+(?=(?:in|im|am|letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?|gestern|vorgestern)(?!\p{L}))/gu,
    "fewer $1 than ",
  ],
  // "Leg eine Warnung an, wenn …" stands around what is made.
  [
    /^\W*(?:bitte\s+)?(?:leg(?:e|st|en)?|richte(?:n|st)?|stell(?:e|en)?)\s+(?:(?:mir|uns|sie|du|bitte|doch|mal)\s+)*(?:eine?n?\s+)(?:neue[nr]?\s+)?(?:warnung|alarm|warnmeldung|meldung|benachrichtigung|hinweis|alert)\s+(?:an|ein)\s*,?\s*(?:wenn|sobald|falls)(?!\p{L})/giu,
    "tell me when",
  ],
  [
    /\b(?:im\s+leerlauf\s+(?:steht|stehen|läuft|laufen|ist|sind)|mit\s+laufendem\s+motor\s+(?:steht|stehen|herumsteht))(?!\p{L})/giu,
    "is idling",
  ],
  // "Schafft R-5 es vor …" stands around the one who does.
  [/\bschafft\s+(\S+(?:\s+\d+)?)\s+es\b/gi, "endet $1"],
  [/\bzone\s+mitte\b/gi, "centre zone"],
  [/\b(?:geplante|regelmäßige|automatische)[nr]?\s+berichte\b/gi, "scheduled reports"],
  // "Noch ein Sperrmüllstück bei … mitnehmen: welcher Wagen verliert am wenigsten Zeit?"
  [
    /\b(?:noch\s+)?(?:ein(?:e|en)?\s+)?(?:zusätzliche[srn]?\s+)?(?:sperrmüll(?:stück|teil|abholung|stopp)?|sofa|schrank|matratze|kühlschrank)\s+(?:in|bei|an|von|vom|am)\s+(?=(?:der\s+)?\d)/gi,
    "add a bulky pickup at ",
  ],
  [/(?<=bulky pickup at .{4,40}?)\s+(?:mitnehmen|abholen|holen|einschieben|einplanen)(?![\p{L}])/giu, ""],
  [
    /\bwelche[rsn]?\s+(?:wagen|lkw|fahrzeug|lastwagen|truck|müllwagen)\s+(?:verliert|braucht|verlöre)\s+(?:dabei\s+|dadurch\s+)?(?:am\s+wenigsten|die\s+wenigste|die\s+geringste)\s+zeit\b/gi,
    "which truck takes it with least delay",
  ],
  // "Was war im Mai mit Wagen 14 los" stands around when and which.
  [
    /\bwas\s+(?:ist|war|ging)\s+((?:in|im|seit|letzte[nrs]?|dieses?n?|diese[mrs]?|vorige[nrs]?)\s.{3,40}?)\s+(?:mit|bei|an|am)\s+((?:dem\s+)?(?:wagen|fahrzeug|lkw|lastwagen|laster)\s+\d{1,3})\s+(?:alles\s+)?(?:los|kaputt|passiert|defekt|schief(?:gegangen|\s+gegangen)?)(?!\p{L})/giu,
    "störungen und reparaturen von $2 $1",
  ],
  [
    /\bwas\s+(?:ist|war|ging)\s+(?:alles\s+)?(?:mit|bei|an|am)\s+((?:dem\s+)?(?:wagen|fahrzeug|lkw|lastwagen|laster)\s+\d{1,3})\s+((?:in|im|seit|letzte[nrs]?|diese[mnrs]?|vorige[nrs]?)\s.{3,40}?)\s+(?:alles\s+)?(?:los|kaputt|passiert|defekt|schief(?:gegangen|\s+gegangen)?)(?!\p{L})/giu,
    "störungen und reparaturen von $1 $2",
  ],
  [
    /\bwas\s+(?:ist|war|gab\s+es)\s+(.{0,40}?)\s*\b(?:mit|bei|auf|am)\s+((?:dem\s+)?(?:konto|kunde|kunden|kundenkonto|kundennummer)\s+\d{4,})\s*(.{0,40}?)\s*\b(?:los|passiert|gewesen|geschehen|vorgefallen)(?!\p{L})/giu,
    "leistungshistorie $2 $1 $3",
  ],
  [
    /\b(?:kunden|konto|leistungs)?historie\s+(?:von\s+|zu\s+|für\s+)?(?=\d{4,})/giu,
    "leistungshistorie kunde ",
  ],
] as const satisfies readonly (readonly [found: RegExp, put: string])[];
