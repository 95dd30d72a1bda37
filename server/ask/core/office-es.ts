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
} as const;
