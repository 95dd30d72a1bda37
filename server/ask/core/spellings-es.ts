/** Spanish put right before its words are looked for: marks of numbers, and turns of phrase whose words say less than they do together. */
export const spellingsEs = [
  // A report that is to be prepared on days of a month or a week is to be sent
  [
    /^\W*(?:prep(?:á|a)ra(?:me|nos)|h(?:á|a)z(?:me|nos)|gen(?:é|e)ra(?:me|nos)|el(?:á|a)bora(?:me|nos)|programa(?:me|nos)?)\s+un\s+informe\s+((?:mensual|semanal|diario)\s+)?(?:de|con|sobre)\s+(?=.*(?<![\p{L}])cada(?![\p{L}]))/giu,
    "mándame ",
  ],
  // "El día 1 de cada mes" is a day of each month.
  [
    /(?<![\p{L}])(?:el\s+)?d(?:í|i)a\s+(?:1|uno|primero)\s+de\s+cada\s+mes(?![\p{L}])/giu,
    "on the 1st of each month",
  ],
  [
    /(?<![\p{L}])(?:el\s+)?d(?:í|i)a\s+(\d{1,2})\s+de\s+cada\s+mes(?![\p{L}])/giu,
    "on the $1th of each month",
  ],
  // Overtime is counted in hours: "más de cuatro horas extra".
  [
    /(?<![\p{L}])(m(?:á|a)s\s+de|menos\s+de|al\s+menos|por\s+lo\s+menos|como\s+mucho)\s+(\d{1,3}|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce)\s+horas\s+extras?(?![\p{L}])/giu,
    "$1 $2 horas de horas extra",
  ],
  // The last stops are not the latest ones, and who is handed them is named behind.
  [
    /(?<![\p{L}])(?:las\s+)?(\d{1,2}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte)\s+(?:ú|u)ltimas\s+paradas(?!\p{L})/giu,
    "last $1 stops",
  ],
  [/^\W*(?:y\s+|ahora\s+)?p(?:á|a)s[ae]les?\s+(?=last\b)/iu, "move its "],
  [/\blitros\s+(?:ha\s+)?gast(?:ó|aron|a|an|ado)(?!\p{L})/giu, "litros consumió"],
  [/\bllevamos\s+gastado\s+hoy\s+en\b/giu, "llevamos gastado en"],
  // What is spent on something is money, whatever day stands between
  [
    /\bcu[aá]nto\s+(?:nos\s+)?(?:gastamos|gastaron)\s+(ayer|hoy|anteayer|anoche|(?:el|la|este|esta)\s+\p{L}+(?:\s+pasad[oa])?)\s+en\s+([^?.]+?)(?=\s*[?.]|\s*$)/giu,
    "cuánto nos gastamos en $2 $1",
  ],
  // The number of a house stands before its street: "del 1180 de Harbour Street".
  [
    /(?<![\p{L}])(?:(de|a)l|(en)\s+el)\s+(\d{1,5}[a-z]?)\s+de\s+(?:la\s+calle\s+)?(?=(?:\p{Lu}\p{L}+\s+){1,2}(?:Street|Road|Lane|Avenue|Court|Close|Drive|Square)(?!\p{L}))/gu,
    "$1$2 $3 ",
  ],
  // So many trucks fewer, and what is to be done with them
  [
    /(?<![\p{L}])con\s+(\d{1,2}|un|una|dos|tres|cuatro|cinco|seis)\s+(?:camion(?:es)?|veh[ií]culos?|unidad(?:es)?)\s+(?:de\s+)?menos(?![\p{L}])/giu,
    "with $1 trucks fewer",
  ],
  [
    /(?<![\p{L}])(?:podr[ií]amos|podemos|se\s+(?:puede|podr[ií]a)|nos\s+dar[ií]a\s+para)\s+(?:sacar(?:\s+adelante)?|hacer|cubrir|completar|terminar)\s+(?:(?:todo\s+)?(?:el\s+trabajo|la\s+jornada|las\s+rutas|lo)\s+de\s+hoy|el\s+d[ií]a(?:\s+de\s+hoy)?)(?![\p{L}])(?=.*\bfewer\b)/giu,
    "could we do today's work",
  ],
  [
    /^\W*recalcul(?:a|ar|e|en|ame)\s+(?=(?:la\s+)?(?:ruta\s+)?R-?\d)(?!.*\bmen(?:os|or)\s+(?:demora|retraso|atraso))/iu,
    "reoptimiza ",
  ],
  // What goes late is not on time "sino con demora"
  [
    /(?<=(?<![\p{L}])no\s+van?\s+(?:a\s+la\s+hora(?:\s+prevista)?|a\s+tiempo|puntual(?:es)?))\s*,?\s*sino\s+(?:que\s+van\s+)?(?:con\s+(?:demora|retraso|atraso)|tarde|(?:atras|retras|demor)ad[oa]s?)(?![\p{L}])/giu,
    "",
  ],
  [/(?<![\p{L}])no\s+van\s+a\s+la\s+hora\s+prevista(?![\p{L}])/giu, "no van a la hora"],
  [
    /(?<![\p{L}])(?:siguen|contin(?:ú|u)an)\s+sin\s+salir\s+(?:de\s+la\s+(?:base|cochera|central)|del\s+(?:patio|garaje|corral[oó]n|dep[oó]sito))(?![\p{L}])/giu,
    "no han salido del depósito",
  ],
  [
    /(?<![\p{L}])dej(?:a|e|en)\s+de\s+(?:mandar|enviar|pasar)(?:me|nos)\s+(?:m[aá]s\s+|las\s+|los\s+)?(?:alertas|avisos|notificaciones)\s+(?:del|de\s+la|de|sobre\s+el|sobre)(?![\p{L}])/giu,
    "stop alerting me about",
  ],
  // "Este mes frente al anterior": the month before
  [
    /(?<![\p{L}])(est[ea])\s+(mes|semana|trimestre|a[nñ]o)\s+(?:frente|comparad[oa]s?|contra|respecto|versus|vs)\.?\s+(?:al?\s+|del?\s+|con\s+)?(?:el\s+|la\s+)?(?:anterior|pasad[oa])(?!\s+(?:mes|semana|trimestre|a[nñ]o)|[\p{L}])/giu,
    "$1 $2 frente a $2 anterior",
  ],
  [/(?<=(?<![\p{L}])por\s+(?:conductor|chofer|ruta|cami[oó]n|dep[oó]sito|zona))\s*:\s*(?=est[ea]\s)/giu, " "],
  // A battery that is low when it cranks
  [
    /(?<![\p{L}])(?:traen|tienen|llevan|muestran|marcan|presentan|est[aá]n\s+con)\s+(?:(?:el\s+)?(?:voltaje|tensi[oó]n)\s+(?:muy\s+)?baj[oa]|(?:muy\s+)?baj[oa]\s+(?:el\s+|la\s+)?(?:voltaje|tensi[oó]n))\s+(?:al\s+(?:dar\s+marcha|arrancar|encender)|de\s+arranque|en\s+el\s+arranque)(?![\p{L}])/giu,
    "have low cranking voltage",
  ],
  // Who is to get a file is its receiver
  [
    /^\W*(?:m[aá]nd(?:a|e|en|ar)|env[ií](?:a|e|en|ar)|h[aá]z)(?:les?)?\s+(?:llegar\s+)?a\s+la\s+(?:ciudad|municipalidad|alcald[ií]a)\s+(?=un|el|la|los|las)/giu,
    "send the city ",
  ],
  // Shares of a load in words
  ...(
    [
      ["la\\s+mitad", "50"],
      ["un\\s+tercio", "33"],
      ["dos\\s+tercios", "67"],
      ["un\\s+cuarto", "25"],
      ["tres\\s+cuartos", "75"],
    ] as const
  ).map(
    ([words, share]) =>
      [
        new RegExp(
          `(?<![\\p{L}])(?:llen[oa]s?|cargad[oa]s?)\\s+a\\s+(m[aá]s|menos)\\s+de\\s+${words}(?:\\s+de\\s+su\\s+capacidad)?(?![\\p{L}])`,
          "giu",
        ),
        `$1 de ${share} % llenos`,
      ] as const,
  ),
  // "1.000" is a thousand.
  [/(?<=\b\d{1,3})\.(?=\d{3}\b)/g, ","],
  // "Por cada ruta" is "por ruta"; "cada 100 km" and "cada lunes" stay.
  [
    /\b(?:por|para|en|de)\s+cada\s+(?=\p{L})(?!mil\b|(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b)/giu,
    "por ",
  ],
  [/\bnº\s*/gi, "no "],
  // "A las siete" is a time.
  [/\ba\s+las?\s+una(?![\p{L}])/giu, "at 1"],
  [/\ba\s+las?\s+dos(?![\p{L}])/giu, "at 2"],
  [/\ba\s+las?\s+tres(?![\p{L}])/giu, "at 3"],
  [/\ba\s+las?\s+cuatro(?![\p{L}])/giu, "at 4"],
  [/\ba\s+las?\s+cinco(?![\p{L}])/giu, "at 5"],
  [/\ba\s+las?\s+seis(?![\p{L}])/giu, "at 6"],
  [/\ba\s+las?\s+siete(?![\p{L}])/giu, "at 7"],
  [/\ba\s+las?\s+ocho(?![\p{L}])/giu, "at 8"],
  [/\ba\s+las?\s+nueve(?![\p{L}])/giu, "at 9"],
  [/\ba\s+las?\s+diez(?![\p{L}])/giu, "at 10"],
  [/\ba\s+las?\s+once(?![\p{L}])/giu, "at 11"],
  [/\ba\s+las?\s+doce(?![\p{L}])/giu, "at 12"],
  // "A las tres de la tarde" is no tarde of its own, and "el lunes por la mañana" no morning of today.
  [/(?<=\b(?:at|las?)\s+\d{1,2}(?:[:.]\d{2})?)\s+de\s+la\s+ma[nñ]ana(?!\p{L})/giu, " am"],
  [/(?<=\b(?:at|las?)\s+\d{1,2}(?:[:.]\d{2})?)\s+de\s+la\s+(?:tarde|noche)(?!\p{L})/giu, " pm"],
  [
    /\b(lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\s+(?:por|en|de|a)\s+la\s+ma[nñ]ana(?!\p{L})/giu,
    "$1 morning",
  ],
  [
    /\b(lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\s+(?:por|en|de|a)\s+la\s+tarde(?!\p{L})/giu,
    "$1 afternoon",
  ],
  [
    /\b(lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\s+(?:por|en|de|a)\s+la\s+noche(?!\p{L})/giu,
    "$1 evening",
  ],
  // "El martes anterior" is counted from what the question speaks of.
  [/\b(lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\s+anterior(?!\p{L})/giu, "previous $1"],
  [/\ba(?:l)?\s+medio\s?d[ií]a(?!\p{L})/giu, "at noon"],
  // Alerts and reports by mail
  [/\b(?:informes|reportes)\s+(?:programados|automáticos|periódicos)\b/gi, "scheduled reports"],
  [
    /\bno\s+me\s+(?:avis|notifi|alert|molest)\p{L}*(?:\s+(?:más|mas))?\s+(?:del?|sobre|por|con)(?![\p{L}])/giu,
    "stop alerting me about",
  ],
  [/^\W*silenci(?:a|ar|e|en)(?![\p{L}])/giu, "mute"],
  [
    /\bhasta\s+(?:el\s+|la\s+|las\s+)?(?=lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|mañana|\d)/gi,
    "until ",
  ],
  // What is supposed
  // The order is told in a sentence of its own.
  [/[.?;]+\s+(?=ord[eé]n(?:a|e|á|ame|áme)(?:las|los)\s+(?:por|seg[uú]n)(?!\p{L}))/giu, ", "],
  // Of a visit that made somebody ring
  [
    /\b(?:dieron\s+lugar\s+a|provocaron|generaron|motivaron|originaron|acabaron\s+en|terminaron\s+en)\s+una\s+(?:llamada\s+(?:posterior|despu[eé]s)\s+(?:del|de\s+un)|llamada\s+(?:del|de\s+un))\s+(vecino|residente|cliente)(?:\s+(?:despu[eé]s|luego|m[aá]s\s+tarde))?(?!\p{L})/giu,
    "did the resident call about afterwards",
  ],
  // In a note a gate that is closed is what it says, and no pickup without access; "o de un código" goes on with what it speaks of.
  [
    /(?<=\bnotas?\s.*)\b(?:port[oó]n|puerta|reja)\s+cerrad[oa](?:\s+con\s+(?:llave|candado))?(?!\p{L})/giu,
    "locked gate",
  ],
  [/(?<=\bnotas?\s.*\bhabl(?:e|en|a|an)\s+de\s.*)\s+o\s+de\s+(?=una?\s)/giu, " o "],
  // Households that set out their bin, wherever they live
  [
    /\b(?:qu[eé]\s+)?(?:porcentaje|proporci[oó]n|parte)\s+de\s+(?:los\s+)?(?:hogares|viviendas|casas)\s+(de\s+la\s+zona\s+[\p{L}\d]+\s+|en\s+la\s+zona\s+[\p{L}\d]+\s+)?(?:que\s+)?sacan?\s+(?:el|los|su|sus)\s+(?:cubos?|contenedor(?:es)?|botes?|tachos?)(?!\p{L})/giu,
    "share of households $1set out",
  ],
  // How late a route is, whatever verb holds it
  [/(?<=\bm[aá]s\s+de\s+[\p{L}\d]+\s+(?:minutos|horas)\s+de\s+)(?:demora|atraso)(?!\p{L})/giu, "retraso"],
  [
    /\b(?:acumul(?:a|an|e|en)|arrastr(?:a|an|e|en)|lleven?|llevan?|tengan?|tienen?|sufran?)\s+(m[aá]s\s+de)\s+(media\s+hora|una\s+hora|un\s+cuarto\s+de\s+hora)\s+de\s+(?:retraso|atraso|demora)(?!\p{L})/giu,
    "is $1 $2 late",
  ],
  [
    /\b(?:acumul(?:a|an|e|en)|arrastr(?:a|an|e|en)|sufran?)\s+(?=m[aá]s\s+de\s+[\p{L}\d]+\s+(?:minutos|horas)\s+de\s+(?:retraso|atraso|demora)(?!\p{L}))/giu,
    "lleva ",
  ],
  // As it is typed in a hurry
  [/(?<![\p{L}\d])q(?=\s+\p{L})/giu, "que"],
  [/(?<![\p{L}\d])x\s+(?=(?:cu[aá]nto|qu[eé]|zona|ruta|d[ií]a|cami[oó]n)(?!\p{L}))/giu, "por "],
  [/\batrazad(?=[oa]s?(?!\p{L}))/giu, "atrasad"],
  [/^\W*(?:y\s+)?si(?=\s+(?:el|la|los|las|no|un|una|quit|sac)\p{L}*(?![\p{L}]))/giu, "what if"],
  [/\bno\s+(?:sale|salen|saliera|sali[oó]|puede\s+salir)(?![\p{L}])/giu, "is absent"],
  [
    /\b(?:quedar[ií]an?|quedan|se\s+quedar[ií]an)\s+(?:sin\s+(?:atender|hacer|servir|recoger))(?![\p{L}])/giu,
    "would be left unserved",
  ],
  // Who has room, most first
  [/\b(?:tienen?|tiene|con)\s+hueco\s+para(?![\p{L}])/giu, "has room for"],
  [/\b(?:una|otra)\s+tonelada\s+m[aá]s(?![\p{L}])/giu, "1 tonne"],
  // The most room stands first anyway.
  [/(?<=\bhas room for\b.*)[,.;?¿]?\s*\bde\s+m[aá]s\s+a\s+menos(?![\p{L}])/giu, ""],
  [/[,.;]?\s*\bde\s+m[aá]s\s+a\s+menos(?![\p{L}])/giu, ", most first"],
  [/[,.;]?\s*\bde\s+menos\s+a\s+m[aá]s(?![\p{L}])/giu, ", fewest first"],
  // What is left over is of its own stream, and no refuse.
  [/\b(?:residuos|restos|basuras?|desechos)\s+(?=(?:voluminos|org[aá]nic|peligros|reciclable)\p{L}*)/giu, ""],
  [/\brecogida\s+selectiva(?!\p{L})/giu, "recogida de reciclaje"],
  [
    /\b(?:recoger|recogiendo|recolectar)\s+(?:el\s+|la\s+|los\s+|las\s+)?(?=(?:vidrio|papel|cart[oó]n|org[aá]nic\p{L}*|reciclaje|basura|resto|voluminosos|muebles)(?!\p{L}))(?<=\b(?:cost|cuest|gast)\p{L}*\s.*)/giu,
    "la recogida de ",
  ],
  // What has happened is no last time.
  [
    /\bqu[eé]\s+(?:le\s+)?ha\s+(?:pasado|ocurrido|sucedido)\s+(?:con|en|a)\s+(?=(?:la\s+)?cuenta\s+\d)/giu,
    "historial de ",
  ],
  [
    /\bqu[eé]\s+(?:le\s+)?(?:(?:ha\s+)?(?:pasado|fallado|ido\s+mal|ocurrido)|pas[oó]|fall[oó])\s+(?:con|en|a)(?:l|\s+el)?\s+(?=(?:cami[oó]n|veh[ií]culo)\s+\d)/giu,
    "averías y reparaciones del ",
  ],
] as const satisfies readonly (readonly [found: RegExp, put: string])[];
