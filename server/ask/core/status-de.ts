/** German phrases about where trucks are and how far routes and stops are, by the English that they say. */
export const statusDe = {
  "behind schedule":
    "ist hinter dem zeitplan | sind hinter dem zeitplan | liegt hinter dem zeitplan | liegen hinter dem zeitplan | ist hinter dem plan | sind hinter dem plan | liegt hinter dem plan | liegen hinter dem plan | hinter dem zeitplan | hinterm zeitplan | hinter zeitplan | hinter dem fahrplan | hinter dem plan | hinter plan | hinterm plan | hinterherhinkt | hinterherhinken | hinterherhangt | hinterher | im ruckstand | in ruckstand",
  "how late are":
    "wie gross ist der ruckstand der | wie gross ist die verspatung der | wie viel ruckstand haben | wie viel verspatung haben",
  stopped: "parken | parkt",
  moving: "rollen | rollt | fahrend | fahrende",
  "clocked in": "gestempelt | eingebucht",
  "no position":
    "keinen standort | kein standort | keinen standort gemeldet | keine gps-daten | keine gps daten | keine gps-daten geschickt | keine gps-daten gesendet | keine standortdaten | keine positionsdaten | keine position geschickt | keine position ubermittelt",
  report: "melden | meldet",
  "done out of sequence":
    "nicht in der geplanten reihenfolge | nicht in der reihenfolge | nicht in der vorgesehenen reihenfolge | nicht in der richtigen reihenfolge | nicht der reihe nach | nicht nach der reihenfolge | von der reihenfolge abgewichen | in der falschen reihenfolge | entgegen der reihenfolge | abweichend von der reihenfolge",
  "and why": "mit grund | mit begrundung | mit dem grund | mit den grunden",
  "which drivers": "welche unserer leute | welche unserer fahrer | welche von unseren leuten",
  served: "bedient | angefahren",
  skipped: "weggelassen",
  "time to finish": "restdauer | restlaufzeit | verbleibender dauer",
  proof: "beweisfoto | beweisfotos | nachweisfoto | nachweisfotos",
  "before their next pickup":
    "vor ihrer nachsten abholung | bevor sie das nachste mal geleert werden | bevor sie wieder geleert werden | bevor sie das nachste mal abgeholt werden",
  "will overflow": "droht uberlauf | droht ein uberlauf",
  recently: "in letzter zeit | kurzlich | neulich | jungst | unlangst",
  sofa: "sofa | sofas | couch",
  "sofa pickup": "sofaabholung | abholung des sofas | abholung vom sofa | abholung eines sofas",
  now: "grad | im augenblick | zurzeit | zur zeit",
  "bulky pickup": "sperrmull abholung | sperrmullabholung | sperrgutabholung | sperrmulltermin",
  planned: "eingeplant | eingetragen | terminiert | angesetzt",
  "and when": "und fur wann | fur wann | und auf wann",
  not: "nicht mehr | nicht langer",
  "started late":
    "zu spat losgefahren | zu spat gestartet | zu spat begonnen | verspatet gestartet | spat losgefahren",
  "not left the depot":
    "nicht losgefahren | gar nicht losgefahren | noch gar nicht losgefahren | nicht ausgeruckt | noch nicht ausgeruckt | noch nicht rausgefahren | noch nicht vom hof | nicht vom hof gefahren",
  "finishing last":
    "als letzte fertig | als letztes fertig | als letzter fertig | zuletzt fertig | am spatesten fertig | als letzte zuruck | zuletzt zuruck",
  "finishing first":
    "als erste fertig | als erstes fertig | als erster fertig | zuerst fertig | am fruhesten fertig | als erste zuruck | zuerst zuruck",
  "what time": "um wie viel uhr | um wieviel uhr | wie viel uhr | um welche uhrzeit | um welche zeit",
  "without signal": "ohne positionsmeldung | ohne standortmeldung | ohne lebenszeichen",
  "the completion rate":
    "anteil der erledigten stopps | anteil erledigter stopps | prozent der stopps erledigt | anteil der gefahrenen stopps",
  "month by month": "monat fur monat | von monat zu monat",
  "week by week": "woche fur woche | von woche zu woche",
  "day by day": "tag fur tag | von tag zu tag",
  "on duty": "im dienst | in dienst | diensttuend",
  "are left":
    "fehlen noch | noch fehlen | stehen noch aus | stehen noch an | sind noch ubrig | bleiben noch ubrig",
  send: "schick | schicke | sende | maile",
  "so far": "bis zu diesem zeitpunkt | bislang",
  "which is the last to finish": "wer ist zuletzt fertig | wer kommt als letzter zuruck",
  "what share of":
    "wie viel prozent | wieviel prozent | wie viele prozent | wie viel prozent der | wieviel prozent der",
  "what percentage is done of": "zu wie viel prozent ist | zu wieviel prozent ist",
  "service history of": "leistungshistorie",
  collection: "abfuhr | sammlung",
  hazardous: "sondermull | schadstoff | schadstoffe | problemstoffe | gefahrgut",
  "what was the on-time rate of": "wie punktlich war | wie punktlich waren",
  "what is the on-time rate of": "wie punktlich ist | wie punktlich sind",
};
