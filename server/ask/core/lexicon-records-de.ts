/** German phrases about exceptions, notes, customers and why, by the English that they say. */
export const recordsDe = {
  "missed pickup":
    "ausgelassene abholung | ausgelassene abholungen | ausgelassene leerung | ausgelassene leerungen | ubersehene leerung | ubersehene abholungen | ubersehene leerungen | vergessene abholung | vergessene abholungen | fehlleerung | fehlleerungen | nicht abgeholte behalter | nicht geleerte behalter",
  "nobody has taken":
    "ohne bearbeiter | ohne zustandigen | sind noch niemandem zugewiesen | noch niemandem zugewiesen | niemandem zugewiesen | noch keinem zugewiesen | die noch niemandem zugewiesen sind | die noch keinem zugewiesen sind | hat sich noch keiner vorgenommen | hat sich noch niemand vorgenommen | die noch keiner angefasst hat",
  "no access":
    "nicht zuganglich | unzuganglich | zugangsprobleme | zugangsproblem | zugangsproblemen | nicht rangekommen | nicht erreichbar",
  address: "haushalt | haushalte | haushalten",
  contaminated: "storstoffe | storstoff | fehlwurf | fehlwurfe | falsch befullt",
  "called about afterwards":
    "hinterher beschwert | danach beschwert | spater beschwert | anschliessend beschwert",
  "at risk": "in gefahr | auf der kippe | stehen auf der kippe",
  exception: "storungsmeldung | storungsmeldungen",
  closed: "behoben | bereinigt",
  "which to handle first":
    "welche hat vorrang | welche haben vorrang | womit ich anfangen soll | womit ich anfange | womit ich beginnen soll | womit wir anfangen sollen | wo ich anfangen soll",
  complaint: "reklamation | reklamationen",
  gate: "tor",
  code: "code | turcode | torcode | zugangscode",
  alley: "gasse | gassen",
  driveway: "einfahrt",
  "too narrow": "zu schmal | zu eng",
  large: "gross | grosser | grossen",
  access: "zufahrt",
  "that is smoking": "die raucht | die qualmt | der raucht | der qualmt",
  overfull: "uberquellend | uberquellende",
  smoking: "raucht | qualmt | rauchend | rauchende | qualmend | qualmende",
  find: "finde | findet | finden sie",
  procedure: "verfahrensanweisung | arbeitsanweisung",
  "service history of":
    "verlauf der leerungen von | verlauf der leerungen bei | leerungsverlauf von | verlauf von | servicehistorie von | servicehistorie zum | servicehistorie zu | leistungshistorie von | leistungshistorie zum | komplette historie von | komplette historie des | historie des",
  "hospital compound":
    "krankenhausgelande | krankenhausgelandes | gelande vom krankenhaus | gelande des krankenhauses | klinikgelande",
  know: "kennen | kennt",
  "repeat exceptions":
    "wiederholte vorfalle | wiederholten vorfalle | wiederholte ausnahmen | wiederholten ausnahmen | wiederkehrende vorfalle | wiederkehrende probleme | wiederkehrenden vorfalle | immer wieder storungen | immer wieder vorfalle | immer wieder probleme",
  "still waiting for replacement":
    "warten noch auf ersatz | wartet noch auf ersatz | warten immer noch auf ersatz | warten auf einen neuen | noch auf ersatz warten | warten noch auf austausch | noch nicht ersetzt | sind noch nicht ersetzt | noch nicht ausgetauscht",
  "search for": "such mir heraus | suche mir heraus | such heraus | suche heraus | such mir raus | such raus",
  "notes that mention":
    "in der notiz etwas von | in den notizen etwas von | in der notiz steht etwas von | notizen in denen etwas von",
  "stops with notes that mention":
    "stopps heraus bei denen in der notiz etwas von | stopps bei denen in der notiz etwas von | stopps bei denen in den notizen etwas von | stopps bei denen die notiz etwas von",
  "what do the procedures say about":
    "was schreibt die dienstanweisung bei einem | was schreibt die dienstanweisung bei einer | was schreibt die dienstanweisung bei | was sagt die dienstanweisung zu | was sagt die dienstanweisung bei | was steht in der dienstanweisung zu | was schreibt die vorschrift bei | was sagt das handbuch zu | was sagen die vorschriften zu",
  "when did we last empty":
    "wann waren wir zuletzt bei kunde | wann waren wir zuletzt bei kunden | wann waren wir zuletzt bei konto | wann waren wir zuletzt bei | wann haben wir zuletzt geleert bei",
  "glass containers": "glasbehalter | glascontainer | glastonnen",
  "paper containers": "papierbehalter | papiertonnen",
  "overfull glass containers":
    "uberfullte glasbehalter | uberfullte glascontainer | uberfullten glasbehalter",
  "draw a chart": "bitte als diagramm | als diagramm | im diagramm | als grafik",
  "oldest first": "die altesten zuerst | alteste zuerst | die alteste zuerst | nach alter",
  "newest first": "die neuesten zuerst | neueste zuerst",
} as const;
