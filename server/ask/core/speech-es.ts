/** Spanish words of asking, going on, ordering and living, by the English that they say, beside those of the trade. */
export const speechEs = {
  "share of paid time spent":
    "se reparten las horas pagadas | se reparte el tiempo pagado | se distribuyen las horas pagadas | se distribuye el tiempo pagado | reparto de las horas pagadas | reparto del tiempo pagado",
  "that say": "que digan | que diga",
  "do it": "hazlo | hagalo | cumplelo | haz lo que dice | obedecela | obedecelo",
  "at disposal": "descarga | en descarga",
  like: "del tipo | del estilo | al estilo de | parecidas a | parecidos a | parecida a | que suenen a | similares a",
  "are we short of":
    "nos faltan | nos faltaran | nos van a faltar | nos hacen falta | nos falta | andamos cortos de | vamos cortos de",
  tripped: "saltaron | han saltado | salto",
  enough: "suficientes | suficiente | bastantes",
  // Asking to be shown
  "show me":
    "sacame | ponme | pasame | listame | indicame | me sacas | me pasas | me ensenas | me muestras | me das | me puedes dar | me puedes decir | puedes decirme | puedes mostrarme | podrias decirme | podrias darme | podrias mostrarme | quiero saber | quisiera saber | quisiera ver | me gustaria ver | me gustaria saber | necesito saber | necesito ver | hazme una lista de | dame una lista de | haz una lista de | necesito",
  "give me": "dame | deme | denme | damela | damelos",
  "tell me": "dime | digame | me dices",
  "": "jefe | jefa | a ver | oiga | mira | bueno | pues | aqui | aca | tambien | ademas | solo que | se me | cree que | crees que | creen que | segun tu",
  only: "solo | solamente | unicamente | nada mas | nomas",
  also: "y tambien",
  "as a chart": "en un grafico | en grafico | como grafico | en grafica",
  "as a table": "en una tabla | en tabla",
  "on a map": "en el mapa | en un mapa | sobre el mapa",
  // Going on
  "same for":
    "lo mismo para | lo mismo con | lo mismo pero para | igual para | igual pero para | lo mismo de | lo mismo en | y lo mismo para",
  "what about": "y que hay de | y que tal | que hay de",
  instead: "en su lugar",
  "instead of": "en vez de | en lugar de",
  // Orders
  "highest first":
    "de mas a menos | de mayor a menor | del mayor al menor | de mas a menor | en orden descendente | de forma descendente",
  "lowest first":
    "de menos a mas | de menor a mayor | del menor al mayor | en orden ascendente | de forma ascendente",
  "worst first":
    "de mas a menos grave | de mas grave a menos grave | de mas a menos graves | de mas a menos urgente | del peor al mejor | de peor a mejor | primero lo mas grave | primero los mas graves | ponme primero los mas graves | los mas graves primero | lo mas grave primero | la peor primero | el peor primero | primero el peor | primero la peor | empezando por el peor | empezando por la peor | empezando por los peores",
  "best first": "del mejor al peor | de mejor a peor | primero los mejores | primero las mejores",
  "sorted by": "ordenadas segun | ordenados segun | ordena por",
  "the worst #": "los # peores | las # peores",
  "with the most": "con mas | con el mayor numero de | con mayor",
  "with the least": "con menos | con el menor numero de | con menor",
  "most common": "mas comunes | mas frecuentes | mas habituales | mas repetidos | mas repetidas",
  "grouped by":
    "agrupados por | agrupadas por | agrupado por | agrupada por | desglosado por | desglosados por | desglosadas por | separados por | separadas por",
  // Splits
  monthly: "mes a mes | mes por mes | por meses",
  weekly: "semana a semana | semana por semana | por semanas",
  daily: "dia a dia | dia por dia | por dias | por cada dia",
  "by route": "por cada ruta | ruta por ruta",
  "by driver": "por cada conductor | por cada chofer | conductor por conductor",
  "by vehicle": "por cada camion | por cada vehiculo | camion por camion",
  "by depot": "por cada deposito | de cada deposito | en cada deposito | cada deposito",
  "by zone": "por cada zona | de cada zona | en cada zona | cada zona | por cada barrio",
  "by cause": "por cada tipo",
  "by waste stream": "por cada corriente | por cada tipo de residuo | por cada residuo | por fraccion",
  "at each disposal site":
    "en cada punto de descarga | por punto de descarga | en cada punto de vertido | en cada lugar de descarga | en cada sitio de descarga | en cada instalacion | por cada vertedero | por planta | por instalacion | por cada planta | de cada planta",
  "per 1,000 stops":
    "por cada mil paradas | por mil paradas | por cada 1.000 paradas | por cada 1000 paradas | por cada 1,000 paradas",
  // Words between
  if: "si",
  "with the fault":
    "con la averia que tiene | con esa averia | con esta averia | con el fallo que tiene | con ese fallo | con la falla que tiene",
  new: "nuevas | nuevos | nueva | nuevo",
  "how is it going": "como va todo | como va la cosa | como vamos | como va eso | que tal va",
  "share of":
    "que parte de | que parte del | que porcentaje de | que porcentaje del | que proporcion de | que proporcion del",
  about: "acerca del | sobre el | sobre la",
  "within # days of":
    "antes de # dias de | en menos de # dias de | a menos de # dias de | en los # dias siguientes a | dentro de los # dias de",
  "a repair":
    "repararlos | repararlo | repararla | repararlas | ser reparados | la reparacion | su reparacion",
  at: "a las",
  probably:
    "con toda probabilidad | con mucha probabilidad | con toda seguridad | seguramente | posiblemente | previsiblemente",
  had: "tuvo | tuvieron | tenia | tenian",
  will: "iran | ira",
  // The trade
  "which way is": "hacia donde va | hacia donde van | hacia donde se mueve",
  "recycling weeks": "semanas de reciclaje | semanas de reciclables | semanas de reciclado",
  "organics weeks":
    "semanas de organicos | semanas de organica | semanas de organico | semanas de restos organicos",
  "paper weeks": "semanas de papel | semanas de carton",
  "glass weeks": "semanas de vidrio",
  "refuse weeks": "semanas de basura | semanas de resto",
  "share of household set out":
    "que porcentaje de hogares saca el contenedor | que porcentaje de los hogares saca el contenedor | que porcentaje de hogares saca el cubo | que porcentaje de hogares saca los contenedores | porcentaje de hogares que saca el contenedor | porcentaje de hogares que sacan el contenedor | que parte de los hogares saca el contenedor",
  centre: "centro",
  account: "cuenta",
  "not reported a position for more than # minutes":
    "llevan mas de # minutos sin dar senal | llevan mas de # minutos sin senal | mas de # minutos sin dar senal | mas de # minutos sin senal | mas de # minutos sin reportar | mas de # minutos sin comunicar | sin senal desde hace mas de # minutos | sin reportar desde hace mas de # minutos | sin dar senal desde hace mas de # minutos | llevan # minutos sin dar senal | llevan # minutos sin senal",
  "missed pickup":
    "recogidas se perdieron | recogidas se han perdido | recogidas perdimos | recogidas hemos perdido | recogida se perdio | perdimos recogidas | dejamos sin recoger | dejaron sin recoger | dejado sin recoger | quedo sin recoger | quedaron sin recoger | falto la recogida | fallo la recogida | no recogimos | no se recogio | sin recoger | recogidas que faltaron | se nos paso recoger",
  reported: "registro | registraron | anoto | aviso de",
  late: "no van a la hora | no van a tiempo | no llegan a tiempo | no va a la hora | no va a tiempo | fuera de hora | demorado | demoradas | con demora",
  "by how much":
    "de cuantos minutos | por cuantos minutos | y de cuanto | cuanto de retraso | con cuanto retraso",
  "stop alerting me about":
    "no me avises mas del | no me avises mas de la | deja de avisarme del | deja de avisarme de la | silencia el | silencia la | no quiero mas avisos del | no quiero mas alertas del | no mas avisos del",
  "room for":
    "hueco para | cabida para | tienen hueco para | tiene hueco para | les queda sitio para | les cabe | pueden cargar",
  "1 tonne": "una tonelada mas | una tonelada",
  "complaints about": "quejas por | quejas sobre | quejas de | reclamos por | reclamaciones por",
  noise: "ruido | ruidos",
  smell: "olor | olores | mal olor",
  spilled: "derramada | derramado | vertido",
  "construction site": "obras | obra",
  "oil leak": "fuga de aceite | perdida de aceite | derrame de aceite",
  hydraulic: "hidraulico | hidraulica",
  leaves: "salga de | sale de | salga del | sale del | deje | abandone",
  messages: "mensaje | mensajes",
  "planned against actual":
    "previstos frente a los reales | previsto frente a lo real | previstas frente a las reales | planificados frente a los reales | previsto y real | planificado y real | planeado y real | planeado contra real",
  cheapest: "mas barato | mas barata | mas economico | mas economica | mas baratos",
  "has the lowest cost":
    "sale mas barato | sale mas barata | sale mas economico | tiene el menor costo | tiene el menor coste",
  cost: "costado",
  "what caused it": "a que se debieron | a que se debio | a que se debe | que las provoco | que lo provoco",
  "and why": "y por que motivo | y por que razon | y por que | y a que se debe",
  "litres did use": "litros gasto | litros consumio | litros uso",
  "need service":
    "toca revision | les toca revision | les toca | tienen que pasar revision | deben pasar revision | pasar revision | pasar la revision | necesitan pasar la revision | toca pasar revision",
  "that need service":
    "a los que les toca revision | a los que les toca | que necesitan revision | a los que toca revision",
  "can truck # go out": "puede salir el camion # | puede salir el #",
  came: "volvieron | reaparecieron",
  "come back within": "vuelven antes de | volvieron antes de | reaparecieron antes de",
  packer: "prensa",
  "will pass":
    "se va a pasar de | se van a pasar de | va a pasarse de | se pasara de | se pasaran de | va a sobrepasar | van a sobrepasar | superara | sobrepasaran | se pasan de | se pasa de",
  "tipped at": "entraron en | entro en | se llevaron a | se descargaron en | se vertieron en | llegaron al",
  "tipped yesterday at": "entraron ayer en | se descargaron ayer en | llegaron ayer a | se llevaron ayer a",
  "when did we last collect at":
    "cuando fue la ultima vez que recogimos a | cuando recogimos por ultima vez a | cuando estuvimos por ultima vez en",
  "outside services":
    "llamadas de rutas externas | llamadas de enrutamiento externo | rutas externas | enrutamiento externo | servicios de rutas externas",
  "have we spent on": "llevamos gastado en | hemos gastado en",
  "nobody has taken":
    "no ha asumido nadie | nadie ha asumido | no ha cogido nadie | sin que nadie las agarre | sin que nadie las tome | sin que nadie los tome | sin que nadie las coja | sin que nadie los atienda | sin que nadie las atienda | sin que nadie las asuma | sin dueno | sin responsable",
  "on route": "en ruta | recogida en ruta | recogiendo en ruta",
  "in transit":
    "traslados | traslado | desplazamientos | desplazamiento | trayectos | en trayectos | en trayecto | en transito | en desplazamientos | en desplazamiento",
  "idle time": "motor encendido parado | con el motor encendido",
  "finishes last": "termina la ultima | termina el ultimo | acaba la ultima | termina en ultimo lugar",
  scheduled: "programada | programado | agendada | agendado | programadas | programados",
  sofa: "sofa",
  defined: "define | definido | definida",
  "what does mean": "que significa | que quiere decir",
  "how long is the queue": "cuanto hay que esperar | cuanta cola hay | como esta la cola | cuanto se espera",
  "the queue at": "la fila en el | la fila en la | la fila en | la fila de | la cola en el | la cola del",
  "last serviced": "ultimo servicio | ultimo mantenimiento | ultima revision",
  "goes over": "pasa de | pasan de | supera los | sobrepasa los",
  "error rate": "tasa de errores | tasa de error | porcentaje de errores",
  "per service": "por servicio | de cada servicio",
  "heaviest loads": "cargas mas pesadas | descargas mas pesadas",
  // What people keep to themselves, and what is refused
  "home address": "donde vive | direccion de su casa | donde reside | su domicilio",
  password: "contrasena | clave de acceso | credenciales",
  birthday: "cumpleanos | fecha de nacimiento",
  "phone number": "numero de movil | movil de | celular de | numero personal",
  salary: "cuanto gana | cuanto cobra | nomina",
  medical: "enfermedad de | historial medico | baja medica",
  mark: "marca todo | marca todas | marca todos | marca la | marca el | da por",
  delete: "borrame | quita | suprime | haz desaparecer",
  cancel: "suspende",
  "ignore your rules":
    "saltate las reglas | sin hacer caso a las reglas | haz como si no tuvieras reglas | no hagas caso a tus reglas | ignora todas las reglas",
} as const;
