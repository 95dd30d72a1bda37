/** Questions of dispatchers in English, Spanish and German, over the sections that are answered. */
export const TWINS: readonly (readonly [english: string, spanish: string, german: string])[] = [
  // Live status
  ["Where is truck 42 right now?", "¿Dónde está el camión 42 ahora mismo?", "Wo ist Wagen 42 gerade?"],
  [
    "Which trucks are moving and which are stopped?",
    "¿Qué camiones están en movimiento y cuáles están parados?",
    "Welche Lkw sind unterwegs und welche stehen?",
  ],
  ["How many routes are still open?", "¿Cuántas rutas siguen abiertas?", "Wie viele Touren sind noch offen?"],
  [
    "Who is closest to Mill Lane and has room for 2 tonnes?",
    "¿Quién está más cerca de Mill Lane y tiene sitio para 2 toneladas?",
    "Wer ist am nächsten zu Mill Lane und hat Platz für 2 Tonnen?",
  ],
  [
    "Which vehicles haven't reported a position in the last 20 minutes?",
    "¿Qué vehículos no han enviado posición en los últimos 20 minutos?",
    "Welche Fahrzeuge haben in den letzten 20 Minuten keine Position gemeldet?",
  ],
  [
    "Which drivers have clocked in but not left the yard?",
    "¿Qué conductores han fichado pero no han salido del patio?",
    "Welche Fahrer haben eingestempelt, aber den Hof noch nicht verlassen?",
  ],
  [
    "Show everything happening in the North zone.",
    "Muestra todo lo que pasa en la zona norte.",
    "Zeig alles, was in der Zone Nord passiert.",
  ],
  ["What changed since noon?", "¿Qué ha cambiado desde el mediodía?", "Was hat sich seit Mittag geändert?"],
  [
    "Which trucks are in the workshop?",
    "¿Qué camiones están en el taller?",
    "Welche Fahrzeuge sind in der Werkstatt?",
  ],
  // Progress
  ["Which routes are late?", "¿Qué rutas van atrasadas?", "Welche Touren sind verspätet?"],
  [
    "Which routes are late and by how much?",
    "que rutas estan retrasadas y por cuanto",
    "welche touren sind verspaetet und um wie viel",
  ],
  [
    "Which routes are more than 30 minutes late?",
    "¿Qué rutas llevan más de 30 minutos de retraso?",
    "Welche Touren sind mehr als 30 Minuten verspätet?",
  ],
  [
    "Will R-17 finish before overtime starts?",
    "¿Terminará R-17 antes de que empiecen las horas extra?",
    "Wird R-17 fertig, bevor die Überstunden beginnen?",
  ],
  [
    "When will the recycling truck get to Elm Avenue?",
    "¿Cuándo llegará el camión de reciclaje a Elm Avenue?",
    "Wann kommt der Wertstoffwagen in Elm Avenue an?",
  ],
  [
    "How many stops are left on each route?",
    "¿Cuántas paradas quedan en cada ruta?",
    "Wie viele Stopps sind auf jeder Tour noch übrig?",
  ],
  [
    "Which stops were done out of sequence today?",
    "¿Qué paradas se hicieron fuera de orden hoy?",
    "Welche Stopps wurden heute außer der Reihe erledigt?",
  ],
  [
    "Which routes skipped more than five stops?",
    "¿Qué rutas se saltaron más de cinco paradas?",
    "Welche Touren haben mehr als fünf Stopps ausgelassen?",
  ],
  [
    "Which pending stops have to be moved to tomorrow if nothing changes?",
    "¿Qué paradas pendientes tienen que pasarse a mañana si nada cambia?",
    "Welche ausstehenden Stopps müssen auf morgen verschoben werden, wenn sich nichts ändert?",
  ],
  [
    "Which routes have not started?",
    "¿Qué rutas no han empezado?",
    "Welche Touren haben noch nicht begonnen?",
  ],
  // Exceptions
  [
    "List today's missed pickups that nobody has taken yet.",
    "Lista de las recogidas perdidas de hoy que nadie ha tomado todavía.",
    "Liste die verpassten Leerungen von heute, die noch niemand übernommen hat.",
  ],
  [
    "Show no access exceptions this week with photos.",
    "Muestra las incidencias sin acceso de esta semana con fotos.",
    "Zeig die Störungen ohne Zugang diese Woche mit Fotos.",
  ],
  [
    "Which addresses had contaminated recycling three times this month?",
    "¿Qué direcciones tuvieron reciclaje contaminado tres veces este mes?",
    "Welche Adressen hatten diesen Monat dreimal verunreinigte Wertstoffe?",
  ],
  [
    "How many containers were overfull yesterday, by route?",
    "¿Cuántos contenedores estaban desbordados ayer, por ruta?",
    "Wie viele Behälter waren gestern überfüllt, nach Tour?",
  ],
  [
    "Any breakdowns right now, and which stops are at risk?",
    "¿Hay averías ahora mismo y qué paradas están en riesgo?",
    "Gibt es gerade Pannen, und welche Stopps sind gefährdet?",
  ],
  [
    "What exceptions did Maria report today?",
    "¿Qué incidencias reportó Maria hoy?",
    "Welche Störungen hat Maria heute gemeldet?",
  ],
  [
    "Which exceptions are older than four hours?",
    "¿Qué incidencias tienen más de cuatro horas?",
    "Welche Störungen sind älter als vier Stunden?",
  ],
  [
    "Show damaged containers waiting for replacement in the East zone.",
    "Muestra los contenedores dañados esperando reemplazo en la zona este.",
    "Zeig beschädigte Behälter, die auf Ersatz warten, in der Zone Ost.",
  ],
  // KPIs
  [
    "Stops per hour by route this month.",
    "Paradas por hora por ruta este mes.",
    "Stopps pro Stunde nach Tour diesen Monat.",
  ],
  [
    "Missed pickups per 1,000 stops, weekly, last quarter.",
    "Recogidas perdidas por 1.000 paradas, por semana, el trimestre pasado.",
    "Verpasste Leerungen pro 1.000 Stopps, wöchentlich, letztes Quartal.",
  ],
  [
    "Contamination rate by zone last month",
    "Tasa de contaminación por zona el mes pasado",
    "Verunreinigungsquote nach Zone letzten Monat",
  ],
  [
    "What was our on-time rate yesterday?",
    "¿Cuál fue nuestra puntualidad ayer?",
    "Wie war unsere Pünktlichkeit gestern?",
  ],
  [
    "What is our on-time rate so far today against the same time last Monday?",
    "¿Cuál es nuestra puntualidad en lo que va de día frente a la misma hora del lunes pasado?",
    "Wie ist unsere Pünktlichkeit heute bisher im Vergleich zur gleichen Zeit am letzten Montag?",
  ],
  [
    "Which KPI moved most since last month?",
    "¿Qué indicador ha cambiado más desde el mes pasado?",
    "Welche Kennzahl hat sich seit letztem Monat am meisten verändert?",
  ],
  [
    "Stops per hour by route on 12 November",
    "Paradas por hora por ruta el 12 de noviembre",
    "Stopps pro Stunde nach Tour am 12. November",
  ],
  // Compare, cost
  [
    "Top ten vehicles by idle time last month.",
    "Los diez primeros vehículos por tiempo en ralentí el mes pasado.",
    "Top ten Fahrzeuge nach Leerlaufzeit letzten Monat.",
  ],
  [
    "Compare overtime per driver, this month and the month before.",
    "Compara las horas extra por conductor, este mes y el mes anterior.",
    "Vergleiche Überstunden pro Fahrer, diesen Monat und den Monat davor.",
  ],
  [
    "Cost per stop and per tonne by waste stream.",
    "Costo por parada y por tonelada por tipo de residuo.",
    "Kosten pro Stopp und pro Tonne nach Abfallart.",
  ],
  [
    "Which truck burns the most fuel per route hour?",
    "¿Qué camión gasta más combustible por hora de ruta?",
    "Welcher Lkw verbraucht am meisten Kraftstoff pro Tourstunde?",
  ],
  [
    "How many tonnes did we collect yesterday?",
    "¿Cuántas toneladas recogimos ayer?",
    "Wie viele Tonnen haben wir gestern gesammelt?",
  ],
  [
    "How many tonnes of glass did we collect last week?",
    "¿Cuántas toneladas de vidrio recogimos la semana pasada?",
    "Wie viele Tonnen Glas haben wir letzte Woche gesammelt?",
  ],
  [
    "Distance by vehicle last week",
    "Distancia por vehículo la semana pasada",
    "Strecke pro Fahrzeug letzte Woche",
  ],
  // Workshop, hours, disposal
  [
    "Which trucks have active fault codes, worst first?",
    "¿Qué camiones tienen códigos de fallo activos, primero los peores?",
    "Welche Lkw haben aktive Fehlercodes, schlimmste zuerst?",
  ],
  [
    "Which vehicles need service in the next 500 km?",
    "¿Qué vehículos necesitan mantenimiento en los próximos 500 km?",
    "Welche Fahrzeuge brauchen eine Wartung in den nächsten 500 km?",
  ],
  [
    "Which trucks have low cranking voltage?",
    "¿Qué camiones tienen voltaje de arranque bajo?",
    "Welche Lkw haben eine niedrige Startspannung?",
  ],
  [
    "Which drivers will pass their legal hours today?",
    "¿Qué conductores superarán sus horas legales hoy?",
    "Welche Fahrer überschreiten heute ihre gesetzliche Arbeitszeit?",
  ],
  [
    "Harsh braking per 100 km by driver, last 2 weeks",
    "Frenazos por 100 km por conductor, últimas 2 semanas",
    "Vollbremsungen pro 100 km nach Fahrer, letzte 2 Wochen",
  ],
  [
    "Who had no break in the last six hours?",
    "¿Quién no ha tenido descanso en las últimas seis horas?",
    "Wer hatte in den letzten sechs Stunden keine Pause?",
  ],
  [
    "Which trucks are over 80 % full and still have more than 50 stops?",
    "¿Qué camiones están más de 80 % llenos y todavía tienen más de 50 paradas?",
    "Welche Lkw sind über 80 % voll und haben noch mehr als 50 Stopps?",
  ],
  [
    "Tickets without a matching route, last seven days",
    "Boletos de pesaje sin ruta, últimos siete días",
    "Wiegescheine ohne passende Tour, letzte sieben Tage",
  ],
  [
    "Average turnaround at each disposal site by hour of day.",
    "Tiempo medio de descarga en cada vertedero por hora del día.",
    "Durchschnittliche Aufenthaltszeit an jeder Deponie nach Tageszeit.",
  ],
  // What must not be dropped
  [
    "Which trucks are not moving?",
    "¿Qué camiones no están en movimiento?",
    "Welche Lkw sind nicht unterwegs?",
  ],
  [
    "Show all trucks except truck 5",
    "Muestra todos los camiones excepto el camión 5",
    "Zeig alle Lkw außer Wagen 5",
  ],
  [
    "How many stops did truck 12 do yesterday",
    "Cuántas paradas hizo el camión 12 ayer",
    "Wie viele Stopps hat Wagen 12 gestern erledigt",
  ],
  // A time of another day, and the other end of an order
  ["exceptions since yesterday noon", "excepciones desde ayer al mediodía", "Ausnahmen seit gestern Mittag"],
  [
    "exceptions since Monday morning",
    "excepciones desde el lunes por la mañana",
    "Ausnahmen seit Montag früh",
  ],
  [
    "exceptions since yesterday at 3 pm",
    "excepciones desde ayer a las 3 de la tarde",
    "Ausnahmen seit gestern 15 Uhr",
  ],
  ["missed pickups last night", "recogidas perdidas anoche", "verpasste Abholungen letzte Nacht"],
  [
    "Which three routes had the fewest exceptions last week?",
    "¿Qué tres rutas tuvieron menos excepciones la semana pasada?",
    "Welche drei Touren hatten letzte Woche die wenigsten Ausnahmen?",
  ],
  [
    "Which three drivers had the least overtime last week?",
    "¿Qué tres conductores tuvieron menos horas extra la semana pasada?",
    "Welche drei Fahrer hatten letzte Woche die wenigsten Überstunden?",
  ],
];
