/** Spanish phrases about the workshop, the hours of drivers and facilities, by the English that they say. */
export const yardEs = {
  "fault codes":
    "codigos de fallo | codigo de fallo | fallas activas | codigos de falla | fallos | codigos de averia | codigo de averia | codigos de error",
  "active fault codes":
    "codigos de fallo activos | fallos activos | averias activas | codigos activos | avisos de fallo activos | codigos de averia activos | codigos de error activos",
  "low cranking voltage":
    "voltaje de arranque bajo | bateria baja | bajo voltaje de arranque | baja tension de arranque",
  "come back": "vuelven | reaparecen | regresan",
  "of a repair": "de una reparacion",
  repair: "reparacion",
  "is over": "pase de | pasen de",
  took: "duraron | duro | han durado",
  "last serviced":
    "se reviso por ultima vez | revisado por ultima vez | la ultima revision | ultima revision",
  "without a service": "sin revision | sin pasar revision",
  arm: "brazo",
  "can truck": "puede salir el camion | puede el camion",
  "go out": "salir",
  "legal hours":
    "horas legales | limite legal | horas permitidas | horas que permite la ley | horas que marca la ley | horas que fija la ley | horas que establece la ley | horas permitidas por ley | horas permitidas por la ley | maximo legal de horas | tope legal de horas | limite legal de horas",
  "harsh braking": "frenazos | frenadas bruscas | frenado brusco | frenazos bruscos",
  speeding: "exceso de velocidad | excesos de velocidad | velocidad excesiva",
  near: "junto a",
  "no break":
    "no han hecho pausa | no han hecho descanso | no han tenido descanso | no han tenido pausa | no han tenido un descanso | no ha hecho pausa | no hicieron pausa | no han parado a descansar | sin descanso | no han descansado | sin pausa | no ha tenido descanso | no tuvo descanso | no ha descansado | no descanso | no descansaron | no hizo pausa | no hizo descanso | no ha hecho descanso | no ha parado a descansar | sin descansar",
  turnaround: "tiempo de descarga | tiempo de estancia | tiempo medio de descarga",
  average: "promedio | media | medio | tiempo medio | tiempo promedio",
  wait: "espera | cola | tiempo de espera",
  "weigh tickets": "tiques | boletos de pesaje | tickets de pesaje | tiquetes | boletas",
  "without a matching route": "sin ruta | sin ruta asociada | sin ruta correspondiente",
  "still have": "todavia tienen | aun tienen",
  fault: "falla | fallo | defecto",
  "with that fault":
    "con la averia que tiene | con esa averia | con esta averia | con la averia actual | con el fallo que tiene | con ese fallo | con la falla que tiene | con ese defecto",
  "how many fault codes were raised":
    "cuantas averias nuevas hubo | cuantos fallos nuevos hubo | cuantas averias hubo | cuantas averias nuevas",
  "new fault codes": "averias nuevas | nuevas averias | fallos nuevos | nuevos fallos",
  "which trucks have fault codes": "que camiones estan averiados | que camiones tienen averias",
  "came back within # days of a repair":
    "volvieron antes de # dias de repararlos | volvieron a los # dias de repararlos | volvieron antes de # dias de la reparacion | reaparecieron antes de # dias de repararlos | volvieron en menos de # dias | volvieron en menos de # dias tras la reparacion | volvieron dentro de # dias",
  packer: "compactador | prensa | compactadora",
  "most serious first":
    "primero los mas graves | primero las mas graves | los mas graves primero | las mas graves primero | ponme primero los mas graves | empezando por los mas graves",
  "can go out": "puede salir | puede circular | puede salir a la calle",
  "will pass":
    "pasaran | superaran | van a superar | van a pasar | excederan | va a pasar | se va a pasar | se van a pasar | va a superar | superara | se pasara | se pasaran | va a exceder",
  "will pass today": "se va a pasar hoy de | se van a pasar hoy de | va a superar hoy | van a superar hoy",
  "only the worst": "solo los peores | solo las peores",
  "show me": "sacame | saquenme | ponme | pasame",
  tipped: "entraron | se descargaron | descargamos | se vertieron | entregamos",
  "by hour": "por hora del dia",
  "from worst to best": "del peor al mejor | de peor a mejor",
  "by disposal site": "agrupados por vertedero | agrupadas por vertedero | agrupados por planta",
  "how many hours are left to the legal limit for":
    "cuantas horas le quedan a | cuantas horas legales le quedan a",
  "with their photos": "con sus fotos | con las fotos | con sus imagenes | junto con las fotos",
  "out of service":
    "fuera de servicio | fuera de circulacion | fuera de combate | no disponibles | no disponible | inoperativos",
  "how many hours worked":
    "cuantas horas ha trabajado | cuantas horas han trabajado | cuantas horas trabajo | cuantas horas trabajaron",
  "in the workshop": "en el taller",
  "how many tickets": "cuantas descargas | cuantos viajes al vertedero | cuantas pesadas",
  "and how many tonnes":
    "y cuantas toneladas sumaron | y cuantas toneladas fueron | y cuantas toneladas en total | y cuantas toneladas",
  "is not in the workshop": "salga del taller | haya salido del taller | este fuera del taller",
  "clocked in": "ficho | ha fichado | fichaba | ficharon",
  "when clocked in": "a que hora ficho | a que hora ha fichado | cuando ficho | a que hora empezo a fichar",
  "has been on duty more than # hours":
    "pase de # horas de turno | pase de las # horas de turno | lleve mas de # horas de turno | supere las # horas de turno | pase de # horas de servicio | lleve mas de # horas trabajando | supere las # horas de servicio",
  "past their service distance":
    "con la revision vencida | con el mantenimiento vencido | pasados de revision",
  "by truck": "por camion",
  "faults and repairs":
    "averias y reparaciones | fallos y reparaciones | reparaciones y averias | fallas y reparaciones",
  "most dangerous driver":
    "conductor mas peligroso | conductora mas peligrosa | chofer mas peligroso | choferes mas peligrosos | operario mas peligroso",
  "who is my most dangerous driver":
    "quien es mi conductor mas peligroso | quien es mi chofer mas peligroso | cual de mis conductores es el mas peligroso | cual de mis choferes es el mas peligroso | cual de mis operarios es el mas peligroso | quien es el mas peligroso de mis conductores | quien es el mas peligroso de mis choferes",
} as const satisfies Readonly<Record<string, string>>;
