// The hours of a clock in words, from one to twelve.
const HOUR_FORMS: readonly string[] = [
  ...["ein(?:s)?", "zwei", "drei", "vier", "f(?:ü|ue)nf", "sechs"],
  ...["sieben", "acht", "neun", "zehn", "elf", "zw(?:ö|oe)lf"],
];
// "Seit ich mich … ausgeloggt habe", around when that was.
const SINCE_I = "(?<![\\p{L}])(?:seit|seitdem)\\s+ich\\s+(?:mich\\s+)?";
const WENT =
  "\\s+(?:ausgeloggt|abgemeldet|feierabend\\s+gemacht|weg|gegangen|raus)(?:\\s+(?:habe|hab|bin|war))?(?![\\p{L}])";
const sinceI = (when: string): RegExp => new RegExp(`${SINCE_I}${when}${WENT}`, "giu");
const STREETS = "Street|Road|Lane|Avenue|Court|Close|Drive|Square";
const PLACE = `(?:der\\s+|die\\s+)?(?:\\d|\\p{Lu}\\p{L}+\\s+(?:${STREETS})\\b)`;
const PART = "(?:dem\\s+|der\\s+|den\\s+)?(?:greif)?(?:arm|presse|verdichter)";
const TROUBLE = "(?:probleme|störungen|defekte|mängel|schäden)";
const OVERFULL =
  "überfüllt|übervoll|überquellend|beschädigt|kaputt|defekt|nicht\\s+(?:raus|heraus|bereit)gestellt|nicht\\s+abgeholt|nicht\\s+geleert";

/** German turns of phrase that stand around what they speak of, said in the order that the tables of phrases read. */
export const turnsDe = [
  // "Vor neun Uhr": hours in words.
  ...HOUR_FORMS.map(
    (form, i) =>
      [new RegExp(`(?<![\\p{L}])${form}\\s+uhr(?![\\p{L}])`, "giu"), `${String(i + 1)} Uhr`] as const,
  ),
  [/(?<![\p{L}])(?:anderthalb|eineinhalb)(?![\p{L}])/giu, "1.5"],
  [/(?<![\p{L}])zweieinhalb(?![\p{L}])/giu, "2.5"],
  [/(?<=\d)\s*prozent(?![\p{L}])/giu, " %"],
  // What is to be handled first is asked of what stands before the colon.
  [/(?<=ursachen?|gr(?:u|ü)nde?n?|art)\s*:\s*(?=(?:welche|was|womit|wo)(?![\p{L}]))/giu, ", "],
  [
    /(?<![\p{L}])(?:fass|fasse)\s+(?:mir\s+|uns\s+)?den\s+montag\s+zusammen(?![\p{L}])/giu,
    "gib mir die Montagszusammenfassung",
  ],
  [/(?<![\p{L}])wie\s+stehen\s+wir\s+(heute\s+|gerade\s+|momentan\s+)?da(?=\W*$)/giu, "how is it going $1"],
  [
    /(?<![\p{L}])wie\s+viele\s+(fahrzeuge|wagen|lkws?|laster|m(?:ü|ue)llwagen)\s+werden\s+(.{3,40}?)\s+(?:gebraucht|ben(?:ö|oe)tigt)(?![\p{L}])/giu,
    "wie viele $1 brauchen wir $2",
  ],
  [
    /(?<![\p{L}])wenn\s+(?:man|wir|unsere\s+\p{L}+)\s+(an\s+der\s+.{4,30}?)\s+(?:weiter(?:hin)?\s+)?(\d+\s+minuten)\s+(?:ansteht|anstehen|wartet|warten|steht|stehen)(?![\p{L}])/giu,
    "wenn die schlange $1 bei $2 bleibt",
  ],
  [/(?<![\p{L}])letzten\s+beiden(?![\p{L}])/giu, "letzten zwei"],
  [
    /(?<![\p{L}])von\s+(\d{1,2})(?:\s+uhr)?\s+bis\s+(\d{1,2}):(\d{2})(?:\s+uhr)?(?![\p{L}\d])/giu,
    "from $1:00 to $2:$3",
  ],
  [/(?<![\p{L}])von\s+(\d{1,2})(?:\s+uhr)?\s+bis\s+(\d{1,2})\s+uhr(?![\p{L}])/giu, "from $1:00 to $2:00"],
  [
    /(?<![\p{L}])von\s+(\d{1,2}):(\d{2})(?:\s+uhr)?\s+bis\s+(\d{1,2})\s+uhr(?![\p{L}])/giu,
    "from $1:$2 to $3:00",
  ],
  // Two times are set against each other at the same hour.
  [
    /(?<=(?:vergl\p{L}*|gegenüber|gegen)(?![\p{L}]).*)(?:de[mr]\s+)?(?:vom\s+)?letzte[nm]\s+(\p{L}+tag|Mittwoch)\s+(?:zur|um)\s+(?:die\s+)?(?:selben|gleichen|derselben|dieselbe|gleiche|diese)\s+(?:uhr)?zeit(?![\p{L}])/giu,
    "the same time letzten $1",
  ],
  [
    /(?<![\p{L}])mach(?:e|t)?\s+mir\s+(?=(?:bitte\s+)?(?:(?:eine|einen|ein|die|den|das)\s+)?(?:liste|übersicht|bericht|zusammenfassung|montags\p{L}*|aufstellung|tabelle|diagramm|grafik|auswertung)(?![\p{L}]))/giu,
    "gib mir ",
  ],
  // A number behind "where is the" is a truck's.
  [
    /(?<![\p{L}])(wo\s+(?:steckt|ist|bleibt|steht|fährt|befindet\s+sich))\s+(?:die|der)\s+(\d{1,3})(?![\p{L}\d.:-])/giu,
    "$1 Wagen $2",
  ],
  [
    /(?<![\p{L}])wo\s+sich\s+(.{2,30}?)\s+((?:im\s+\p{L}+\s+|gerade\s+|momentan\s+|derzeit\s+|jetzt\s+|aktuell\s+)?)befinde(?:t|n)(?![\p{L}])/giu,
    "wo ist $1 $2",
  ],
  [/(?<![\p{L}])wo\s+(?:treibt|treiben)\s+sich\s+(.{2,40}?)\s+(?:he)?rum(?![\p{L}])/giu, "wo ist $1"],
  [/^(\W*)h(?:ä|ae)lt(?=\s+(?:irgend\p{L}*|ein|gerade)\s)/iu, "$1steht"],
  [
    /(?<![\p{L}])ohne\s+((?:auf|an|in|bei|am|im)\s.{3,80}?)\s+zu\s+(?:sein|stehen)(?![\p{L}])/giu,
    "und nicht $1",
  ],
  [
    /(?<![\p{L}])ohne\s+dass\s+(?:er|sie|es|(?:der|die|das)\s+(?:wagen|fahrzeuge?|lkws?|laster))\s+(?:gerade\s+|dabei\s+)?((?:auf|an|in|bei|am|im)\s.{3,80}?)\s+(?:ist|sind|steht|stehen|wäre)(?![\p{L}])/giu,
    "und nicht $1",
  ],
  [
    /(?<=(?<![\p{L}])(?:ein)?ge(?:stempelt|loggt|checkt)(?![\p{L}]).*)(?<![\p{L}])noch\s+nicht\s+losgefahren(?![\p{L}])/giu,
    "noch nicht vom hof",
  ],
  [
    /(?<![\p{L}])(?:und\s+)?(?:zwar\s+)?weder\s+((?:auf|an|in|bei|am|im)\s.{3,40}?)\s+noch\s+((?:auf|an|in|bei|am|im)\s[^,?]{3,30}?)\s+noch\s+((?:auf|an|in|bei|am|im)\s[^,?]{3,30}?)(?=\s*[?.,]|\s*$)/giu,
    "und nicht $1, $2 oder $3",
  ],
  [/(?<![\p{L}])stehen\s+((?:heute\s+)?)noch\s+aus(?=\W*$)/giu, "sind $1noch offen"],
  [
    /(?<![\p{L}])was\s+(?:habe|hab|haben)\s+(?:ich|wir)\s+(seit\s+.{3,30}?)\s+verpasst(?=\W*$)/giu,
    "was ist passiert $1",
  ],
  // Collections that are counted or listed are stops.
  [
    /(?<=(?<![\p{L}])(?:welche|wie\s+viele|alle)\s+)(?:abholungen|leerungen)(?![\p{L}])(?!\s+(?:pro|je)\s+stunde)/giu,
    "stopps",
  ],
  // What goes on in a zone
  [
    /(?<![\p{L}])was\s+(?:ist|geht)\s+(?:(?:gerade|jetzt|momentan|derzeit|aktuell|im\s+moment|da)\s+)?((?:in|im)\s+.{3,30}?)\s+(?:alles\s+|so\s+)?(?:los|ab)(?=\W*$)/giu,
    "what is happening $1",
  ],
  [
    /(?<![\p{L}])(?:(?:einen|den|eine|die)\s+)?(?:überblick|übersicht|lagebild)\s+über\s+(?=(?:die\s+|das\s+|den\s+)?(?:zone|gebiet|nordzone|südzone|ostzone|westzone|norden|süden|osten|westen)(?![\p{L}]))/giu,
    "everything happening in ",
  ],
  // Since somebody went
  [
    /(?<![\p{L}])von\s+(\d{1,2}:\d{2})(?:\s+uhr)?\s+bis\s+(\d{1,2}:\d{2})(?:\s+uhr)?(?![\p{L}\d])/giu,
    "from $1 to $2",
  ],
  [
    sinceI(
      "(?:am\\s+)?(gestern|vorgestern|\\p{L}+tag|mittwoch)(?:\\s+um)?(\\s+\\d{1,2}(?::\\d{2})?)?(?:\\s+uhr)?",
    ),
    "seit $1$2 Uhr",
  ],
  [/(?<![\p{L}])seit\s+(gestern|vorgestern|\p{L}+tag|mittwoch)\s+uhr(?![\p{L}])/giu, "seit $1"],
  [/(?<![\p{L}])seit\s+(?:meiner|der)\s+(?:abmeldung|pause)\s+um\s+(?=\d)/giu, "seit "],
  [sinceI("(?:um\\s+)?(\\d{1,2}(?::\\d{2})?)(?:\\s+uhr)?"), "seit $1 Uhr"],
  [sinceI("(?:am\\s+)?mittags?\\s+um\\s+(?:12|zw(?:ö|oe)lf)(?:\\s+uhr)?"), "seit mittag"],
  ...HOUR_FORMS.map(
    (form, i) =>
      [
        sinceI(
          `(?:(?:morgens|fr(?:ü|ue)h|vormittags)\\s+um\\s+${form}|um\\s+${form}\\s+(?:morgens|fr(?:ü|ue)h))`,
        ),
        `seit ${String(i + 1)} Uhr`,
      ] as const,
  ),
  [
    /(?<![\p{L}])was\s+hat\s+sich\s+(?:alles\s+)?((?:seit\s+.{2,40}?\s+)?)(?:alles\s+)?getan(?![\p{L}])/giu,
    "was ist passiert $1",
  ],
  ...HOUR_FORMS.map((form, i) => [sinceI(`um\\s+${form}`), `seit ${String(i + 1)} Uhr`] as const),
  [sinceI("(?:am\\s+)?mittags?"), "seit mittag"],
  [
    /^\W*ich\s+war\s+seit\s+(mittag|\d{1,2}(?::\d{2})?\s+uhr)\s+(?:weg|nicht\s+da)\W+was\s+(?:hat\s+sich\s+(?:getan|geändert|verändert)|ist\s+passiert|gibt\s+es\s+neues)(?![\p{L}])/giu,
    "was ist passiert seit $1",
  ],
  [
    /(?<![\p{L}])müssen\s+((?:heute\s+)?)noch\s+(?:fertig\s*)?(?:gefahren|beendet|abgeschlossen)\s+werden(?![\p{L}])/giu,
    "sind $1 noch offen",
  ],
  // Of a route, to come through "without overtime" is to end before it.
  [
    /(?<=(?<![\p{L}])(?:wird|ist|kommt|schafft|endet)\s+(?:(?:die\s+)?tour\s+|die\s+)?R-\d+(?!\d).{0,30})ohne\s+überstunden(?![\p{L}])/giu,
    "bevor die Überstunden beginnen",
  ],
  [
    /(?<![\p{L}])kommt\s+((?:(?:die\s+)?tour\s+|die\s+)?R-\d+)\s+(bevor\s+die\s+überstunden\s+beginnen)\s+(?:durch|hin|aus)(?![\p{L}])/giu,
    "endet $1 $2",
  ],
  [
    /(?<![\p{L}])(bio|glas|papier|recycling|wertstoff|restmüll|sperrmüll)-(?=(?:lkw|fahrzeug|wagen|tour|laster))/giu,
    "$1",
  ],
  [/(?<![\p{L}])transfer(?=\s*[,.?]|\s+und(?![\p{L}]))/giu, "Anfahrt"],
  // One by one is by each.
  [/(?<![\p{L}])(?:(?:auf|bei|in|an|von|für)\s+)?(?:den|die|der)\s+einzelnen\s+(?=\p{Lu}|lkw)/giu, "je "],
  [/(?<![\p{L}])fehlen\s+((?:\S+\s+){1,5}?)noch(?![\p{L}])/giu, "fehlen noch $1"],
  // Containers that are called "Tonnen", too: tonnes are neither full nor damaged.
  [new RegExp(`(?<![\\p{L}])((?:${OVERFULL})e?n?)\\s+tonnen?(?![\\p{L}])`, "giu"), "$1 behälter"],
  [
    new RegExp(`(?<!\\d\\s)(?<![\\p{L}])tonnen(?=\\s+(?:\\S+\\s+){1,4}?(?:${OVERFULL})(?![\\p{L}]))`, "giu"),
    "behälter",
  ],
  [/(?<![\p{L}])(welchen?)\s+tonnen(?![\p{L}])/giu, "$1 behälter"],
  [
    /(?<![\p{L}])wo\s+kamen\s+wir\s+(.{0,40}?)nicht\s+(?:ran|rein|hin|heran)(?![\p{L}])/giu,
    "stopps ohne zugang $1",
  ],
  [/(?<![\p{L}])(?:fass|fasse|fasst)\s+(.{3,60}?\snach\s.{3,30}?)\s+zusammen(?![\p{L}])/giu, "gruppiere $1"],
  // A route planned anew, and what stays of it
  [
    /^\W*(?:bitte\s+)?(?:optimier|optimiere|plan|plane|rechne)\s+((?:tour\s+|route\s+)?R-\d+)\s+(?:bitte\s+)?(?:neu|noch\s?mal\s+neu|noch\s?mal|noch\s+einmal)(?:\s+durch)?(?![\p{L}])/giu,
    "re-optimise $1",
  ],
  [
    /^\W*(?:bitte\s+)?((?:tour\s+|route\s+)?R-\d+)\s+(?:bitte\s+)?neu\s+(?:optimieren|planen|berechnen)(?![\p{L}])/giu,
    "re-optimise $1",
  ],
  [
    /(?<=re-optimise.*)(?:(?:lass|behalte|halte|lasse)\s+(?:aber\s+)?)?die\s+ersten\s+(\S+)\s+(?:stopps|halte)(?:\s*,?\s*(?:(?:sollen|müssen|aber|so|wie\s+sie\s+sind|bleiben|fest|gleich|stehen|unverändert|lassen)(?![\p{L}])\s*)+)?/giu,
    "keep the first $1 stops ",
  ],
  ...HOUR_FORMS.map(
    (form, i) =>
      [
        new RegExp(
          `(?<=re-optimise.*)(?<![\\p{L}])vor\\s+(?:${form}|${String(i + 1)})(?=\\s+(?:dran|erledigt|fertig|geleert)(?![\\p{L}]))`,
          "giu",
        ),
        // As in English, what is done before three is done before 15:00.
        `vor ${String(i + 1 < 6 ? i + 13 : i + 1)} Uhr`,
      ] as const,
  ),
  [
    /(?<=re-optimise.*)(?<=uhr|:\d{2})\s+(?:dran|erledigt|fertig|geleert)(?:\s+(?:sein|werden))?(?=\W*$)/giu,
    "",
  ],
  [/(?<=re-optimise.*)(?<![\p{L}])(schule|krankenhaus)\s+(?:muss|soll)(?![\p{L}])/giu, "$1"],
  [/^\W*sperrung\s+(?:der\s+|von\s+)?(.{4,30}?)\s+(?=from\s+\d)/giu, "$1 is closed "],
  // A bulky pickup that is asked for, and one that is asked after
  [
    /^\W*(?:wir\s+haben\s+)?(?:heute\s+)?(?:noch\s+)?(?:einen?\s+)?sperrmüll\s+(?:in|bei)\s+(?:der\s+)?(?=(?:\d|\p{Lu}\p{L}+\s+(?:Street|Road|Lane|Avenue|Court|Close)\b))/giu,
    "add a bulky pickup at ",
  ],
  [
    /(?<=bulky pickup.*)wer\s+(?:kann|könnte)\s+(?:ihn|es|sie|das)\s+((?:mit|am)\s.{5,40}?)\s+(?:mitnehmen|abholen|übernehmen|machen)(?![\p{L}])/giu,
    "which truck takes it $1",
  ],
  [
    /(?<=(?<![\p{L}])(?:ist|wurde|steht|war)\s+(?:der|die|das|unser)\s+)sperrmüll\s+(?:in|bei|an)\s+(?:der\s+)?(?=\d|\p{Lu})/giu,
    "sperrmüllabholung bei: ",
  ],
  [/(?<![\p{L}])steht\s+(.{5,60}?)\s+(?:schon\s+)?fest(?=\W*$)/giu, "ist $1 eingeplant"],
  // The day of collection, and the holiday that may move it
  [
    new RegExp(
      `(?<![\\p{L}])(?:an\\s+welchem\\s+(?:wochen)?tag\\s+(?:ist|wird)|wann\\s+ist|welcher\\s+abfuhrtag\\s+(?:gilt|ist)|welcher\\s+(?:wochen)?tag\\s+ist)\\s+(?:die\\s+|der\\s+)?(?:(?:abholtag|leerungstag|abfuhrtag|abholung|leerung|abfuhr|geleert|abgeholt|müllabfuhr)\\s+)?(?:in|bei|an|für)\\s+(?=${PLACE})(.{5,30}?)(?:\\s+(?:geleert|abgeholt))?(?=\\s*,|\\s*\\?|\\s+und|\\s*$)`,
      "giu",
    ),
    "what day is collection for $1",
  ],
  [
    /(?<![\p{L}])wann\s+wird\s+(?:in|bei)\s+(?:der\s+)?(.{5,30}?)\s+(?:geleert|abgeholt)(?=.*feiertag)/giu,
    "what day is collection for $1",
  ],
  [
    /(?<=collection.*),?\s+(?:und\s+)?(?:ist|verschiebt|ändert|wird|fällt|liegt)\s+(?:(?:es|er|sie|sich|das|die)\s+)*(?:in\s+)?diese[r]?\s+woche\s+(?:wegen|durch)\s+(?:des|dem|den|eines|einem)\s+feiertag(?:s|es)?(?:\s+(?:anders|verschoben|ein\s+anderer))?(?=\W*$)/giu,
    ", and is this week different because of the holiday",
  ],
  // What notes say
  [
    /(?<=(?<![\p{L}])(?:notiz|hinweis)(?:en?)?(?![\p{L}]).*)(?:ver|ab)(?:schlossene|geschlossene|sperrte|riegelte)[nsmr]?\s+tor(?![\p{L}])/giu,
    "locked gate",
  ],
  [
    /(?<![\p{L}])(?:bei\s+denen\s+in\s+der\s+notiz|deren\s+notiz)\s+(.{3,60}?)\s+erwähnt(?:\s+(?:wird|werden|ist))?(?=\W*$)/giu,
    "where the note mentions $1",
  ],
  [
    /(?<![\p{L}])bei\s+welchen\s+stopps\s+((?:in|im)\s+(?!de[rn]\s+notiz)(?:\S+\s+){1,3}?)?steht(?:\s+in\s+(?:der|den)\s+notiz(?:en)?)?\s*,?\s*dass\s+/giu,
    "which stops $1say ",
  ],
  [
    /(?<![\p{L}])welche\s+stopps\s+((?:in|im)\s+(?:\S+\s+){1,3}?)?(?:sagen|vermerken|erwähnen|besagen)\s*,?\s*dass\s+/giu,
    "which stops $1say ",
  ],
  [
    /(?<![\p{L}])(?:beschwerden?|reklamationen?)\s+(.{0,60}?)[\s,]+(?:(?:in\s+der|nach)\s+art\s+von|die\s+so\s+klingen\s+wie|die\s+klingen\s+wie|ähnlich\s+wie|so\s+wie)\s*$/giu,
    "$1 complaints about ",
  ],
  [
    /(?<![\p{L}])(?:beschwerden?|reklamationen?)\s+(?:(?:in\s+der|nach)\s+art\s+von|ähnlich\s+wie|die\s+klingen\s+wie)\s*$/giu,
    "complaints about ",
  ],
  [
    /(?<![\p{L}])(?:service|leerungs|leistungs|kunden)?historie\s+(?:von|zu|zum|für|des|vom)\s+(?:dem\s+|der\s+)?(?:kunden?|kontos?)\s+(?=\d{4,})/giu,
    "leistungshistorie kunde ",
  ],
  // Who knows a place
  [
    /(?<![\p{L}])(?:waren|war)\s+schon\s+(?:öfter|oft|mehrmals|häufiger)\s+(?:auf|in|bei)\s+(.{3,40}?)\s+und\s+kenn(?:en|t)\s+sich\s+(?:dort|da)\s+aus(?![\p{L}])/giu,
    "kennen $1",
  ],
  [
    /(?<![\p{L}])kenn(?:t|en)\s+sich\s+(?:gut\s+)?(?:auf|in|bei)\s+(.{3,40}?)\s+(?:gut\s+)?aus(?![\p{L}])/giu,
    "kennen $1",
  ],
  // Procedures
  [
    /(?<![\p{L}])was\s+schreib(?:t|en)\s+(?:unsere?\s+|die\s+|das\s+)?(\S*(?:verfahren|anweisung|vorschrift(?:en)?))\s+vor\s*,?\s+(?:wenn|falls)(?![\p{L}])/giu,
    "what does the procedure say about",
  ],
  [
    /(?<![\p{L}])wie\s+ist\s+(?:laut|nach)\s+(?:der\s+)?\S*(?:vorschrift|anweisung|verfahren)\s+mit\s+(.{3,40}?)\s+umzugehen(?![\p{L}])/giu,
    "what does the procedure say about $1",
  ],
  [/^\s+(?:gab|gibt)\s+es\s+/giu, " "],
  // Figures
  [
    /(?<![\p{L}])wie\s+(?:hat|haben)\s+sich\s+(die\s+.{4,40}?quote.{0,40}?)\s+entwickelt(?=\W*$)|(?<![\p{L}])wie\s+entwickelt\s+sich\s+(die\s+.{4,40}?(?:quote|rate)(?![\p{L}]).{0,40}?)(?=\W*$)/giu,
    "trend $1$2",
  ],
  [
    /(?<![\p{L}])was\s+kosten?t?\s+(?:uns\s+)?ein\s+stopp\s+und\s+eine\s+tonne(?![\p{L}])|(?<![\p{L}])stopp-?\s+und\s+tonnenkosten(?![\p{L}])/giu,
    "kosten pro stopp und pro tonne",
  ],
  [
    /(?<=(?<![\p{L}])wie\s+viele\s.*)(?<![\p{L}])(?:hatten|haben|gab)\s+(?:wir|es)\s+(?=(?:je|pro|auf)\s+(?:tausend|1))/giu,
    "",
  ],
  [
    /(?<![\p{L}])wie\s?viel\s+(?:prozent|%)\s+(?:der\s+(?:haushalte|anwohner|behälter|tonnen)\s+)?(?:stellen|werden|wird|wurden)\s+(.{3,60}?)\s+(?:raus|heraus|bereit)(?:gestellt)?(?=\W*$)/giu,
    "wie hoch ist die bereitstellungsquote $1",
  ],
  [
    /(?<![\p{L}])ist\s+(?:es|sie|die|das)\s+((?:seit\s+\S+\s+)?)besser\s+geworden(?![\p{L}])/giu,
    "has it got better $1",
  ],
  [/(?<![\p{L}])wie\s+hoch\s+(?:ist|sind|war|waren)\s+(?=.*has\s+it\s+got\s+better)/giu, "was ist "],
  [
    /(?<![\p{L}])(?:drei|3)\s+(?:dinge|punkte|sachen|themen|auffälligkeiten)(?:\s*,?\s*(?:zum|die|auf\s+die|denen)\s+(?:ich\s+|wir\s+|mir\s+|uns\s+|ansehen|anschauen|schauen|gucken|sehen|achten|beachten|hinsehen|sollten?|muss|müssen|\s)+)?/giu,
    "three things to look at",
  ],
  [/(?<![\p{L}])lief\s+der\s+motor\s+(.{0,40}?)\s*im\s+stand(?![\p{L}])/giu, "hatten $1 leerlauf"],
  [
    /(?<![\p{L}])weicht\s+am\s+(?:stärksten|meisten|weitesten)\s+von\s+den\s+anderen\s+(?:des\s+tages|von\s+heute|ab)(?:\s+ab)?(?![\p{L}])/giu,
    "is the most unbalanced against the others of that day",
  ],
  [/(?<![\p{L}])wie\s+steht\s+(.{5,90}?)\s+da(?=\W*$)/giu, "wie ist $1"],
  [/(?<![\p{L}])bei\s+(?:einem\s+|dem\s+)?literpreis\s+von\s+(\d+[.,]\d+)/giu, "bei $1 pro liter"],
  [/(?<![\p{L}])co2[-\s]?(?:einsparung|ersparnis)(?![\p{L}])/giu, "CO2 gespart"],
  [
    /(?<![\p{L}])(?:wie\s?viel(?:\s+geld)?|was)\s+haben\s+wir\s+(.{0,25}?)\s*für\s+(\S+(?:\s+(?:Routing|routing)\S*|\s+\S+abfragen)?)\s+ausgegeben(?![\p{L}])/giu,
    "how much did we spend on $2 $1",
  ],
  [
    /(?<![\p{L}])(?:wie\s?viel(?:\s+geld)?|was)\s+ging\s+(.{0,25}?)\s*für\s+(\S+(?:\s+(?:Routing|routing)\S*|\s+\S+abfragen)?)\s+drauf(?![\p{L}])/giu,
    "how much did we spend on $2 $1",
  ],
  [/(?<![\p{L}])ging(?:en)?\s+(.{3,40}?)\s+(?:runter|herunter|nach\s+unten)(?=\W*$)/giu, "did $1 go down"],
  [
    /(?<![\p{L}])(?=seit\s)(?<=(?<![\p{L}])(?:hat|haben)\s+sich(?![\p{L}]).*)seit\s+(?:dem\s+)?vormonat(?![\p{L}])/giu,
    "gegenüber dem Vormonat",
  ],
  [
    /(?<![\p{L}])f(?:ä|ae)llt\s+gegenüber\s+den\s+anderen\s+(?:(?:vom|am)\s+(?:selben|gleichen)\s+tag|desselben\s+tages|des\s+tages)\s+(?:am\s+(?:meisten|stärksten|weitesten)\s+)?aus\s+(?:dem\s+gleichgewicht|dem\s+rahmen|der\s+reihe)(?![\p{L}])/giu,
    "is the most unbalanced against the others of that day",
  ],
  [
    /(?<![\p{L}])wie\s+lange\s+dauer[tn]\s+(?:im\s+(?:schnitt|durchschnitt|mittel)\s+)?(?:die|eine)\s+abfertigung(?:\s+im\s+(?:schnitt|durchschnitt|mittel))?\s+(?:an|in|bei)\s+(?:jeder|den\s+einzelnen|je)\s+(?:entsorgungs)?anlagen?(?![\p{L}])/giu,
    "mittlere Abfertigungszeit je Anlage",
  ],
  [
    /(?<=Abfertigungszeit\s+je\s+Anlage.*?)\s*,?\s*(?:je\s+nach|nach\s+der|nach)\s+(?:uhrzeit|tageszeit|tagesstunde)(?![\p{L}])/giu,
    " nach Stunde",
  ],
  [
    /(?<![\p{L}])wie\s+wirken\s+sich\s+(?:dauerhaft\s+|ständig\s+|konstant\s+)?(\d+\s+minuten)\s+(?:wartezeit|warten|schlange|stau)\s+(an\s+der\s+.{4,40}?)\s+auf\s+die\s+überstunden\s+aus(?![\p{L}])/giu,
    "was passiert mit den überstunden, wenn die schlange $2 bei $1 bleibt",
  ],
  // Where neither of two is, they are not
  [
    /(?<![\p{L}])(?:irgendwo\s*,?\s*)?wo\s+weder\s+(?:ein\s+|das\s+)?depot\s+noch\s+(?:eine\s+|die\s+)?deponie\s+ist(?![\p{L}])/giu,
    "und nicht im Depot oder auf der Deponie",
  ],
  [
    /(?<=nicht\s+im\s+Depot\s+oder\s+auf\s+der\s+Deponie)\s*,?\s*und\s+(?:(?:haben|hat|machen|macht)\s+)?(?:auch\s+)?keine\s+pause(?:\s+(?:haben|hat|machen|macht))?(?![\p{L}])/giu,
    " oder in der Pause",
  ],
  // Shares of a load in words
  ...(
    [
      ["halb|zur\\s+h(?:ä|ae)lfte", "50"],
      ["(?:zu\\s+)?(?:einem|ein)\\s+drittel", "33"],
      ["(?:zu\\s+)?zwei\\s+drittel(?:n)?", "67"],
      ["(?:zu\\s+)?(?:einem|ein)\\s+viertel", "25"],
      ["(?:zu\\s+)?drei\\s?viertel(?:n)?", "75"],
    ] as const
  ).map(
    ([words, share]) =>
      [
        new RegExp(`(?<![\\p{L}])(?:${words})\\s+(?=(?:voll|beladen|gef(?:ü|ue)llt)(?![\\p{L}]))`, "giu"),
        `${share} % `,
      ] as const,
  ),
  // The workshop
  [
    /(?<![\p{L}])(?:bei|an)\s+welchen\s+(lkws?|wagen|fahrzeugen|lastern)\s+ist\s+die\s+(?:batterie)?spannung\s+(?:beim|während\s+des)\s+(?:anlassen|anlassens|starten|startens)\s+(?:zu\s+|sehr\s+)?(?:niedrig|gering|schwach)(?![\p{L}])/giu,
    "welche $1 have low cranking voltage",
  ],
  [
    /(?<![\p{L}])steht\s+(.{5,40}?)\s+eine?\s+(?:service|wartung|inspektion)\s+an(?=\W*$)/giu,
    "brauchen eine wartung $1",
  ],
  [
    /(?<![\p{L}])brauchen\s+((?:in|binnen|innerhalb)\s.{5,30}?)\s+eine?n?\s+(?:service|wartung|inspektion)(?=\W*$)/giu,
    "brauchen eine wartung $1",
  ],
  [
    new RegExp(
      `(?<![\\p{L}])${TROUBLE}\\s+(?:an|am|mit|bei)\\s+${PART}\\s+(?:oder|und)\\s+(?:an\\s+|am\\s+|mit\\s+)?${PART}(?![\\p{L}])`,
      "giu",
    ),
    "arm or packer problems",
  ],
  [
    /(?<![\p{L}])(?:treten|tauchen|kommen)\s+((?:innerhalb|binnen)\s.{8,60}?)\s+(?:wieder|erneut)(?:\s+auf)?(?=\W*$)/giu,
    "come back $1",
  ],
  [/(?<![\p{L}])waren\s+((?:innerhalb|binnen)\s.{8,60}?)\s+wieder\s+da(?=\W*$)/giu, "come back $1"],
  [
    /(?<![\p{L}])werden\s+heute\s+((?:(?:ihre|die|seine)\s+)?.{5,40}?)\s+überschreiten(?=\W*$)/giu,
    "überschreiten heute $1",
  ],
  [
    /(?<![\p{L}])wie\s+oft\s+bremsen\s+(.{3,60}?)\s+(?:hart|stark|scharf|heftig)(?![\p{L}])/giu,
    "wie viele starke bremsungen $1",
  ],
  // Why, and what counts
  [/(?<![\p{L}])woran\s+(?:liegt|lag)\s+es\s*,?\s*dass(?![\p{L}])/giu, "warum"],
  [
    /(?<![\p{L}])auf\s+das\s+doppelte\s+(?:gestiegen|angestiegen)(?![\p{L}])|(?<![\p{L}])doppelt\s+so\s+(?:viele|hoch)(?![\p{L}])/giu,
    "verdoppelt",
  ],
  [
    /(?<![\p{L}])was\s+(?:heißt|heisst|bedeutet)\s+(?:(?:hier|bei\s+uns|bei\s+euch|eigentlich|denn|für\s+uns)\s+)*[„"]?pünktlich(?:keit)?[“"]?(?![\p{L}])|(?<![\p{L}])wann\s+gilt\s+(?:ein\s+stopp|eine\s+leerung|eine\s+tour)\s+(?:bei\s+uns\s+|hier\s+)?als\s+[„"]?pünktlich[“"]?(?![\p{L}])/giu,
    "wie ist pünktlichkeit definiert",
  ],
  // Alerts, mails and what goes on
  [
    /(?<![\p{L}])hör(?:t|e|en\s+sie)?\s+auf\s*,?\s+mich\s+(?:wegen|über|zu|vor|bei)\s+(.{3,30}?)\s+zu\s+(?:alarmieren|benachrichtigen|warnen|informieren|nerven)(?![\p{L}])/giu,
    "keine meldungen mehr zu $1",
  ],
  [
    /^\W*(?:bitte\s+)?(?:stell|stelle|stellt|schalt|schalte|schaltet)\s+(?:mir\s+|bitte\s+)*(?:die|alle)\s+(?:warnungen|meldungen|alarme|benachrichtigungen)\s+(?:für|zu|über|von|wegen)\s+((?:wagen|fahrzeug|lkw|laster)\s+\d{1,3})\s+(?:bitte\s+)?(?:ab|aus|stumm)(?![\p{L}])/giu,
    "keine meldungen mehr zu $1",
  ],
  [/^\W*die\s+stadt\s+soll\s+(.{10,90}?)\s+(?:bekommen|erhalten)(?=\W*$)/giu, "schick der stadt $1"],
  [/^\W*bitte\s+der\s+stadt\s+(.{10,90}?)\s+(?:mailen|schicken|senden)(?=\W*$)/giu, "schick der stadt $1"],
  [/(?<=schick\p{L}*\s+der\s+stadt.*)(?<![\p{L}])freitags(?![\p{L}])/giu, "jeden Freitag"],
  [
    /(?<![\p{L}])(?:ein|eine)\s+pdf\s+(?:mit\s+(?:den|dem)|der|des)\s+(?=(?:leistungs|service|leerungs)nachweis)/giu,
    "a PDF of ",
  ],
  [/(?<![\p{L}])den\s+((?:leistungs|service|leerungs)nachweis)\s+als\s+pdf(?![\p{L}])/giu, "a PDF of $1"],
  [/(?<![\p{L}])(sind|waren)\s+zuletzt\s+(?=(?:in|bei|am|im)\s)/giu, "$1 kürzlich "],
  [
    /(?<![\p{L}])wie\s+sieht(?:['’]?s|\s+es)\s+((?:heute|gerade|momentan|aktuell)\s+)?(?:bei\s+uns\s+)?aus(?=\W*$)/giu,
    "how is it going $1",
  ],
  [/^\W*(?:und\s+)?wie\s+sah\s+(?:es|das)\s+(.{4,40}?)\s+aus(?=\W*$)/giu, "what about $1"],
] as const satisfies readonly (readonly [found: RegExp, put: string])[];
