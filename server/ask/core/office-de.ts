/** German phrases of money, forecasts and the platform by the English that they say; a part of the table of German. */
export const officeDe = {
  "spent on fuel":
    "fur diesel ausgegeben | fur sprit ausgegeben | fur kraftstoff ausgegeben | fur treibstoff ausgegeben | fur diesel bezahlt | fur sprit bezahlt | fur kraftstoff bezahlt",
  "how many": "mit wie vielen | mit wieviel | mit wie viel",
  "do we expect": "rechnen wir | mussen wir rechnen | ist zu rechnen",
  "in the week from": "in der woche ab dem | in der woche ab | in der woche vom",
  "with the range":
    "bitte mit spanne | mit spanne | mit der spanne | samt spanne | mit bandbreite | mit schwankungsbreite | mit unter- und obergrenze | mit unter und obergrenze",
  "do notes say":
    "steht in den notizen | steht in der notiz | steht in den hinweisen | steht in den bemerkungen",
  access: "zufahrt | zuwegung | anfahrt",
  queue: "warteschlange | schlange",
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
  "feature flags": "feature-flags | feature flags | funktionsschalter",
  "were changed": "umgestellt | umgeschaltet",
  "latency step at": "latenzsprung um | latenzanstieg um | latenzspitze um",
  "latency step": "latenzsprung | latenzanstieg | latenzspitze",
  "the optimiser weights":
    "optimierer-gewichte | optimierergewichte | optimierungsgewichte | gewichte des optimierers | gewichte vom optimierer",
  "to the version of": "auf den stand von | auf den stand der | auf die version von | auf die version der",
  "what caused it":
    "wodurch sie entstanden sind | woran es lag | woran das lag | wie sie entstanden sind | wodurch sie entstanden",
  optimiser: "optimierer | tourenoptimierer | routenoptimierer",
  "what counts as":
    "was zahlt bei euch als | was zahlt bei uns als | was zahlt hier als | was zahlt als | was gilt bei euch als | was gilt bei uns als | was gilt als | was versteht ihr unter | was versteht man unter",
  rollbacks: "rollbacks | ruckabwicklungen",
  "who tripped them": "wer hat sie ausgelost | von wem wurden sie ausgelost | wer hat die ausgelost",
  "roll back": "zurucksetzen | zuruckstellen | zuruckrollen | zuruckdrehen",
} as const;
