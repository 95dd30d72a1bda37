/** German put right before its words are looked for: marks of numbers, and turns of phrase that stand around something. */
export const spellingsDe = [
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
] as const satisfies readonly (readonly [found: RegExp, put: string])[];
