/** Spanish phrases of money and the platform by the English that they say; a part of the table of Spanish. */
export const officeEs = {
  "external routing calls":
    "llamadas de rutas externas | llamadas de rutas | llamadas externas de rutas | llamadas de enrutamiento | llamadas de enrutamiento externas | consultas de rutas externas | llamadas externas de enrutamiento",
  "will overflow":
    "estaran llenos | estaran llenas | se llenaran | van a estar llenos | van a estar llenas | se van a llenar",
  "how much did we spend on":
    "cuanto se nos fue en | cuanto se nos ha ido en | cuanto se fue en | cuanto nos gastamos en | cuanto dinero se nos fue en",
  "how much have we spent on":
    "cuanto llevamos gastado en | cuanto hemos gastado en | cuanto va gastado en | cuanto llevamos gastado hoy en",
  "what counts as":
    "que cuenta aqui como | que cuenta como | que cuenta para vosotros como | que cuenta para ustedes como | que se cuenta como | que se cuenta aqui como | que se considera | que se considera aqui | que consideramos | que consideran ustedes | que entendeis por | que entienden por | que se entiende por | que se entiende aqui por | a que llamais | a que llaman | a que se llama",
  "by waste stream":
    "segun el tipo de residuo | segun tipo de residuo | segun el residuo | segun la fraccion | segun el tipo de basura | por tipo de basura | por tipo de desecho | segun el tipo de desecho",
  "cost per stop and per tonne":
    "cuanto nos cuesta cada parada y cada tonelada | cuanto cuesta cada parada y cada tonelada | cuanto nos cuestan cada parada y cada tonelada | cuanto nos sale cada parada y cada tonelada | cuanto sale cada parada y cada tonelada",
  "cost per stop": "cuanto nos cuesta cada parada | cuanto cuesta cada parada | cuanto nos sale cada parada",
  "cost per tonne":
    "cuanto nos cuesta cada tonelada | cuanto cuesta cada tonelada | cuanto nos sale cada tonelada",
  changed:
    "cambiaron | han cambiado | se cambiaron | se han cambiado | tocaron | se tocaron | modificaron | se modificaron | se han modificado | se han tocado",
  "latency step at":
    "salto de latencia de las | salto de la latencia de las | pico de latencia de las | subida de latencia de las | salto de latencia a las | aumento de latencia de las",
  "latency step":
    "salto de latencia | salto de la latencia | pico de latencia | subida de latencia | aumento de latencia",
  "route adherence":
    "cumplimiento de las rutas | cumplimiento de rutas | adherencia de las rutas | adherencia a las rutas | adherencia a la ruta",
  "planned against actual distance and time":
    "distancia y tiempo previstos frente a reales | distancia y tiempo previstos frente a los reales | distancia y tiempo planificados frente a reales | distancia y tiempo planificados frente a los reales | distancia y tiempo planificados contra reales | distancia y tiempo planeados contra reales | distancia y tiempo previstos contra reales | distancia y tiempo planeados frente a reales | distancia y tiempo previstos y reales | distancia y tiempo planificados y reales",
  "monday summary": "el resumen del lunes | resumen del lunes",
  "service, cost, safety":
    "servicio coste seguridad | servicio costo seguridad | servicio costes seguridad | servicio coste y seguridad | servicio costo y seguridad",
  "three things to look at":
    "tres cosas que mirar | tres cosas a mirar | tres cosas que vigilar | tres cosas a vigilar | tres cosas que revisar | tres cosas a revisar | tres puntos a revisar | tres puntos que mirar | tres puntos a vigilar | tres cosas en las que fijarse",
  "send the council":
    "envia al ayuntamiento | manda al ayuntamiento | enviar al ayuntamiento | envie al ayuntamiento | mande al ayuntamiento | enviale al ayuntamiento | mandale al ayuntamiento | envia a la municipalidad | manda a la municipalidad | enviale a la municipalidad | mandale a la municipalidad | envia al municipio | manda al municipio | enviale al municipio | mandale al municipio | envia a la alcaldia | manda a la alcaldia",
  "proof-of-service PDF":
    "pdf de verificacion del servicio | pdf de verificacion de servicio | pdf con la verificacion del servicio | pdf de comprobacion del servicio | pdf de prueba de servicio | pdf con la prueba de servicio | pdf con los comprobantes de servicio",
  "optimiser weights": "pesos del optimizador",
  "go back to last week's version of":
    "vuelve a la version de la semana pasada de | volver a la version de la semana pasada de | regresa a la version de la semana pasada de | restaura la version de la semana pasada de | restablece la version de la semana pasada de | recupera la version de la semana pasada de",
  "roll back": "revierte | revierta | reviertan | revertir",
  "to last week's version": "a la version de la semana pasada",
} as const;
