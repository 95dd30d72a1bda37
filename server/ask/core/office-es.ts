/** Spanish phrases of money and the platform by the English that they say; a part of the table of Spanish. */
export const officeEs = {
  "external routing calls":
    "llamadas de rutas externas | llamadas de rutas | llamadas externas de rutas | llamadas de enrutamiento | llamadas de enrutamiento externas | consultas de rutas externas | llamadas externas de enrutamiento",
  "will overflow":
    "estaran llenos | estaran llenas | se llenaran | van a estar llenos | van a estar llenas | se van a llenar",
  "how much have we spent on":
    "cuanto llevamos gastado en | cuanto hemos gastado en | cuanto va gastado en | cuanto llevamos gastado hoy en",
} as const;
