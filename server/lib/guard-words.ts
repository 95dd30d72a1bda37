/** Words for numbers, as digits. */
export const NUMBER_WORDS: Readonly<Record<string, string>> = Object.fromEntries([
  ..."zero one two three four five six seven eight nine ten eleven twelve"
    .split(" ")
    .map((w, i) => [w, `${i}`]),
  ...[
    ["thirteen", "13"],
    ["fourteen", "14"],
    ["fifteen", "15"],
    ["sixteen", "16"],
    ["seventeen", "17"],
    ["eighteen", "18"],
    ["nineteen", "19"],
    ["twenty", "20"],
    ["thirty", "30"],
    ["forty", "40"],
    ["fifty", "50"],
    ["sixty", "60"],
    ["seventy", "70"],
    ["eighty", "80"],
    ["ninety", "90"],
    ["couple", "2"],
    ["million", "1000000"],
    ["hundred", "100"],
    ["thousand", "1000"],
    ["dozen", "12"],
    ["half", "1/2"],
    ["double", "2"],
    ["twice", "2"],
    ["once", "1"],
  ],
]);

/** Units by the ways to write them. */
export const UNITS: Readonly<Record<string, string>> = {
  ...{ s: "second", sec: "second", secs: "second", second: "second", seconds: "second" },
  ...{ min: "minute", mins: "minute", minute: "minute", minutes: "minute" },
  ...{ h: "hour", hr: "hour", hrs: "hour", hour: "hour", hours: "hour" },
  ...{ day: "day", days: "day", week: "week", weeks: "week", month: "month", months: "month" },
  ...{ quarter: "quarter", quarters: "quarter", year: "year", years: "year" },
  ...{ km: "km", kilometre: "km", kilometres: "km", kilometer: "km", kilometers: "km", mile: "mile" },
  ...{ miles: "mile", m: "metre", metre: "metre", metres: "metre", meter: "metre", meters: "metre" },
  ...{ kg: "kg", kilo: "kg", kilos: "kg", t: "tonne", ton: "tonne", tons: "tonne", tonne: "tonne" },
  ...{ tonnes: "tonne", l: "litre", litre: "litre", litres: "litre", percent: "%", pct: "%" },
  ...{ am: "am", pm: "pm", oclock: "oclock" },
};

const DATES: readonly (readonly string[])[] = [
  ["today"],
  ["tonight", "evening"],
  ["yesterday"],
  ["tomorrow"],
  ["now", "currently", "moment"],
  ["morning"],
  ["afternoon"],
  ["noon", "midday"],
  ["night", "overnight"],
  ["weekend"],
  ["monday", "mon"],
  ["tuesday", "tue", "tues"],
  ["wednesday", "wed"],
  ["thursday", "thu", "thur", "thurs"],
  ["friday", "fri"],
  ["saturday", "sat"],
  ["sunday", "sun"],
  ["january", "jan"],
  ["february", "feb"],
  ["march"],
  ["april", "apr"],
  ["may"],
  ["june", "jun"],
  ["july", "jul"],
  ["august", "aug"],
  ["september", "sep", "sept"],
  ["october", "oct"],
  ["november", "nov"],
  ["december", "dec"],
  ["spring"],
  ["summer"],
  ["autumn", "fall"],
  ["winter"],
  ["last", "previous", "past"],
  ["this", "current"],
  ["next", "coming"],
  ["ago"],
  ["since"],
  ["until", "till"],
  ["daily"],
  ["weekly"],
  ["monthly"],
  ["yearly", "annual"],
];

// Words of one row turn a question round against those of every other row.
const DIRECTIONS: readonly (readonly string[])[] = [
  ["most", "highest", "top", "biggest", "largest", "greatest", "maximum", "max", "heaviest"],
  ["least", "lowest", "bottom", "smallest", "fewest", "minimum", "min", "lightest"],
  ["best"],
  ["worst"],
  ["more", "higher", "greater", "above", "over", "exceed", "exceeding", "exceeds"],
  ["less", "lower", "fewer", "below", "under"],
  ["before", "earlier"],
  ["after", "later"],
  ["early"],
  ["late", "behind", "delayed", "overdue"],
  ["ahead"],
  ["first", "earliest"],
  ["latest", "newest"],
  ["oldest"],
  ["longest"],
  ["shortest"],
  ["nearest", "closest"],
  ["farthest", "furthest"],
  ["fastest", "quickest"],
  ["slowest"],
  ["ascending"],
  ["descending"],
  ["increase", "increased", "rise", "rose", "rising", "up", "improve", "improved", "improving", "better"],
  ["decrease", "decreased", "fall", "fell", "falling", "down", "drop", "dropped", "worse", "worsening"],
  ["open", "unfinished", "outstanding", "remaining", "pending", "unresolved", "unsolved", "unclosed"],
  ["closed", "finished", "completed", "done", "complete", "resolved", "solved"],
  ["start", "started", "begin", "began"],
  ["end", "ended", "ends", "finish", "finishes"],
  ["full"],
  ["empty"],
  ["locked"],
  ["unlocked"],
  ["out"],
  ["inside"],
  ["outside"],
  ["versus", "against", "than", "compared", "vs", "compare"],
  ["between"],
  ["exactly", "equal"],
  ["average", "mean"],
  ["total", "sum", "altogether"],
  ["both"],
  ["or"],
  ["only", "solely", "exclusively"],
  ["including", "include", "includes"],
  ["always"],
  ["arrive", "arrived", "arrives", "arriving", "arrival", "arrivals"],
  ["depart", "departed", "departs", "departing", "departure", "departures"],
];

// What is collected, and who is spoken of: two of one row are the same, two of different rows never.
const THINGS: readonly (readonly string[])[] = [
  ["refuse", "rubbish", "garbage", "trash", "residual"],
  ["recycling", "recyclable", "recyclables"],
  ["organics", "organic", "compost"],
  ["glass"],
  ["paper", "cardboard"],
  ["bulky", "furniture"],
  ["hazardous"],
  ["plastic", "plastics"],
  ["metal", "metals"],
  ["driver", "drivers", "crew", "crews"],
  ["customer", "customers", "client", "clients"],
  ["resident", "residents", "householder", "householders", "neighbour", "neighbours"],
  ["dispatcher", "dispatchers"],
  ["manager", "managers"],
  ["engineer", "engineers"],
  ["mechanic", "mechanics"],
  ["supervisor", "supervisors"],
  ["contractor", "contractors"],
  ["north", "northern"],
  ["south", "southern"],
  ["east", "eastern"],
  ["west", "western"],
];

/** Things a share or a count is split by, by the words for them. */
export const SPLITS: ReadonlyMap<string, string> = new Map(
  [
    ["route", "routes", "round", "rounds"],
    ["stop", "stops"],
    ["vehicle", "vehicles", "truck", "trucks", "lorry", "lorries"],
    ["driver", "drivers", "crew", "crews"],
    ["depot", "depots"],
    ["zone", "zones", "area", "areas", "neighbourhood", "neighbourhoods"],
    ["stream", "streams"],
    ["site", "sites", "address", "addresses"],
    ["container", "containers", "bin", "bins"],
    ["customer", "customers"],
    ["hour", "hours"],
    ["day", "days"],
    ["week", "weeks"],
    ["month", "months"],
    ["weekday", "weekdays"],
    ["kind", "kinds", "type", "types", "cause", "causes", "reason", "reasons"],
    ["tonne", "tonnes"],
  ].flatMap((row) => row.map((word): [string, string] => [word, row[0] ?? word])),
);

/** Words that turn what follows them into its opposite. */
export const NEGATIONS: ReadonlySet<string> = new Set([
  ...["not", "no", "without", "never", "none", "nobody", "nothing", "neither", "nor", "except", "excluding"],
  ...["excluded", "lacking", "isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "hasnt"],
  ...[
    "havent",
    "hadnt",
    "wont",
    "cant",
    "cannot",
    "couldnt",
    "shouldnt",
    "wouldnt",
    "other",
    "apart",
    "fail",
    "fails",
    "failed",
    "besides",
    "minus",
    "non",
  ],
]);

const classOf = (rows: readonly (readonly string[])[], name: string): [string, string][] =>
  rows.flatMap((row) => row.map((word): [string, string] => [word, `${name}:${row[0]}`]));

/** Words that are never the same as one of another row, by the guard they make. */
export const FIXED: ReadonlyMap<string, string> = new Map([
  ...classOf(THINGS, "thing"),
  ...classOf(DIRECTIONS, "way"),
  ...classOf(DATES, "date"),
]);

/** Words that carry no meaning of their own in a question or a search. */
export const EMPTY: ReadonlySet<string> = new Set(
  (
    "a an the is are was were be been being am do does did has have had having i me my we us our you your he she it its " +
    "they them their that these those there here of in on at for from to into with and as if so then please show give " +
    "tell list find get see let want need would could can should will shall may might must know about what which why when where who whose number count many by each every during within say says mention mentions mentioning how " +
    "much some any all been also just too very really still yet already got hi hello hey thanks thank kindly " +
    "display return fetch pull bring look check up lets im id ive"
  ).split(" "),
);
