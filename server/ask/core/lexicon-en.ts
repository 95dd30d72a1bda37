/** English phrases by concept. Phrases are parted by bars; each word is compared by its stem, and slips are forgiven. */
export const lexiconEn = {
  // Things
  vehicle: "truck | vehicle | lorry | wagon | dustcart | rig | rcv | garbage truck | unit",
  route: "route | round | run | tour | routes",
  stop: "stop | visit | drop | collection | pickup | pick-up | pick up | job",
  exception: "exception | issue | incident | problem | flag raised",
  driver: "driver | crew | operator | crew member | staff",
  site: "address | site | location | property | house | premises | collection point",
  customer: "customer | account | client",
  container: "container | bin | cart | dumpster | skip bin | wheelie bin",
  zone: "zone | area | neighbourhood | neighborhood | district | quarter of town",
  depot: "depot | yard | base | garage",
  facility: "landfill | transfer station | disposal site | tip site | facility | disposal",

  // How things stand
  moving: "moving | driving | rolling | on the move | in motion | under way",
  stopped: "stopped | standing | stationary | parked | standing still | not moving | halted | stuck",
  open: "open | unfinished | running | ongoing | active | remaining | outstanding | not finished | not done | still out | in progress | left | unresolved | not complete | not completed | not ended | not back | yet to finish | yet to end | yet to complete | incomplete | to go",
  finished: "finished | completed | complete | closed | done | wrapped up",
  notStarted: "not started | yet to start | has not started | have not started | unstarted",
  late: "late | behind | behind schedule | behind plan | delayed | delay | overdue | running late | off schedule | slipping | tardy | lagging",
  early: "early | ahead | ahead of schedule | ahead of plan",
  pending: "pending | not yet done | still to do | waiting",
  skipped: "skipped | skip | left out | passed over",
  missed:
    "missed | miss | missed pickup | missed pick-up | missed collection | missed stop | not collected | uncollected | forgotten",
  untaken:
    "nobody has taken | no one has taken | not taken | untaken | unowned | no owner | without owner | without an owner | unclaimed | nobody is on | no one is on | nobody picked | nobody is handling | unassigned | not assigned | nobody owns | no one owns",
  taken: "taken | owned | somebody has taken | being handled",
  breakdown:
    "breakdown | broke down | broken down | break down | out of service | down with a fault | vehicle down",
  silent:
    "not reported | havent reported | have not reported | hasnt reported | has not reported | no position | not sent a position | no signal | lost contact | gone quiet | went quiet | go quiet | gone silent | went silent | silent | offline | no gps | not reporting | without a position | not heard from | stopped reporting | dark",
  clockedIn: "clocked in | clock in | clocked on | signed on | on the clock | punched in",
  notLeft:
    "not left | havent left | have not left | hasnt left | still in the yard | still at the depot | not left the yard | in the yard | not departed | not gone out",
  outsideUsual: "outside the depot | away from the depot | outside depot | not at the depot | unexplained",
  outOfSequence:
    "out of sequence | out of order | wrong order | different order | not in order | in another order | resequenced | off sequence",
  toTomorrow:
    "moved to tomorrow | move to tomorrow | carried over | carry over | roll over | rolled over | wont be done | will not be done | wont make it | will not make it | pushed to tomorrow | at risk | not get done | fall off | cannot be done today | wont get done",
  photo: "photo | picture | image | proof | evidence | snapshot",
  calledAfter:
    "call about | called about | resident call | called | rang | rang later | rang afterwards | resident rang | phoned | call in | complained | complaint | called afterwards | resident called",
  replacement:
    "waiting for replacement | awaiting replacement | awaiting a new | waiting for a new | need a new | need replacing | need replacement | to be replaced | replacement | replace",
  changed: "changed | change | happened | happen | what is new | whats new | news | did i miss | new since",
  everything:
    "everything | all that is happening | whats happening | what is happening | whats going on | what is going on | overview | situation",

  // Exceptions
  notOut: "not out | not-out | not set out | nothing out | bin not out | not put out",
  noAccess:
    "no access | locked gate | access denied | could not get in | gate locked | without access | blocked access | access blocked | access obstructed | could not access | cannot access | couldnt get in | gate was locked | locked out | no way in",
  blocked: "blocked | blocked by | obstructed | parked in",
  contaminated: "contaminated | contaminate | dirty recycling | wrong items",
  overfull: "overfull | overflowing | overfilled | too full | overflowed",
  overweight: "overweight | too heavy | over weight",
  damaged: "damaged | damage | cracked | broken container | broken bin",
  missingContainer: "missing container | missing bin | container missing | bin missing | stolen bin",
  wrongStream: "wrong stream | wrong bin | wrong waste",
  unsafe: "unsafe | dangerous place | safety issue",
  extraWaste: "extra waste | side waste | extra bag | additional waste",

  // KPIs
  kpiOnTime: "on-time rate | on time rate | on-time | on time | punctuality | punctual | on-time performance",
  kpiCompletion:
    "completion rate | completion | completed share | share of stop done | completion percentage",
  kpiMissed:
    "missed pickup per 1,000 | missed stop per 1,000 | missed stop per 1000 | missed pickup per 1000 | missed collection per 1,000 | missed per 1,000 stop | per 1000 | per 1,000 | per thousand | missed per 1000 | missed per 1,000 | missed per thousand | per 1,000 stop | per 1000 stop | miss rate | missed rate | per thousand stop",
  kpiStopsPerHour:
    "stop per hour | pickup per hour | collection per hour | hourly stop | productivity | stop an hour",
  kpiTonnesPerHour:
    "tonne per route hour | tonne per hour | ton per hour | tonnage per hour | t per hour | tonne an hour",
  kpiSetOut:
    "set-out rate | set out rate | setout rate | set-out | participation | participation rate | presentation rate",
  kpiContamination: "contamination rate | contamination | contaminated share",
  kpiOverflow: "overflow rate | overflow | overfull rate | overflowing rate",
  kpiAdherence:
    "route adherence | adherence | planned against driven | planned versus driven | planned vs driven | driven against planned | driven versus planned | driven vs planned | planned and driven | planned against actual | planned versus actual | planned vs actual | plan against actual | actual against planned | actual versus planned | actual vs planned",
  kpiIdle: "idle | idling | idle time | idle share",
  kpiCostPerStop: "cost per stop | cost per pickup | cost per collection | price per stop | cost a stop",
  kpiCostPerTonne: "cost per tonne | cost per ton | price per tonne",
  kpiCo2: "co2 | carbon | emission | carbon dioxide | footprint",
  paidTime:
    "paid time | share of time | time split | where does the time go | working time | share of paid time | time spent | spend their time | shift time",
  kpiAny: "kpi | indicator | metric | key figure",
  movedMost:
    "moved most | moved the most | changed most | changed the most | biggest change | biggest move | largest change | shifted most | biggest mover",
  summary:
    "summary | summarise | summarize | briefing | report card | digest | wrap-up | recap | how are we doing | how did we do",
  summaryTopic: "service | cost | safety | thing to look at | thing | attention | look at",
  definition: "calculated | defined | definition | how is | what does it mean | mean by | formula | computed",
  trend: "trend | getting better | getting worse | improving | over time | development | better or worse",

  // Asking
  howMany: "how many | number of | count of | count | how much",
  where: "where | position of | locate | whereabouts | location of | find truck | on the map",
  nearest: "closest | nearest | near to | close to | near by | nearby",
  room: "room | room for | space | spare capacity | capacity | capacity for | can take",
  whenWill:
    "when will | when does | when is | what time | eta | how long until | get to | expected at | due at | arrive at | arrival | reach",
  finish: "finish | end | be done | be back | complete before | finish before | wrap up | make it",
  overtime: "overtime | over time start | end of shift | shift end | shift is over | hours are up",
  didServe:
    "did the | has the | have we | did we | was | been collected | been emptied | been done | already do | already done | did they | were they at | emptied | serviced",
  stopsLeft:
    "stop left | stop remain | stop remaining | stop to go | remaining stop | open stop | pickup left | stop are left",
  byHowMuch: "by how much | how far behind | how late | how much behind | how many minutes",
  cause: "cause | kind | type | reason | category",
  handleFirst: "handle first | do first | first | urgent | most urgent | priority | prioritise | start with",
  worst: "worst | worst first | most | highest | top | biggest | longest",
  best: "best | lowest | least | fewest | shortest",
  compare: "compare | compared | against | versus | vs | same time | than | comparison",
  reported: "report | reported | raised | filed | logged",
  older: "older than | longer than | more than | over | for more than | at least | exceeding",

  // Splits
  perRoute: "by route | per route | each route | every route | route by route | on each route",
  perDriver: "by driver | per driver | each driver",
  perVehicle: "by vehicle | per vehicle | by truck | per truck | each truck | each vehicle",
  perDepot: "by depot | per depot | each depot | which depot",
  perZone:
    "by zone | per zone | by neighbourhood | by neighborhood | per neighbourhood | by area | by district | each zone | each area | which zone | which neighbourhood",
  perStream: "by stream | per stream | by waste stream | per waste stream | each stream | by material",
  perDay: "daily | by day | per day | each day | day by day",
  perWeek: "weekly | by week | per week | each week | week by week",
  perMonth: "monthly | by month | per month | each month | month by month",
  perWeekday: "by weekday | per weekday | by day of the week | day of week",
  perBody: "by body type | by truck type | by vehicle type | per body type | by type of truck",
  perContractor: "by contractor | per contractor | contractor against | own crew",
  perSize: "by container size | by size | per size | by volume | per container size | size of container",
  perSite: "which address | by address | which site | by site | per address | what address",
  perCause: "by cause | by kind | by type | by reason | by category | per kind | per type",

  // Streams and body types
  streamWeek:
    "recycling week | recyclable week | organics week | organic week | food waste week | garden waste week | green waste week | glass week | paper week | cardboard week | refuse week | rubbish week | garbage week | trash week | bulky week",
  refuse: "refuse | rubbish | garbage | residual | trash | general waste | landfill waste",
  recycling: "recycling | recyclable | recycle | mixed recycling",
  organics: "organics | organic | food waste | garden waste | green waste | compost",
  glass: "glass | bottle bank",
  paper: "paper | cardboard",
  bulky: "bulky | bulky waste | sofa | furniture",
  hazardous: "hazardous | hazardous waste",
  rearLoader: "rear loader | rear-loader | rear loading | rel",
  sideLoader: "automated side loader | side loader | side-loader | asl | automated side-loader",
  frontLoader: "front loader | front-loader | front load | front-load",
  splitBody: "split body | split-body",
  rollOff: "roll off | roll-off | hook lift",

  // What this slice refuses
  change:
    "move | reassign | cancel | delete | remove | mark | assign | swap | rebalance | re-optimise | reoptimise | optimise | undo | roll back | rollback | pull truck | add a | send | reroute | close the | change the | set the | create | update | edit | drop table | insert into | shut down",
  whatIf:
    "what if | what does it cost if | what would | one truck fewer | instead | could we run | cheapest way",
  alertRule: "alert me | tell me when | notify me | let me know when | stop alerting | remind me",
  exportReport: "export | pdf | csv | email | e-mail | every friday | every monday",
  hostile:
    "ignore your rule | ignore all | ignore previous | disregard | system prompt | jailbreak | pretend you | your instructions",
  privateData:
    "home address | phone number | private | salary | wage | date of birth | medical | personal data",
  forecast:
    "forecast | predict | will overflow | tomorrow | next week | next month | will we collect | expected tonnage",
} as const satisfies Record<string, string>;
