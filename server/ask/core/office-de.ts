/** German phrases of money, forecasts and the platform by the English that they say; a part of the table of German. */
export const officeDe = {
  "spent on fuel":
    "fur diesel ausgegeben | fur sprit ausgegeben | fur kraftstoff ausgegeben | fur treibstoff ausgegeben | fur diesel bezahlt | fur sprit bezahlt | fur kraftstoff bezahlt",
  "how many": "mit wie vielen | mit wieviel | mit wie viel",
  "with the range":
    "bitte mit spanne | mit spanne | mit der spanne | mit unter- und obergrenze | mit unter und obergrenze",
  "do notes say":
    "steht in den notizen | steht in der notiz | steht in den hinweisen | steht in den bemerkungen",
  access: "zufahrt | zuwegung | anfahrt",
  queue: "warteschlange | schlange",
  "per 1,000 stops":
    "je tausend stopps | pro tausend stopps | auf tausend stopps | je 1,000 stopps | pro 1,000 stopps | pro 1000 stopps | je 1000 stopps",
  "share of paid time":
    "aufteilung der bezahlten zeit | aufteilung der bezahlten arbeitszeit | anteil der bezahlten arbeitszeit | wie viel der bezahlten zeit | wie viel der bezahlten arbeitszeit",
  "in transit": "transferzeit | wegezeit",
  "contamination rate": "storstoffquote | fehlwurfrate | storstoffanteil",
  "is it getting better": "bessert sie sich | bessert sich das | verbessert sich das",
  "planned against actual":
    "soll-ist-vergleich | soll-ist | geplante gegen gefahrene | geplante gegen tatsachliche | geplante und tatsachliche | geplant gegen gefahren | soll und ist",
  "monday summary": "montagsubersicht | montagsuberblick | wochenstartbericht",
  safety: "sicherheit",
  time: "dauer",
  "per route hour": "pro tourenstunde | je tourenstunde",
  "moved most":
    "die grosste veranderung | grosste veranderung | den grossten sprung gemacht | den grossten sprung | am starksten geandert",
  "by container size":
    "pro containergrosse | pro behaltergrosse | nach grosse | je grosse | je containergrosse | nach tonnengrosse",
  "is the most unbalanced": "ist am unausgewogensten | ist am unausgeglichensten | ist am ungleichsten",
  "most unbalanced": "am unausgewogensten | am unausgeglichensten",
  contractor: "fremdfirma | fremdunternehmer | dienstleister",
  "our own crews": "unseren leuten | unsere leute | eigene leute | unseren teams | unsere teams",
  lowest: "geringste | geringsten | geringster",
  "cost of idling": "leerlaufkosten | kosten des leerlaufs | kosten fur leerlauf",
  "by waste stream":
    "nach fraktion | je fraktion | pro fraktion | nach abfallfraktion | je abfallfraktion | pro abfallfraktion | nach fraktionen",
  "cost per stop and per tonne": "stopp- und tonnenkosten | stoppkosten und tonnenkosten",
  saved: "einsparen | einsparten | eingespart",
  "re-optimised routes": "neuoptimierung der touren | neuoptimierte touren | neuoptimierten touren",
  "should we replace with electric first":
    "lohnt sich der umstieg auf elektro zuerst | lohnt sich zuerst der umstieg auf elektro",
  "do they need": "ist notig | brauchen die | mussen die haben",
  why: "woran liegt das | woran liegt's | woran liegt es",
  "how many tonnes": "welche menge | was fur eine menge | wie viel tonnage",
  "show the range": "mit bandbreite | mit schwankungsbreite | samt spanne | mit schwankungsbereich",
  "do we expect": "rechnen wir | erwarten wir | mussen wir rechnen | ist zu rechnen",
  "the week from": "in der woche ab dem | in der woche ab | der woche ab dem | in der woche vom",
  "how many trucks do we need":
    "welchen fahrzeugbedarf haben wir | wie hoch ist der fahrzeugbedarf | fahrzeugbedarf",
  "external routing calls":
    "externe routing-aufrufe | externen routing-aufrufe | externe routing-anfragen | externen routing-anfragen | externe routenabfragen | externe routingaufrufe | externe routing aufrufe",
  "send the city":
    "schick der stadt | schicke der stadt | sende der stadt | send der stadt | senden sie der stadt | schicken sie der stadt | maile der stadt",
  "service verification":
    "leistungsnachweis | leistungsnachweise | leistungsnachweisen | servicenachweis | servicenachweise | leerungsnachweis | leerungsnachweise",
  "per waste stream":
    "fur jede abfallart | fur jede stoffart | je stoffart | nach stoffart | pro stoffart | fur jeden abfallstrom",
  "the cost of fuel": "dieselkosten | treibstoffkosten | kraftstoffkosten | spritkosten",
  "of each": "getrennt | jeweils einzeln",
  "the last week of december": "letzten dezemberwoche | letzte dezemberwoche | letzter dezemberwoche",
  "glass containers": "glascontainer | glasbehalter | glastonnen",
  "paper containers": "papiercontainer | papierbehalter | papiertonnen",
  "organics containers": "biotonnen | biocontainer | biobehalter",
  "recycling containers": "wertstofftonnen | wertstoffcontainer | wertstoffbehalter",
  "will overflow before their next pickup":
    "uberlaufen vor der nachsten leerung | uberlaufen vor ihrer nachsten leerung | uberlaufen vor der nachsten abholung",
  "will overflow before": "uberlaufen vor",
  "feature flags": "schalter | flags | feature-schalter | feature-flags | feature flags | funktionsschalter",
  "were changed": "umgelegt | umgestellt | umgeschaltet",
  "latency step at": "latenzsprung um | latenzanstieg um | latenzspitze um",
  "latency step": "latenzsprung | latenzanstieg | latenzspitze",
  "the optimiser weights":
    "optimierer-gewichte | optimierergewichte | optimierungsgewichte | gewichte des optimierers | gewichte vom optimierer",
  "to the version of": "auf den stand von | auf den stand der | auf die version von | auf die version der",
  "what caused it":
    "woran lag's | woran lag das | was der grund dafur war | was der grund war | wodurch sie entstanden sind | woran es lag | woran das lag | wie sie entstanden sind | wodurch sie entstanden",
  optimiser: "optimierer | tourenoptimierer | routenoptimierer",
  "what counts as":
    "was zahlt bei euch als | was zahlt bei uns als | was zahlt hier als | was zahlt als | was gilt bei euch als | was gilt bei uns als | was gilt als | was versteht ihr unter | was versteht man unter",
  rollbacks: "rollbacks | ruckabwicklungen",
  "who tripped them": "wer hat sie ausgelost | von wem wurden sie ausgelost | wer hat die ausgelost",
  "roll back": "zurucksetzen | zuruckstellen | zuruckrollen | zuruckdrehen",
} as const;
