/** German phrases about the workshop, the hours of drivers and facilities, by the English that they say. */
export const yardDe = {
  "worst first": "nach schwere sortiert | nach schweregrad sortiert | nach schweregrad | nach schwere",
  "in the next": "innerhalb der nachsten | binnen der nachsten",
  "in the next # km": "binnen # km | innerhalb von # km",
  "within # days of a repair":
    "binnen # tagen nach der reparatur | innerhalb von # tagen nach der reparatur | innerhalb von # tagen nach einer reparatur | binnen # tagen nach einer reparatur",
  "packer problems": "pressenstorung | pressenstorungen | pressenproblem | pressenprobleme",
  "by hour of day":
    "je nach tagesstunde | pro tagesstunde | nach tagesstunde | nach tagesstunden | je nach uhrzeit | je nach tageszeit",
  "most dangerous":
    "gefahrlichste | gefahrlichster | gefahrlichsten | riskanteste | riskantester | riskantesten",
  "is the most dangerous": "fahrt am gefahrlichsten | fahrt am riskantesten",
  full: "beladen | gefullt | ausgelastet",
  "fault codes": "fehlercodes | fehlercode | fehlermeldungen",
  "active fault codes": "aktive fehlercodes | aktive fehler",
  "low cranking voltage":
    "zu niedrige spannung beim starten | zu niedrige spannung beim anlassen | niedrige spannung beim starten | niedrige spannung beim anlassen | beim starten zu wenig spannung | zu wenig spannung beim starten | zu wenig spannung beim anlassen | beim anlassen zu wenig spannung | batteriespannung beim starten zu niedrig | batteriespannung beim anlassen zu niedrig | startspannung zu niedrig | zu geringe startspannung | geringe startspannung | niedrige startspannung | schwache batterie | niedrige batteriespannung | zu niedrige startspannung | schwache batterien",
  "come back": "wiederkommen | treten wieder auf | kommen wieder | zuruckkommen",
  "of a repair": "nach einer reparatur | einer reparatur",
  repair: "reparatur",
  took: "dauerten | gedauert haben | gedauert hat | dauerte",
  "less than": "kurzer als",
  "last serviced": "zuletzt gewartet | letzte wartung | letzten wartung",
  "not serviced": "nicht gewartet",
  arm: "arm | greifarm",
  packer: "presse | verdichter",
  "can truck": "darf wagen | darf lkw | darf der lkw | kann lkw | kann wagen | darf fahrzeug",
  "go out": "raus | ausrucken | rausfahren | losfahren",
  "legal hours":
    "erlaubte lenkzeit | zulassige stunden | zulassigen stunden | erlaubte arbeitszeit | zulassige lenkzeit | erlaubten stunden | gesetzliche arbeitszeit | lenkzeit | gesetzlichen stunden | gesetzliche lenkzeit | hochstarbeitszeit | arbeitszeit | arbeitszeiten | hochstarbeitszeiten | lenkzeiten",
  "will pass": "sprengt | sprengen | reisst | uberschreiten | werden uberschreiten | uberschreitet",
  "harsh braking":
    "scharfe bremsmanover | harte bremsmanover | starke bremsmanover | bremsmanover | vollbremsungen | starke bremsungen | starken bremsungen | heftige bremsungen | heftigen bremsungen | abrupte bremsungen | scharfes bremsen | notbremsungen | harte bremsungen | scharfe bremsungen | starkes bremsen | hartes bremsen | bremsen hart",
  speeding: "zu schnell | gerast | geschwindigkeitsuberschreitungen | zu schnell gefahren",
  "no break":
    "keine pause | keine pause gemacht | ohne pause | keine pause gehabt | keine pausen | ohne eine pause | ohne pausen",
  average:
    "durchschnittlich | durchschnitt | durchschnittliche | mittlere | im schnitt | schnitt | im mittel | durchschnittlichen",
  wait: "wartezeit | schlange | gewartet | warten | wartet | warteten | wartezeiten",
  "weigh tickets": "wiegescheine | wiegescheinen | wiegeschein | wiegebelege | wiegescheins | wiegezettel",
  "without a matching route":
    "haben keine passende tour | haben keine passende route | keine passende tour | die keiner tour zugeordnet sind | keiner tour zugeordnet | keiner tour zugeordnet sind | fehlt die tour | fehlt die passende tour | ohne passende route | ohne passende tour | ohne tour | ohne route | ohne zugehorige tour",
  "with a matching route":
    "haben eine passende tour | haben eine passende route | mit passender tour | mit einer passenden tour | mit zugehoriger tour",
  "still have": "haben noch",
  fault: "fehler | storung | defekt",
  "with that fault":
    "mit dieser storung | mit diesem fehler | mit dem fehler | mit der storung | mit diesem defekt",
  "came back within # days of a repair":
    "innerhalb von # tagen nach der reparatur wiederkamen | innerhalb von # tagen nach einer reparatur wieder auftraten | binnen # tagen nach der reparatur wiederkamen | weniger als # tage nach der reparatur wieder da waren",
  "who will pass the legal hours today":
    "wer kommt heute uber die gesetzliche arbeitszeit | wer kommt heute uber die lenkzeit | wer kommt heute uber seine stunden | wer kommt heute uber die arbeitszeit | wer uberschreitet heute die arbeitszeit",
  "how many hours are left to the legal limit today for":
    "wie viele stunden darf | wie lange darf | wie viele stunden hat",
  "with their photos":
    "mit ihren fotos | mit den fotos | mit ihren bildern | mit den bildern | samt fotos | samt bildern | und die fotos dazu | mit den zugehorigen fotos",
  "out of service":
    "ausser betrieb | ausser dienst | nicht einsatzbereit | nicht verfugbar | stillgelegt | nicht fahrbereit | ausgefallen",
  "in the workshop":
    "in der werkstatt | stehen heute in der werkstatt | stehen in der werkstatt | steht in der werkstatt | sind in der werkstatt",
  turnaround:
    "wie lange dauert ein aufenthalt | wie lange dauert der aufenthalt | wie lange dauert die abfertigung | wie lange dauert eine abfertigung | wie lange dauert das abladen | wie lange dauert das entladen | durchlaufzeit | abfertigungszeit | aufenthaltszeit | aufenthaltsdauer | verweildauer | verweilzeit",
  "turnaround by disposal site and hour":
    "standzeit je entsorgungsanlage und stunde | standzeit pro entsorgungsanlage und stunde | standzeit je anlage und stunde | standzeit pro anlage und stunde | standzeit je deponie und stunde | standzeit pro deponie und stunde",
  "turnaround at": "standzeit an der | standzeit auf der | standzeiten an den | standzeiten an der",
  "longest in the workshop":
    "am langsten in der werkstatt | stehen am langsten in der werkstatt | steht am langsten in der werkstatt",
  "by disposal site and hour":
    "je entsorgungsanlage und stunde | pro entsorgungsanlage und stunde | je anlage und stunde | pro anlage und stunde | je deponie und stunde | pro deponie und stunde",
  "by disposal site": "je entsorgungsanlage | pro entsorgungsanlage | nach entsorgungsanlage",
  "the heaviest loads": "die schwersten ladungen | schwersten ladungen | schwersten fuhren",
  "the # heaviest loads": "die # schwersten ladungen | # schwersten ladungen",
  "from worst to best": "vom schlechtesten zum besten",
  "still allowed to drive": "noch fahren",
  "the trucks in the workshop":
    "die liste der fahrzeuge die in der werkstatt stehen | die liste der lkw die in der werkstatt stehen | die liste der fahrzeuge in der werkstatt | liste der fahrzeuge in der werkstatt | die fahrzeuge die in der werkstatt stehen | die lkw die in der werkstatt stehen",
  "past their service distance":
    "mit der wartung uberfallig | sind mit der wartung uberfallig | mit der inspektion uberfallig | fur die wartung uberfallig | uberfallig mit der wartung | haben die wartung uberzogen",
  "clocked in late": "zu spat eingestempelt | verspatet eingestempelt | spat eingestempelt",
  "rest between shifts":
    "ruhe zwischen zwei schichten | ruhezeit zwischen zwei schichten | ruhe zwischen den schichten | pause zwischen zwei schichten | ruhezeit",
  "net weight": "nettogewicht | netto gewicht",
  "per load": "pro ladung | je ladung | pro fuhre | je fuhre | pro wiegeschein",
  "faults and repairs":
    "storungen und reparaturen | defekte und reparaturen | fehler und reparaturen | mangel und reparaturen | reparaturen und storungen",
  "how many days was truck #":
    "wie viele tage stand die # | wie viele tage stand der # | wie viele tage war die # | wie viele tage war der # | wieviele tage stand die # | wieviele tage stand der #",
} as const satisfies Readonly<Record<string, string>>;
