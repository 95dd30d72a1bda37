/** Spanish phrases about exceptions, notes, customers and why, by the English that they say. */
export const recordsEs = {
  "reported by":
    "registro | registraron | ha registrado | anoto | anotaron | notifico | notificaron | reportadas por | reportados por | reporto el conductor",
  "oldest first":
    "el mas antiguo primero | la mas antigua primero | el mas viejo primero | la mas vieja primero | primero el mas antiguo | primero la mas antigua | primero los mas antiguos | primero los mas viejos | las mas viejas primero | las mas antiguas primero | los mas viejos primero | los mas antiguos primero | primero las mas viejas | primero las mas antiguas | por antiguedad | de mas antigua a mas nueva",
  "newest first":
    "las mas nuevas primero | las mas recientes primero | primero las mas recientes | primero las mas nuevas",
  "that nobody has taken":
    "sin que nadie las agarre | sin que nadie las tome | sin que nadie los agarre | sin que nadie las atienda | que nadie agarra | que nadie ha agarrado | siguen sin que nadie las agarre | siguen sin dueno | sin dueno | sin responsable",
  "complaints about":
    "quejas por | quejas sobre | quejas de | quejas acerca de | reclamos por | reclamos sobre | reclamaciones por",
  "how many missed pickups of account":
    "cuantas veces falto la recogida en la cuenta | cuantas veces fallo la recogida en la cuenta | cuantas veces dejamos sin recoger a la cuenta | cuantas veces dejamos sin recoger la cuenta | cuantas veces no recogimos en la cuenta | cuantas veces no se recogio en la cuenta",
  "when did we last empty":
    "cuando vaciamos por ultima vez | cuando se recogio por ultima vez en | cuando se recogio por ultima vez | cuando recogimos por ultima vez en | cuando estuvimos por ultima vez en | cuando fue la ultima recogida de | cuando fue la ultima recogida en",
  "by month": "mes a mes",
  "by week": "semana a semana",
  "what do the procedures say about":
    "que dice el procedimiento sobre | que dicen los procedimientos sobre | que dice el manual sobre | que dicen las normas sobre | que dice el reglamento sobre | que manda el procedimiento si hay",
  "which notes say":
    "que notas dicen | que notas mencionan | notas que mencionan | notas que hablan de | paradas cuya nota menciona | paradas cuyas notas mencionan | paradas cuya nota habla de",
  "still waiting for replacement": "pendientes de reemplazo | esperan reemplazo | esperando recambio",
  "how is missed pickup defined":
    "como se define aqui una recogida perdida | como se define una recogida perdida",
} as const;
