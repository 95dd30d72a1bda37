/** Spanish phrases about where trucks are and how far routes and stops are, by the English that they say. */
export const statusEs = {
  "if nothing changes":
    "si seguimos a este ritmo | si seguimos al mismo ritmo | si seguimos asi | si seguimos igual | si todo sigue igual | si todo sigue asi | a este ritmo",
  "have to be moved to tomorrow":
    "habra que pasar a manana | habra que dejar para manana | hay que pasar a manana | hay que dejar para manana | tendremos que pasar a manana | tendremos que dejar para manana | se quedaran para manana | habria que pasar a manana",
  "waiting for replacement":
    "esperando recambio | esperando un recambio | siguen esperando recambio | que siguen esperando recambio | que esperan recambio | pendientes de recambio | a la espera de recambio | a la espera de reemplazo | sin recambio",
  "oldest first":
    "primero los que llevan mas tiempo | primero las que llevan mas tiempo | los que llevan mas tiempo primero | las que llevan mas tiempo primero | empezando por los que llevan mas tiempo | empezando por las que llevan mas tiempo | primero los que mas tiempo llevan | primero las que mas tiempo llevan",
  "and its collection days":
    "y que dias se recogen | y que dias se vacian | y en que dias se recogen | y que dias se recoge | y cuando se recogen | y que dias les toca | y que dias pasamos",
  "open exceptions":
    "un resumen de las incidencias abiertas | resumen de las incidencias abiertas | un resumen de incidencias abiertas | resumen de incidencias abiertas | un resumen con las incidencias abiertas",
  "started late": "arranco tarde | salio tarde | empezo tarde | comenzo tarde | inicio tarde",
  "unserved stops": "paradas sin servicio | paradas sin servir | paradas no servidas | paradas sin atender",
  "without signal":
    "sin dar senal | sin dar senales | sin emitir senal | sin mandar senal | sin enviar senal | sin senales | sin reportar | sin dar posicion | sin enviar posicion | sin transmitir | sin comunicar | sin reportarse",
  "have not reported a position for":
    "no dan senal desde hace | no reportan desde hace | no reportan posicion desde hace | no envian posicion desde hace | no han dado senal en",
  "who is driving truck #":
    "quien lleva ahora mismo el camion # | quien lleva ahora el camion # | quien lleva el camion # | quien conduce el camion # | quien conduce ahora el camion # | quien va en el camion #",
  "and where is it": "y por donde anda | y por donde va | y donde anda | y donde esta",
  "where is truck #":
    "donde anda el # | donde anda la # | donde esta el # | donde va el # | por donde va el # | por donde anda el # | donde se encuentra el # | ubicacion del # | donde queda el #",
  "and how much room":
    "y cuanto espacio | y cuanto hueco | y cuanta capacidad | y cuanto sitio | y cuanto lugar | y que capacidad",
  "how much room": "cuanto espacio | cuanto hueco | cuanta capacidad | cuanto sitio",
  "do we have": "llevamos | tenemos acumulado",
  reported:
    "que se avisaron | que nos avisaron | se avisaron | que avisaron | que se reportaron | que se dieron",
  "show the": "ponme las | ponme los | ponme la | ponme el | sacame las | sacame los",
  "against the week before":
    "al lado de las de la anterior | al lado de los de la anterior | junto a los de la anterior | frente a los de la anterior | junto a las de la anterior | frente a las de la anterior | contra las de la anterior | al lado de la anterior",
  "against the month before":
    "al lado de las del anterior | junto a las del anterior | frente a las del anterior | contra las del anterior",
  "wait by facility now, shortest first":
    "en que sitio de descarga hay que esperar menos ahora mismo | en que sitio de descarga se espera menos ahora mismo | en que vertedero hay que esperar menos ahora mismo | en que planta hay que esperar menos ahora mismo | en que planta se espera menos ahora mismo | donde hay que esperar menos ahora mismo | donde se espera menos ahora mismo",
  "search the notes that say":
    "busca las notas que digan que | busca las notas que dicen que | busca notas que digan que",
  "no room to turn round":
    "no se puede dar la vuelta | no puede dar la vuelta | no hay sitio para dar la vuelta | no hay espacio para dar la vuelta",
  "that street": "esa calle",
  "why did the on-time rate fall yesterday":
    "a que se debe que ayer bajara la puntualidad | a que se debe que bajara ayer la puntualidad | por que bajo ayer la puntualidad",
  "why did the on-time rate fall":
    "a que se debe que bajara la puntualidad | a que se debe que haya bajado la puntualidad | por que bajo la puntualidad",
  "split by":
    "desglosado por | desglosada por | desglosados por | desglosadas por | separado por | separados por | dividido por | divididas por | repartido por",
  "the completion rate":
    "porcentaje de paradas completadas | porcentaje de paradas hechas | porcentaje de paradas terminadas | porcentaje de paradas realizadas | proporcion de paradas completadas",
  nor: "ni",
  "and is not at": "y no este en | y no esten en | y no se encuentre en | y no se encuentren en",
  "on a break": "en su descanso | en su pausa | en su hora de comer | en su comida",
  "sorted by latest finish first":
    "primero la que acaba mas tarde | primero la que termina mas tarde | primero las que acaban mas tarde | primero las que terminan mas tarde | la que acaba mas tarde primero | la que termina mas tarde primero | empezando por la que acaba mas tarde | empezando por la que termina mas tarde",
  "sorted by earliest finish first":
    "primero la que acaba antes | primero la que termina antes | primero las que acaban antes | la que acaba antes primero | la que termina antes primero | empezando por la que acaba antes | empezando por la que termina antes",
  "the street": "la calle",
  "does not fit": "no cabe | no caben | no entra",
  "damaged containers":
    "contenedores rotos | contenedores danados | contenedores estropeados | cubos rotos | cubos danados",
  "which stops have notes that say":
    "en que paradas pone en las notas que | en que paradas dicen las notas que | en que paradas dice en las notas que | que paradas tienen una nota que dice que | que paradas tienen notas que dicen que",
  "is for": "este desde hace | esta desde hace | lleva desde hace",
  "will be full soonest": "se llenan primero | se llenaran primero | se llenan antes que los demas",
  "next pickup": "proxima recogida | siguiente recogida",
  "send to": "envia a | enviale a | manda a | mandale a | envie a | mande a",
  "so far": "hasta ahora | hasta el momento | hasta este momento | hasta esta hora",
  "finishing last":
    "terminara la ultima | acabara la ultima | termina la ultima | acaba la ultima | terminan las ultimas",
  "finishing first":
    "terminara la primera | acabara la primera | termina la primera | acaba la primera | terminara antes",
  "has to be moved to tomorrow": "se pasan a manana | se queda para manana | tendran que pasar a manana",
  "is done":
    "esta hecho | esta hecha | estan hechos | estan hechas | se ha hecho | se han hecho | lleva hecho | lleva hecha | llevan hecho | esta lista",
  "service history": "historial | historial de servicio | historial de servicios",
  hazardous: "peligroso | peligrosos | toxicos",
  moving: "en marcha | rodando",
  "and which are not": "y cuales no",
  "not at":
    "que no esten en | que no este en | que no estan en | que no esta en | que no se encuentren en | que no se encuentre en | sin estar en",
  "on lunch":
    "en el almuerzo | en la pausa de comida | en la pausa de la comida | en la pausa del almuerzo | en la hora de comer | en la hora del almuerzo | en su almuerzo | comiendo | almorzando",
  "lunch break":
    "pausa de comida | pausa de la comida | pausa del almuerzo | pausa para comer | pausa de almuerzo | hora de comer",
  "time to finish":
    "tiempo hasta terminar | tiempo hasta acabar | tiempo que les queda para terminar | tiempo que le queda para terminar | tiempo que les queda para acabar | tiempo que les falta para terminar | tiempo que les falta para acabar | tiempo que falta para terminar | tiempo que queda para terminar | tiempo que les queda hasta terminar",
  "left on each route":
    "le faltan a cada ruta | le quedan a cada ruta | les faltan a cada ruta | les quedan a cada ruta | faltan a cada ruta | quedan a cada ruta",
  "sorted by":
    "ordenalas por | ordenalos por | ordenalas segun | ordenalos segun | ordenamelas por | ordenamelos por | ordenelas por | ordenelos por",
  "since I logged off":
    "desde que me desconecte | desde que cerre sesion | desde que cerre la sesion | desde que me fui | desde que sali del sistema",
  "is closed":
    "estara cortada | estara cerrada | estara cortado | estara cerrado | va a estar cortada | va a estar cerrada | permanecera cortada | permanecera cerrada | queda cortada | queda cerrada | quedara cortada",
  "are affected":
    "se ven afectadas | estan afectadas | quedan afectadas | se veran afectadas | resultan afectadas",
  "propose a detour":
    "que desvio propones | que desvio propone | que desvio sugieres | que desvio recomiendas | propon un desvio | proponme un desvio | propongan un desvio | sugiere un desvio | sugiereme un desvio",
  "is this week different":
    "cambia esta semana | cambia algo esta semana | es distinta esta semana | es diferente esta semana | esta semana es distinta | esta semana es diferente | esta semana cambia | se mueve esta semana",
  "because of the holiday":
    "por el festivo | por el feriado | por ser festivo | por ser feriado | a causa del festivo | a causa del feriado | debido al festivo | debido al feriado | con el festivo | con el feriado",
  "most unbalanced against the others of that day":
    "mas desequilibrada respecto a las demas de ese dia | mas desequilibrada frente a las demas de ese dia | mas desequilibrada comparada con las demas de ese dia | mas desequilibrada que las demas de ese dia | mas descompensada respecto a las demas de ese dia | mas descompensada frente a las demas de ese dia",
  "keep the first # stops":
    "manten las # primeras paradas | manten las primeras # paradas | mantenga las # primeras paradas | manteniendo las # primeras paradas | manteniendo las primeras # paradas | conserva las # primeras paradas | conserva las primeras # paradas | respeta las # primeras paradas | respeta las primeras # paradas | dejando fijas las # primeras paradas | dejando fijas las primeras # paradas | dejando igual las # primeras paradas | dejando las # primeras paradas | dejando las primeras # paradas | deja fijas las # primeras paradas | deja fijas las primeras # paradas | deja las # primeras paradas | deja las primeras # paradas | respetando las # primeras paradas | respetando las primeras # paradas | sin tocar las # primeras paradas | sin tocar las primeras # paradas",
  "re-optimise":
    "reoptimiza | reoptimizar | reoptimice | reoptimicen | reoptimizame | vuelve a optimizar | optimiza de nuevo",
  recently: "recientemente | ultimamente | hace poco",
};
