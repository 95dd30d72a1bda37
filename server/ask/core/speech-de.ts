/** German words of asking, going on, ordering and living, by the English that they say, beside those of the trade. */
export const speechDe = {
  "do it":
    "mach das | mach es | tu das | tu es | mach was da steht | mach was dort steht | fuhre es aus | fuhr es aus | fuhre das aus | befolge das",
  // Asking to be shown
  "show me":
    "gib mir | gebt mir | konnen sie mir sagen | konnen sie mir zeigen | konnten sie mir sagen | konnten sie mir zeigen | zeigen sie mir | geben sie mir | nennen sie mir | sagen sie mir | such mir | suche mir | hol mir | nenn mir | nenne mir | liste mir | zeigst du mir | kannst du mir zeigen | konntest du mir zeigen | kannst du mir sagen | ich mochte wissen | ich mochte sehen | ich hatte gern | ich hatte gerne | ich brauche | ich will wissen | ich wusste gern | wir brauchen eine liste | nenne | nenn | suche | such",
  "tell me": "sag mir",
  start: "anfangen | anfangt | beginnen | beginnt | losgehen",
  "": "aufgeschlusselt | aufgeteilt | aufgegliedert | gegliedert | drauf | vor sich | heraus | raussuchen | heraussuchen | anzeigen lassen | schaffen | schafft | eben | jetzt mal | mal eben | chef | kollege | hier bitte | so | etwas | dazu | dabei | insgesamt alles | ganz | gar | davon bitte | mitnehmen | getrennt | einzeln | jeweils",
  only: "nur | lediglich | ausschliesslich | bloss",
  also: "auch | zusatzlich | ausserdem",
  as: "als",
  "as a chart": "als diagramm | als grafik | in einem diagramm | als balkendiagramm",
  "as a list": "als liste | in einer liste",
  "as a table": "als tabelle | in einer tabelle",
  "on a map": "auf der karte | auf einer karte | als karte",
  if: "wenn | falls | sofern",
  // Going on
  "same for":
    "dasselbe fur | das gleiche fur | das selbe fur | das ganze fur | dieselbe frage fur | genauso fur | und dasselbe fur | das gleiche noch mal fur",
  "what about": "wie war das | wie war es | was ist mit | wie sieht es aus mit | wie sieht es mit aus",
  instead: "stattdessen | lieber",
  "instead of": "statt | anstatt | anstelle von",
  "the first one": "der erste davon | die erste davon",
  "how is it going":
    "lauft alles | wie lauft es | wie lauft's | wie siehts aus | wie sieht es aus | wie stehen wir da",
  // Orders
  "what should i handle first":
    "womit soll ich anfangen | womit fange ich an | womit fang ich an | wo soll ich anfangen | wo fange ich an | was soll ich zuerst anpacken | womit sollte ich anfangen | womit anfangen",
  grouped: "bundeln | gebundelt | bundle",
  "highest first":
    "hochster zuerst | hochstes zuerst | der hochste zuerst | hochster wert zuerst | hochste zuerst | hochsten zuerst | grosste zuerst | grossten zuerst | absteigend | der grosste zuerst | die hochsten zuerst | die grossten zuerst | die meisten zuerst | von oben nach unten",
  "lowest first":
    "niedrigster zuerst | niedrigstes zuerst | der niedrigste zuerst | niedrigster wert zuerst | niedrigste zuerst | kleinste zuerst | aufsteigend | die wenigsten zuerst | die kleinsten zuerst",
  "worst first":
    "das schlimmste zuerst | die schlechtesten zuerst | schlimmste oben | die schlimmste zuerst | der schlimmste zuerst",
  "best first": "beste zuerst | die besten zuerst",
  "sorted by": "sortier nach | ordne nach | sortiere nach | sortieren nach | nach sortiert",
  sort: "sortieren | sortiere",
  biggest: "grosste | grossten | grosster | grosstes",
  highest: "hochster | hochstes",
  smallest: "kleinste | kleinsten",
  "most common": "haufigste | haufigsten",
  "the worst #": "die # schlechtesten | die # schlimmsten",
  "with the most": "mit den meisten | mit der meisten | mit den hochsten",
  "driven the most km":
    "die meisten kilometer gefahren | meisten kilometer gefahren | am meisten kilometer gefahren | die langste strecke gefahren",
  "driven more than # km": "mehr als # kilometer gefahren | mehr als # km gefahren",
  "driven less than # km": "weniger als # kilometer gefahren | weniger als # km gefahren",
  "driven the fewest km": "die wenigsten kilometer gefahren | am wenigsten kilometer gefahren",
  "with the least": "mit den wenigsten | mit der wenigsten | mit den niedrigsten",
  "with the biggest delay":
    "mit der grossten verspatung | mit den grossten verspatungen | mit der meisten verspatung | am meisten verspatet | mit der starksten verspatung",
  "side by side": "nebeneinander | im direkten vergleich",
  "this month and the month before":
    "diesen monat und den davor | dieser monat und der davor | diesen und letzten monat | diesen und den letzten monat",
  "is rising": "steigt | steigen | nimmt zu | nehmen zu",
  "is falling": "sinkt | sinken | nimmt ab | nehmen ab",
  "recycling weeks": "recyclingwoche | recyclingwochen | wertstoffwoche | wertstoffwochen",
  "organics weeks":
    "biowoche | biowochen | bioabfallwochen | biomullwochen | biotonnenwochen | kompostwochen | grungutwochen",
  "paper weeks": "papierwoche | papierwochen | altpapierwochen | papiertonnenwochen",
  "glass weeks": "glaswoche | glaswochen | altglaswochen",
  "refuse weeks": "restmullwoche | restmullwochen | restabfallwochen | mullwochen",
  "this week and the week before": "diese woche und die davor | diese und letzte woche",
  "the month before": "den davor | der davor",
  // Splits
  "by zone":
    "je stadtviertel | pro stadtviertel | nach stadtviertel | je stadtteil | je ortsteil | nach ortsteil | je viertel | je bezirk",
  "by weekday": "nach wochentag | je wochentag | pro wochentag | nach wochentagen",
  "by facility":
    "je entsorgungsanlage | pro entsorgungsanlage | nach entsorgungsanlage | pro anlage | nach anlage",
  "by facility and hour":
    "je entsorgungsanlage und stunde | je anlage und stunde | pro anlage und stunde | nach anlage und stunde",
  "by cause": "je ursache | je art | pro ursache",
  "by vehicle": "je wagen | nach wagen",
  "by customer": "je kunde | pro kunde | nach kunden | je kunden",
  // Words between
  at: "um",
  new: "neue | neuen | neuer",
  "how high": "wie hoch",
  last: "zuletzt",
  before: "davor",
  "in #": "im jahr #",
  "every working day": "jeden werktag | an jedem werktag | werktags",
  "the list of": "die liste der | eine liste der | die liste aller",
  "active faults": "offenen mangeln | offene mangel | aktiven fehlern | aktive fehler | offenen fehlern",
  weighed: "gewogen | verwogen",
  // The trade
  "the centre zone": "zone mitte",
  "litres of fuel": "dieselverbrauch | kraftstoffverbrauch | spritverbrauch | treibstoffverbrauch",
  "top #": "nur die ersten # | die ersten # | nur die # ersten",
  "fuel cost": "dieselkosten | kraftstoffkosten | spritkosten | treibstoffkosten",
  customer: "kundin | konto | kundenkonto",
  "not left the depot":
    "noch gar nicht losgefahren | gar nicht losgefahren | noch nicht vom hof | nicht vom hof gekommen | noch nicht ausgeruckt | noch nicht raus",
  "finishes last":
    "als letzte fertig | als letzter fertig | als letztes fertig | zuletzt fertig | am spatesten fertig | als letzte zuruck",
  "bulky pickup": "sperrmullabholung | sperrmullstuck | sperrmulltermin | sperrmullauftrag",
  "add a bulky pickup at":
    "noch ein sperrmullstuck in | noch ein sperrmullstuck | eine sperrmullabholung in | noch eine sperrmullabholung in | zusatzlich sperrmull in | noch sperrmull in",
  "takes it with the least delay":
    "verliert am wenigsten zeit | verliert dabei am wenigsten zeit | kostet das am wenigsten zeit | verliert dadurch am wenigsten zeit | am wenigsten verzogert",
  "what does the procedure say about":
    "was schreibt die dienstanweisung bei | was schreibt die anweisung bei | was sagt die dienstanweisung zu | was sagt die vorschrift zu | was sagt die anweisung zu | was sagt die betriebsanweisung zu | was steht in der dienstanweisung zu | was ist vorgeschrieben bei | was gilt bei",
  procedure: "dienstanweisung | dienstanweisungen | handbuch | vorschriften",
  "oil leak": "olleck | olverlust | oel leck | ol leck | auslaufendem ol",
  hydraulic: "hydraulik",
  "construction site": "baustelle | baustellen",
  noise: "larm | krach",
  smell: "geruch | gestank",
  "scheduled reports": "geplante berichte | geplanten berichte | geplanter berichte | terminberichte",
  report: "bericht | berichte",
  "stop alerting me about":
    "keine warnungen mehr fur | keine meldungen mehr fur | keine benachrichtigungen mehr fur | keine benachrichtigungen mehr zu | keine alarme mehr fur | ruhe bei",
  takes: "ubernimmt",
  "legal hours": "erlaubte stunden | zulassige arbeitszeit",
  "will pass":
    "kommt uber | kommen uber | kommt heute uber | kommen heute uber | wird uberschreiten | geht uber | gehen uber",
  "how many legal hours left has": "wie viele stunden darf | wie lange darf | wie viel stunden darf",
  today: "heute noch fahren | heute noch arbeiten",
  "damaged container": "kaputte tonnen | kaputte tonne | defekte tonnen | kaputte behalter",
  "waiting for replacement":
    "warten noch auf ersatz | noch auf ersatz warten | warten noch auf austausch | noch auf austausch warten | wartet auf ersatz",
  "share of paid time": "verteilt sich die bezahlte zeit | verteilung der bezahlten zeit",
  "in transit": "anfahrt | anfahrten | fahrzeit",
  "will overflow": "uberlaufen werden | werden voll",
  "tipped at":
    "gingen an | gingen zur | angeliefert an | angeliefert bei | geliefert an | gebracht zur | gefahren zur",
  "tipped last week at": "gingen letzte woche an | gingen letzte woche zur | gingen letzte woche auf",
  "tipped yesterday at": "gingen gestern an | gingen gestern zur | gingen gestern auf",
  "when did we last collect at":
    "wann waren wir zuletzt bei | wann waren wir das letzte mal bei | wann haben wir zuletzt geleert bei",
  "are in the workshop":
    "stehen in der werkstatt | stehen heute in der werkstatt | stehen gerade in der werkstatt | sind in der werkstatt | stehen zurzeit in der werkstatt",
  unbalanced:
    "am ungleichsten ausgelastet | ungleich ausgelastet | ungleichmassig ausgelastet | ungleichmassigsten | am ungleichsten",
  "against the others of that day":
    "im vergleich zu den anderen | gegenuber den anderen | als die anderen | verglichen mit den anderen",
  "turnaround by facility and hour":
    "standzeit je entsorgungsanlage und stunde | standzeit je anlage und stunde | standzeit pro anlage und stunde",
  "turnaround by facility":
    "standzeit je entsorgungsanlage | standzeit je anlage | standzeit an den anlagen | standzeit pro anlage | standzeit an jeder anlage",
  loads: "ladungen | ladung",
  "latency step": "latenzsprung | sprung der latenz",
  changed: "umgestellt | umgeschaltet | geschaltet",
  "optimiser weights": "gewichte des optimierers | optimierer gewichte | gewichte vom optimierer",
  "roll back": "zurucksetzen | zuruckrollen | zuruckstellen | setze zuruck",
  "to last week's version":
    "auf den stand von letzter woche | auf den stand der letzten woche | auf die version von letzter woche",
  "hit rate": "trefferquote | trefferrate",
  "percent of stops": "prozent der stopps | prozent der halte",
  "error rate": "fehlerrate | fehlerquote",
  "per service": "pro dienst | je dienst | nach dienst",
  "go down": "gesunken | gefallen",
  weight: "gewicht",
  december: "dezembers",
  recycling: "wertstoffabfuhr | wertstoffsammlung",
  "on recycling weeks":
    "nur die wochen mit wertstoffabfuhr | in wochen mit wertstoffabfuhr | wochen mit wertstoffabfuhr | nur in wertstoffwochen | in den wertstoffwochen | nur wertstoffwochen",
  "a truck more than": "ein fahrzeug mehr als | ein wagen mehr als | ein lkw mehr als",
  "are there enough": "reichen die | reichen unsere | genugen die",
  "are we short of": "fehlen uns | mangelt es uns an | haben wir zu wenig | haben wir zu wenige",
  enough: "genug | genugend | ausreichend",
  coordinates: "koordinaten",
  "of the cache": "des caches",
  tripped: "ausgelost | ausgelost haben",
  lasts: "anhalt | andauert",
  "one truck more":
    "ein zusatzliches fahrzeug | ein zusatzlicher wagen | ein fahrzeug mehr | ein wagen mehr | ein zusatzlicher lkw",
  "room for 1 tonne": "platz fur eine tonne | platz fur 1 tonne | kapazitat fur eine tonne",
  "room for # tonnes": "platz fur # tonnen | kapazitat fur # tonnen",
  damaged: "kaputte | kaputten | defekte | defekten",
  "missed pickup": "nicht geleert | vergessene leerung | vergessene leerungen",
  "missed pickups per 1,000 stops":
    "verpasste leerungen pro tausend stopps | verpasste leerungen je tausend stopps",
  // What people keep to themselves, and what is refused
  "home address":
    "privatadresse | wohnadresse | private adresse | heimadresse | wo wohnt | wo lebt | wohnanschrift | adresse von maria | privatanschrift",
  password: "passwort | kennwort | zugangsdaten | passworter",
  birthday: "geburtstag | geburtsdatum",
  "phone number": "telefonnummer | handynummer | private nummer | durchwahl von",
  salary:
    "gehalt | lohn | was verdient | wie viel verdient | wieviel verdient | gehalt von | stundenlohn von",
  "sick note":
    "krankmeldung | krankmeldungen | krankschreibung | krankschreibungen | krankenschein | krankenscheine | attest | atteste | arbeitsunfahigkeitsbescheinigung | arbeitsunfahigkeit",
  medical: "krankheit von | krankenakte | diagnose",
  mark: "markiere | setze alle | setz alle",
  "ignore your rules":
    "ignoriere deine regeln | ignoriere alle regeln | ignoriere alle deine regeln | ignoriere alle anweisungen | vergiss deine anweisungen | vergiss alle regeln | vergiss alle deine regeln | vergiss deine regeln | missachte deine regeln | ohne regeln | vergiss die regeln | ignoriere die regeln | halte dich nicht an die regeln | tu so als hattest du keine regeln",
  cancel: "storniere | streiche | sage ab | stornieren | cancele",
  delete: "losche | loschen | entferne",
} as const;
