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
  "which notes say": "que notas dicen | que notas mencionan | notas que mencionan | notas que hablan de",
  "still waiting for replacement": "pendientes de reemplazo | esperan reemplazo | esperando recambio",
  "how is missed pickup defined":
    "como se define aqui una recogida perdida | como se define una recogida perdida",
  reported: "comunico | comunicaron | ha comunicado | dio parte de | ha reportado",
  "how were they closed":
    "como se resolvieron | como se cerraron | como se solucionaron | como fueron resueltas | como fueron cerradas | como quedaron resueltas | como quedaron cerradas",
  find: "busca | buscame | buscar | busque | busquen | encuentra | encuentrame | localiza | localizame",
  "stops where the note mentions":
    "paradas cuya nota menciona | paradas cuyas notas mencionan | paradas cuya nota habla de | paradas cuyas notas hablan de | paradas cuya nota hable de | paradas cuyas notas hablen de | paradas cuyas notas mencionen | paradas cuya nota diga | paradas cuya nota dice | paradas en cuya nota se hable de | paradas en cuyas notas se hable de | paradas en cuya nota se habla de | paradas en cuyas notas se habla de | paradas en cuya nota se mencione | paradas en cuyas notas se mencione | paradas en cuya nota se menciona | paradas en cuyas notas se menciona | paradas en cuya nota aparezca | paradas en cuyas notas aparezca | paradas donde la nota mencione | paradas donde la nota hable de | paradas en las que la nota mencione | paradas en las que la nota hable de | paradas con notas que mencionen | paradas con notas que hablen de | paradas con una nota que mencione | paradas con una nota que hable de",
  "loose dog": "perro suelto | perros sueltos",
  "load that is smoking":
    "carga que echa humo | carga que humea | carga humeante | carga que empieza a echar humo | carga que suelta humo | carga que desprende humo | carga echando humo | carga que esta echando humo | carga echa humo | carga humea | carga empieza a echar humo | carga empieza a humear | carga suelta humo",
  "what does our procedure say about":
    "que dice nuestro procedimiento sobre | que dice nuestro procedimiento cuando | que dice nuestro procedimiento si | que dice nuestro protocolo sobre | que dice nuestro protocolo cuando | que dice nuestro protocolo si | que dice nuestro procedimiento en caso de | que dice nuestro protocolo en caso de | que indica nuestro procedimiento sobre | que indica nuestro procedimiento cuando | que indica nuestro procedimiento si | que indica nuestro protocolo si | que indica nuestro protocolo cuando",
} as const;
