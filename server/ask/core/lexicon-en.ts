/** English phrases by concept. Phrases are parted by bars; each word is compared by its stem, and slips are forgiven. */
export const lexiconEn = {
  // Things
  vehicle:
    "truck | vehicle | lorry | wagon | dustcart | rig | rcv | garbage truck | bin lorry | compactor | collection vehicle | unit | bin wagon | bin truck | collection truck | waggon | idler | hog | guzzler | burner",
  route: "route | round | run | tour | routes",
  stop: "stop | visit | drop | collection | pickup | pick-up | pick up | job",
  exception: "exception | issue | incident | problem | flag raised | trouble | hiccup | case | inbox",
  driver:
    "driver | crew | operator | crew member | staff | crewman | binman | bin man | operative | binmen | bin men | colleague",
  site: "address | site | location | property | house | premises | collection point | household | building | doorstep | compound | campus | grounds",
  customer: "customer | account | client",
  container: "container | bin | cart | dumpster | skip bin | wheelie bin",
  zone: "zone | area | neighbourhood | neighborhood | district | quarter of town",
  depot: "depot | yard | base | garage",
  facility:
    "landfill | transfer station | disposal site | tip site | facility | disposal | tip | dump | weighbridge | incinerator | dumpsite | tipping point | disposal point | recycling plant | recycling centre | plant | tipping site | drop-off site",

  // How things stand
  moving:
    "moving | driving | rolling | on the move | in motion | under way | on the go | driving around | in movement | at work",
  stopped:
    "sitting idle | stood idle | standing idle | parked idle | sat idling | pulled in | pulled up | holed up | laid up | sat still | sitting still | sat idle | not moved | not budged | not moved on | stopped | stand still | stood still | standing | stationary | parked | standing still | not moving | halted | stuck | at a standstill | not going anywhere | pulled over | sitting around | standing around | hanging around | at rest | resting | come to a halt | came to a halt | at a halt | come to a stop | came to a stop",
  open: "not yet done | not done yet | remain | open | not closed | not resolved | not solved | not fixed | not dealt with | unsolved | unclosed | not finish | not end | not complete | unfinished | running | ongoing | active | remaining | outstanding | not finished | not done | still out | in progress | left | unresolved | not complete | not completed | not ended | not back | yet to finish | yet to end | yet to complete | incomplete | to go | still going | not wrapped up | still at it | underway | not through yet | not finished yet | yet to be done | still running | not dealt with yet | left to finish",
  finished:
    "finished | completed | complete | closed | done | wrapped up | wrapped | through for the day | all done | knocked off | resolved | solved | settled | ended | sorted out | dealt with | cleared up | outcome of",
  notStarted:
    "not started | not start | not begin | not begun | not set off | not left yet | not gone out | yet to start | yet to begin | yet to leave | yet to set off | yet to go out | has not started | have not started | unstarted | still to start | waiting to start | not got going | yet to get going | not moving yet | not rolled out | not kicked off | not leave yet | not begin yet",
  notLate:
    "not late | not behind | not delayed | on schedule | on track | on plan | not running late | not behind schedule",
  late: "down on plan | down on schedule | late | behind | past deadline | past their deadline | past its deadline | past the deadline | past due | over deadline | past respond-by | past respond by | past target | behind schedule | behind plan | delayed | delay | overdue | running late | off schedule | slipping | tardy | lagging | running behind | off pace | off the pace | behind time | behind the clock | held up | late running | lag | lateness | in trouble with time | behind on time",
  early:
    "early | ahead | ahead of schedule | ahead of plan | before time | in front | running ahead of schedule | run ahead | faster than planned | ahead of plan | before schedule",
  pending:
    "unserved | unvisited | pending | not yet done | still to do | waiting | yet to be collected | yet to be served | awaiting",
  skipped:
    "skipped | skip | left out | passed over | bypassed | left behind | jumped over | skipping | skips",
  missed:
    "missing pickup | missing more pickup | missing collection | missing more collection | missed | miss | missed pickup | missed pick-up | missed collection | missed bin | missed stop | not collected | uncollected | forgotten | not picked up by the truck | not emptied | left uncollected | overlooked | not been collected | not been emptied | forgot",
  untaken:
    "nobody on | no one on it | taken by nobody | taken by no one | taken by none | owned by nobody | owned by no one | handled by nobody | handled by no one | assigned to nobody | assigned to no one | belong to nobody | not picked up by anybody | not picked up by anyone | not picked up | not picked | nobody is dealing | no one is dealing | nobody is working on | no one is working on | nobody has picked up | no one has picked up | not handled | unhandled | unattended | nobody attended | not claimed | not assigned to anybody | not assigned to anyone | nobody assigned | nobody is looking after | nobody on it | up for grabs | nobody responsible | without anybody | without a route | without route | on no route | no route | nobody has taken | no one has taken | not taken | untaken | unowned | no owner | without owner | without an owner | unclaimed | nobody is on | no one is on | nobody picked | nobody is handling | unassigned | not assigned | nobody owns | no one owns | nobody own | no one own | nobody has touched | nobody touched | untouched | nobody took | no one took | nobody grabbed | no one grabbed | nobody has grabbed | not been picked up by anyone | no one is handling | nobody handling | sitting unassigned | free to take | still free | available to take | up for taking",
  taken: "taken | owned | somebody has taken | being handled",
  breakdown:
    "breakdown | broke down | broken down | break down | out of service | down with a fault | vehicle down | dead on the road | conked out | out of action | gave up the ghost | stranded | on the hook | vehicle dead",
  workshop:
    "out of commission | laid up | sidelined | workshop | in repair | under repair | being repaired | off the road | off the road for repair | in the shop | at the shop | being fixed | at the mechanic | at the mechanics | getting fixed | off the road for repairs | out for repair | out for repairs",
  onBoard: "how full | on board | onboard | loaded | load | carrying | carry | filled",
  full: "full | almost full | nearly full | close to full | full up | filled up | nearly filled | at capacity | at full capacity | almost at capacity | brimming | maxed out | topped out | bursting | chock full",
  needsService:
    "need service | need servicing | need a service | due service | due for service | due for servicing | due a service | service due | due to be serviced | overdue for service | overdue service | service overdue | need maintenance | due for maintenance | due maintenance | maintenance due | service coming up | close to service | service within | servicing within | coming up for service | up for service | servicing soon | due in the workshop | next service due | due servicing | next service | until service | have to be serviced | has to be serviced | must be serviced | to be serviced | service falling due | falling due for service | service fall due | service come due | service becomes due | come due for service | falling due | due in for service | due for a check | due for maintenance | maintenance due | next maintenance | need a workshop visit | to service | reach their service | reach service | hit their service | come up for service | reach its service",
  drives:
    "who drive | who driving | who drove | who on | who in | who has | who operate | who at the wheel | who behind the wheel | driver of | driver on | driver for | driver in | driver drive | driver drove | driver driving | crew of | crew on | crew for | vehicle on | vehicle for | vehicle of | truck on | truck for | truck driving | drive | drove | driving | route on | route for | driver has",
  progress:
    "progress | how far along | how far is | how far are | how far has | how far have | coming along | getting on | get on | percent complete | percentage complete | how much is done | share of route done | how much of is done | how much is finished",
  outNow:
    "are out | is out | out now | out there | out on the road | out today | out at the moment | on the road | in service",
  atTip:
    "tipping | at the tip | at the landfill | unloading | emptying at the landfill | at the transfer station | at the dump | at disposal",
  onBreak: "on break | on a break | lunch | lunch break | having lunch | on lunch | taking a break",
  silent:
    "without a position report | without position report | no position report | no report of position | not pinging | not pinged | no ping | without signal | without a signal | without gps | without position | not sending | no contact | not reported | havent reported | have not reported | hasnt reported | has not reported | no position | not sent a position | no signal | lost contact | gone quiet | went quiet | go quiet | gone silent | went silent | silent | offline | no gps | not reporting | without a position | not heard from | stopped reporting | dark | no news from | radio silent | nothing from | no update from | not checked in | no position from | no telemetry | out of touch | lost signal | lost its signal | lost gps | lost its gps | lost their gps | lost position | lost connection | lost signal | no gps ping | gps ping | without a ping | no position update | without a position update | no location update | no position sent | stopped sending | fell silent | have not report | lost touch",
  clockedIn:
    "signed in | booked on | logged on | clocked in | clock in | clocked on | signed on | on the clock | punched in | checked in | badged in | started their shift | logged in for the day | on shift",
  notClockedIn:
    "not show up | not turn up | not clocked in | not clock in | not clocked on | yet to clock in | not signed on | not punched in | not clocked | without a clock in | no clock in | no clock-in | not on the clock | absent | not shown up | not turned up | no show | no-show | not come in | not arrived at work | not badged in | not checked in yet | missing from the shift | late for work",
  clockedOut:
    "clocked out | clock out | clocked off | signed off | punched out | gone home | finished their shift ",
  leftYard:
    "left the yard | left yard | left the depot | departed | gone out | out of the yard | on the road | left the base",
  notLeft:
    "in yard | still in yard | in depot | still at base | at base | not pull out | not left | havent left | have not left | hasnt left | still in the yard | still at the depot | not left the yard | in the yard | in the depot | at the yard | at the depot | not departed | not gone out | not set off | not leave | not leave the yard | not pulled out | not driven off | not driven out | yet to leave | yet to set off | yet to go out | sitting in the yard | hanging around the yard | not out of the yard | still in the depot | not rolled out | not rolled | not hit the road",
  outsideUsual:
    "outside the depot | away from the yard | outside the yard | outside the tip | away from the tip | away from the depot | outside depot | not at the depot | unexplained | where they should not be | where they shouldnt be | somewhere they shouldnt | somewhere they should not | where they shouldnt | where it should not | not at the yard | not in the yard | not at base | not at the tip",
  outOfSequence:
    "not stick to the sequence | not follow the sequence | not followed the sequence | not done in order | not in sequence | not done in sequence | jumping the sequence | jumped the sequence | skipping around | out of sequence | out of order | wrong order | different order | not in order | in another order | resequenced | off sequence | taken in the wrong order | in the wrong order | visited out of order | served out of order | not follow the order | not followed the order | off the planned order | not in the planned order | out of turn | shuffled order | taken in a different order | done in a different order | taken in another order | taken out of order | wrong sequence | in the wrong sequence | different sequence | another sequence | out of the planned sequence | incorrect order | incorrect sequence | not in the planned sequence | not in the right order | not in the right sequence | off the planned stop order | off the stop order | off the order | not sticking to the stop order | not stick to the order | not follow the stop order | leave the planned order | leaving the planned order | deviate from the order | deviating from the planned order | against the planned order | order other than planned | in an order other than planned | other order than planned | otherwise than planned | order than planned | order shuffled | sequence changed | not keep to the order | not kept to the order | not keep to the sequence | out of their sequence | out of the order | in a wrong order | not in the order planned",
  toTomorrow:
    "spill over | slip to tomorrow | wont we get to | not get to | wont get to | moved to tomorrow | nothing change | nothing is done | move to tomorrow | carried over | carry over | roll over | rolled over | wont be done | will not be done | wont make it | will not make it | pushed to tomorrow | at risk | not get done | fall off | cannot be done today | wont get done | unless we act | unless we do something | unless something change | unless anything change | if we do nothing | if nothing happens | left for tomorrow | carried into tomorrow | leave over for tomorrow | push to tomorrow | left over for tomorrow | rolled to tomorrow | not make it today | not fit today | have to wait until tomorrow | wait till tomorrow | end up tomorrow | land on tomorrow | not going to finish today | not going to get done | not finish today | not going to manage today | wait til tomorrow | have to wait til tomorrow | have to wait till tomorrow | cannot be finished | cant be finished | not be finished today | cannot be done | cannot get done | if we leave thing as they are | if thing stay as they are | leave it as it is | if nothing is changed | if we leave it | unless we intervene | unless somebody acts | unless someone acts | unless we step in | if nobody acts | if we do not act | if we dont act | without intervention | if it stays like this | unless somebody steps in | not fit in | wont fit | not fit into today | will not fit | cannot fit | not be reached | out of reach today | wont be collected today | will not be collected today | not be collected today | at this rate | not get collected | not be served today | wont be served today | not going to be served | wont be served | will not be served | not going to be collected | not get to before the shift end | not reach before the shift end | wont be reached | will not be reached | not be done before the shift end | not be served before the shift end | left undone | not be reached before the end of the shift | wont be reached before the end of the shift | wont be done before the end of the shift | not be done before the end of the shift | not get done before the end of the shift | wont get done before the end of the shift | has to go to tomorrow | have to go to tomorrow | go to tomorrow | go over to tomorrow",
  photo:
    "pic | photo | picture | image | proof | evidence | snapshot | snap | image attached | shot | photograph",
  calledAfter:
    "called after | call after | called later | rang after | phoned after | call about | called about | resident call | called | rang | rang later | rang afterwards | resident rang | phoned | call in | complained | complaint | called afterwards | resident called | rang in | rang in after | called in after | phoned in after | customer called | customer rang | customer phoned | led to a call | lead to a call | end in a call | ended in a call | resulted in a call | phoned later | phoned us later | rang us later | called us later | called us after | phoned us after | rang us after | complain about afterwards | complained about afterwards | complain afterwards | complained afterwards | complain later | led to a phone call | led to a complaint | resulted in a complaint | ended in a complaint | phone in later | phoned in | phone in | ring in | ring up | rang up | then called | then complained | then rang | chased us",
  replacement:
    "waiting on a swap | awaiting a swap | to be swapped | waiting on a new | due a swap | waiting for replacement | awaiting replacement | awaiting a new | waiting for a new | need a new | need replacing | need replacement | to be replaced | replacement | replace | waiting on swap | waiting for a swap | waiting on replacement | waiting swap | need swapping | needs swapping | to swap | awaiting swap | still to be swapped | need a replacement | owe a customer a new | not been replaced | not replaced | not yet been replaced | have yet to be replaced | yet to be replaced | without a replacement",
  changed:
    "changed | change | happened | happen | what is new | whats new | news | did i miss | have i missed | i missed | new since | fill me in | catch me up | bring me up to speed | up to speed | any news | update since | happen since | happened since | been going on | gone on | since i was away | since i left | while i was away | anything i should know | anything to know | what should i know | anything noteworthy | anything important | do i need to know | anything new",
  everything:
    "whats up | what is up | the picture | how do thing look | how are thing | happening | going on | everything | all that is happening | whats happening | what is happening | whats going on | what is going on | overview | situation | picture | overview of | state of",

  // Exceptions
  notOut: "not out | not-out | not set out | nothing out | bin not out | not put out",
  noPhoto:
    "without photo | no photo | without a photo | missing photo | without picture | no picture | without proof | no proof | no image | without image",
  noAccess:
    "no-access | no access | locked gate | access denied | could not get in | gate locked | without access | blocked access | access blocked | access obstructed | could not access | cannot access | couldnt get in | gate was locked | locked out | no way in | gate was shut | gate shut | could not reach the bin | couldnt reach | not get in | not get to the bin | no entry | locked up",
  blocked: "blocked | blocked by | obstructed | parked in | obstruction | car in the way | parked car",
  contaminated:
    "contaminated | contaminate | dirty recycling | wrong items | dirty load | wrong stuff | polluted | contamination report | contamination case | contaminated load",
  overfull:
    "overfull | overflowing | overfilled | too full | overflowed | bursting bin | spilling over | brimming bin | over full | stuffed",
  overweight: "overweight | too heavy | over weight | overloaded bin",
  damaged:
    "busted | smashed | damaged | damage | cracked | broken container | broken bin | wrecked | dented | destroyed | split bin",
  missingContainer:
    "missing container | missing bin | container missing | bin missing | stolen bin | bin gone | container gone | vanished bin",
  wrongStream: "wrong stream | wrong bin | wrong waste",
  unsafe:
    "unsafe | dangerous place | safety issue | hazard | hazardous place | dangerous | danger | safety concern | unsafe place | safety problem | risky place | hazardous",
  extraWaste:
    "extra waste | side waste | extra bag | additional waste | bag beside | waste beside the bin | bag next to | loose bag | fly tip",

  goBack:
    "go-back | go back | goback | goback stop | gone back | went back | return visit | second visit | recollect | re-collect | recollection",
  siteKind:
    "school | nursery | library | church | hospital | clinic | surgery | supermarket | hotel | restaurant | bakery | cafe | pub | florist | bookshop | butcher | launderette | mosque | museum | university | college | care home | warehouse | pharmacy | kindergarten | daycare | retirement home | nursing home | office | factory | stadium | market",

  // Places
  collectionDay:
    "what day | which day | collection day | bin day | pickup day | pick-up day | collection schedule | collected on | emptied on | holiday | what weekday | when is collection | when is the collection | when is pickup | when do they collect | when do they come | when do you collect | when do we collect | when do we come | when do we empty | when is it collected | when does collection | how often collect | how often do we collect | how often is | how often do we empty | how often emptied | put the bin out | put out the bin | put out their bin | next collection | next pickup | day of collection | which weekday | day is collection | collection on | weekday do they pick up | weekday do we pick up | weekday do they collect | weekday do we collect | weekday is collection | weekday do they come",
  serviceOrder:
    "service order | bulky order | bulky request | bulky pickup request | container delivery | bin delivery | new bin | container order | extra lift | customer order | order of customer",
  booked:
    "booked | ordered | on the schedule | in the schedule | on the books | arranged | is it on | booked in | book | anyone book | been booked",
  history:
    "service history | history | track record | past visit | previous visit | last visit | when was last | last collected | last emptied | last served | last serviced | last visited | last time at | last time we were | past service | visit to | visit at | when did we last | last service | what happened at | what has happened at | what did we do at | what have we done at | service record | record of service | visit history | visit record | past collection | collection history | stop history | service log | on file for | on record for | what do we have on | what do we know about | record for account | record of account | everything about account | everything we did for | all we did for | what we did for | what have we done for",
  knowsPlace:
    "know | familiar with | experience with | been to | been at | served before | worked at | usually serve | usually do | usually go | knows their way | used to go | gone to before | drive to most | go to most",

  // KPIs
  kpiOnTime:
    "on-time percentage | on time percentage | percentage on time | on-time rate | on time rate | on-time | on time | punctuality | punctual | on-time performance | timeliness | ontime | on-time share | on time share | in time rate | on-time score | share of stop was on time | share of stop on time | share of stop were on time | percentage of stop on time | on time performance",
  kpiCompletion:
    "percentage of stop done | percent of stop done | percentage of stop completed | share of stop done | completion rate | completion | completed share | share of stop done | completion percentage | completeness | how complete | share of work done | finished share",
  kpiMissed:
    "miss per thousand | miss per 1,000 | miss per 1000 | missed pickup per 1,000 | missed stop per 1,000 | missed stop per 1000 | missed pickup per 1000 | missed collection per 1,000 | missed per 1,000 stop | per 1000 | per 1,000 | per thousand | missed per 1000 | missed per 1,000 | missed per thousand | per 1,000 stop | per 1000 stop | miss rate | missed rate | per thousand stop | miss per 1k | missed per 1k | missed stop rate | missed pickup rate | missed collection rate | rate of missed | missed pickup per thousand | missed pickup per thousand stop | missed collection per thousand",
  kpiStopsPerHour:
    "stop per hr | stop per hour | pickup per hour | collection per hour | hourly stop | productivity | productive | stop an hour | sph | stop rate | stop/h | stop every hour | pickup rate | rate of stop",
  kpiTonnesPerHour:
    "tonne per route hour | tonne per hour | ton per hour | tonnage per hour | t per hour | tonne an hour | tph | tonne/h | t/h | tonne every hour | weight per hour | load per hour | kilo per hour",
  kpiSetOut:
    "set-out rate | set out rate | setout rate | set-out | participation | participation rate | presentation rate | put their bin out | set their bin out | put bin out | set bin out | put out their bin | bin are out on the kerb | percentage of household set out | share of household set out | percentage of household put out | percentage of household put | percentage of household set | share of household put | share of household set",
  kpiContamination:
    "how contaminated | contamination rate | contamination | contaminated share | share of contaminated | contamination share | contamination level | contamination percentage",
  kpiOverflow:
    "overflow rate | overflow | overfull rate | overflowing rate | share of overfull | overflow share | overflow percentage",
  kpiAdherence:
    "how far off plan | off plan | keep to the plan | kept to the plan | stick to the plan | stuck to the plan | route adherence | adherence | planned against driven | planned versus driven | planned vs driven | driven against planned | driven versus planned | driven vs planned | planned and driven | planned against actual | planned versus actual | planned vs actual | plan against actual | actual against planned | actual versus planned | actual vs planned | against the plan in km | off the planned distance | planned distance against | plan adherence | stick to their route | stayed on plan | follow the plan | followed the plan | planned km | km planned | deviation from plan | deviate from plan | deviated from the plan | plan vs actual | plan versus actual | plan against real | plan vs real | plan and actual | stick to plan | stuck to plan | keep to plan | kept to plan | stick to their plan | follow its plan | follow their plan | followed its plan | followed their plan | follow plan | follow the planned | keep to planned | kept to planned | match the plan | matched the plan | match plan | close to plan | stay on plan | stick with the plan | true to the plan | deviated from plan | deviation from the plan | planned against actual | planned and actual | actual and planned | actual against plan",
  kpiIdle:
    "idle | idling | idle time | idle share | idled | engine running | engine on | engine idling | sit with the engine on | idling share | idler",
  kpiCostPerStop:
    "cost per stop | cost per pickup | cost per collection | price per stop | cost a stop | each stop cost | a stop cost | stop cost | one stop cost",
  kpiCostPerTonne:
    "cost per tonne | cost per ton | price per tonne | each tonne cost | a tonne cost | tonne cost | one tonne cost | ton cost",
  kpiCo2: "co2 | carbon | emission | carbon dioxide | footprint | greenhouse gas | exhaust",
  paidTime:
    "paid time | share of time | time split | where does the time go | working time | share of paid time | time spent | spend their time | shift time | paid hour | where did the time go | where did the hour go | how is the time spent | how was the time spent | hour split | breakdown of time | time breakdown | breakdown of the shift | split of the shift | crew time | how do crew spend | where does the shift go | where do the hour go | share of the paid hour | share of paid hour | paid hour go | paid hours go to | split of paid hour | paid shift time | where paid time goes | how paid time is spent | how paid time splits | breakdown of paid time | paid time by activity | time crews are paid for | hour we pay | hours we pay | the hour we pay | hour paid | we pay for go | paid hours split | paid time divided | time we pay for",
  kpiAny: "kpi | indicator | metric | key figure | kpis | performance figure | headline number | number",
  movedMost:
    "jumped about the most | jumped most | jumped the most | moved about the most | moved most | moved the most | changed most | changed the most | biggest change | biggest move | largest change | shifted most | biggest mover | shifted the most | biggest swing | largest move | biggest jump | moved furthest | largest swing | swung most | swung the most | biggest movement | move the most | move most | change the most | change most | shift most | shift the most | what got worse | what got better | what improved | what has improved | what deteriorated | what declined | what went up | what went down | what has got worse | what has got better",
  summary:
    "crib sheet | one-pager | round-up | roundup | how is it all going | how it all going | how is it all looking | one pager | summary | summarise | summarize | briefing | report card | digest | wrap-up | recap | how are we doing | how did we do | weekly summary | weekly briefing | weekly report | weekly digest | weekly recap | daily summary | daily briefing | sum up | executive summary | wrap up of the week | state of play | review of the week | weekly review | monthly summary | how did the week go | how did last week go | how was last week | how was yesterday | how did yesterday go | how is it going | how is today going | in a nutshell | how did thing go | how was it | how have thing been | how did it go | how did we get on | how is business | how did the day go | is everything ok | everything ok | is everything okay | everything okay | everything fine | all good | everything under control | everything all right | everything alright | all in order | how going | how thing going | how everything looking | how is everything | how thing look | how do thing look | what the situation | what is the situation | how it looking | how is it looking | how are thing | how look | how everything going | how we getting on | quick overview | overall picture | big picture | where do we stand | how do we stand",
  summaryTopic:
    "service | cost | safety | thing to look at | thing | attention | look at | point to watch | point | points | watch | key point | points to note",
  notes: "note | remark | memo | comment | annotation",
  procedure:
    "procedure | instruction | guideline | protocol | rulebook | manual | what do i do | what do we do | what should i do | what should we do | what must i do | what to do | what should a driver do | what must a driver do | how do i handle | how do we handle | how should i handle | how to handle | how do i deal with | how do we deal with | how to deal with | rule say | policy | guidance | handbook | sop | safety rule | rules say | the drill | drill for | what are we meant to do | what is a driver meant to do | what are drivers meant to do | what am i meant to do | what are we supposed to do | what am i supposed to do | what is the driver supposed to do | supposed to do | what do we do when",
  written:
    "say | said | saying | mention | mentioned | mentioning | write | wrote | written | describe | described | anything about | something about",
  definition:
    "calculated | defined | definition | how is | what does it mean | mean by | formula | computed | work out | worked out | calculate | reckon | reckoned | measured | measure | count as | counted as | definition of | define | mean exactly | meaning of | what counts as | compute | computing | determine | determined | derive | derived | arrive at | come up with | put together",
  better: "better | improve | improved | improvement | improving",
  worse: "worse | worsen | worsened | worsening | deteriorate | deteriorated | declined | decline",
  moreOrLess:
    "fewer | less | more | rise | rose | risen | increase | increased | decrease | decreased | up | down",
  trend:
    "trend | develop | developed | development | evolve | evolved | getting better | getting worse | improving | over time | development | better or worse | trending | direction of | heading | going up or down | up or down | better over time | progression | falling | rising | dropping | climbing | shrinking | growing | coming down | on the rise | which way | which direction | what direction | trajectory",

  // Sums
  sumWeight:
    "tonnage | tonne | ton | weight | weigh | weighed | tonnes collected | kilo | kg | kilogram | load collected | heaviest | material collected | tonne tipped | weight tipped | tonne dumped | tonne delivered | tonne picked up | volume of waste | weight collected | kilos",
  sumHours:
    "hours worked | hour worked | worked hours | working hours | route hours | paid hours | driver hours | work hours | hours on the road | worked | hour work | hour drive | hour put in | time worked | hour on the clock | hour on duty | man hour | man-hour | labour hour | labor hour | hour spent on the road | hour clocked | clocked hour | took longest | took the longest | take longest | take the longest",
  sumLifts:
    "empty | lift | container emptied | bin emptied | bin lifted | container lifted | container collected | bin collected | emptied bin | cart emptied | cart collected | container picked up | bin picked up | emptied | bin serviced | container serviced | bin tipped | cart lifted | lifting",
  sumDistance:
    "distance | km | kilometre | kilometer | mileage | mile | driven | kilometres driven | distance driven | travelled | traveled | distance covered | kilometre covered | how far did | distance travelled",
  sumFuelCost:
    "fuel cost | cost of fuel | fuel spend | fuel bill | diesel cost | cost of diesel | spend on fuel | spent on fuel | spend on diesel | spent on diesel | fuel expense | diesel bill | diesel spend | fuel spending | diesel spending | money on fuel | money on diesel | paid for fuel | paid for diesel | diesel expense | fuel expenditure | diesel expenditure | fuel money | fuel in money",
  sumFuel:
    "burn | burnt | burned | guzzle | thirstiest | fuel hungry | fuel | diesel | litre | liter | fuel used | fuel consumption | consumption | juice | petrol | gas oil | use of diesel | diesel use | fuel use | fuel usage | fuel burn | drink | drinker | use diesel | used diesel",
  sumCost:
    "cost | costs | total cost | spend | spent | expense | expenditure | cost us | money spent | price tag | outlay | expensive run",
  sumStops:
    "stop done | stop served | stop completed | stop made | stop finished | collection done | served | visited | stop do we service | stop did we service | stop did we do | stop have we done | stop we serve | stop did we serve",
  sumTips:
    "trips to the tip | tip trip | tips made | disposal trip | trip to the landfill | tipped | dump run | tip run | landfill run | run to the tip | run to the landfill | trip to the dump | visit to the landfill | visit to the tip | load did we tip | load tipped | load dumped | load did we dump",
  wait: "wait | waiting | queue | queueing | queuing | turnaround | waiting time | wait time | turnaround time | queue time | time at the tip | long at the tip | time at the landfill | dwell | wait at the tip | spend at the tip | spend at the landfill | time stuck at | stuck at the tip | hold up at the tip | line at the | waiting line | wait in line | turn-around | stand at the tip | time lost at the | ticket wait | slowest landfill | slowest disposal | slowest tip | disposal is the slowest | landfill is the slowest | disposal site is the slowest | slowest facility",
  residentCall:
    "call | phone call | complaint | resident call | complain | caller | moan | moaning | grumble | gripe | complaining | phoned in | rang in | resident phone | called in about | resident complaining | resident who complained | resident complained | complaining about",
  planned: "planned | scheduled | due | plan",
  started: "started | start | begun | began | set off | begin",

  // Asking
  howMany: "how many | number of | count of | count | how much | tally | tally of | headcount | how often",
  where:
    "loc | where | position of | locate | whereabouts | location of | find truck | on the map | which way is | where abouts | gps of | gps position | current spot | spot of | track | end up | ended up | got to now | gone to | wind up | location | got a fix on | a fix on | fix on",
  nearest:
    "near | closest | nearest | close by | near to | close to | near by | nearby | nearby to | around the corner | in the vicinity | in the neighbourhood of | handy for | shortest way to | around",
  room: "room | room for | space | spare capacity | capacity | capacity for | can take | free capacity | spare room | room left | space left | capacity left | headroom | free",
  whenWill:
    "when would | when might | when will | when does | when is | what time | eta | how long until | get to | expected at | due at | arrive at | arrival | reach | how long till | how long til | how soon | what hour | when do they reach | when are they at | when should | at what time | when can we expect",
  finish:
    "is back | gets back | finishing | finish | end | ends | ending | get back | come back | return | back at the depot | back in the yard | home | be done | be back | complete before | finish before | wrap up | make it | knock off | call it a day | get done | be through | get home | back at base | back at the base | back to base | back to the yard | back to the depot",
  overtime:
    "before ot | ot start | ot kick in | overtime kick in | ot | overtime | before overtime | overtime start | overtime begin | over time | over time start | end of shift | shift end | shift is over | hours are up | extra hour | go into overtime | into overtime | run into overtime | hit overtime | before the shift is over | before the end of the shift | before the shift end | before shift end | within the shift | inside the shift",
  didServe:
    "did the | has the | have we | did we | was | been collected | been emptied | been done | already do | already done | did they | were they at | emptied | serviced | have they been | were they | has anyone been | have they done | did anyone | did you | was it | have they collected | have they emptied | had a visit | nobody came | no one came | nobody has come | never came | truck not come | we not come | nobody turned up | nobody has been",
  stopsLeft:
    "work left | work remaining | how much is left | how much left | how much remain | stop left | stop remain | stop remaining | stop to go | remaining stop | open stop | pickup left | stop are left | remaining to do | left to do | still to go | stop outstanding | how many more stop | what is left | whats left | how much work is left | stop to do | still on the list | got left | still got to do | still got left | left to serve | has left | have left",
  byHowMuch:
    "by how much | how far behind | how late | how much behind | how many minutes | how bad is it | how bad | how far off | how many min | by what margin",
  cause: "excuse | justification | cause | kind | type | reason | category",
  handleFirst:
    "handle first | do first | first | urgent | most urgent | priority | prioritise | start with | most pressing | on top | at the top | tackle first | deal with first | look at first | start on | most important | first up | top priority | handled first | be handled first | dealt with first | tackled first | where to begin | where to start | begin with | where i should begin | where i should start | where i ought to start | where i ought to begin | where should i start | where do i start | where do i begin | come first | urgency | in order of urgency | by urgency | priority order | prioritize | prioritised | prioritise them | pressing | most critical | what come first",
  oldest: "oldest | oldest first | longest waiting | waiting longest | open longest",
  newest: "newest | newest first | most recent | most recent first",
  stillHave:
    "still have | still has | still need | still to serve | still to collect | still to visit | still to empty | still must | have still | has still",
  worst:
    "most expensive | expensive | dearest | costliest | worst | worst first | poorest | weakest | bad | underperforming | struggling | nastiest | ugliest | worst off | hardest hit | terrible | poor | priciest",
  most: "furthest | farthest | thirstiest | latest | latest first | biggest first | longest first | largest first | most | highest | top | biggest | longest | largest | greatest | max | maximum | highest first | most first | descending | heaviest | busiest | more | heavy | toughest | biggest one | on the high side | at the top of the list | in descending order | hog | guzzler | most frequent | most common | commonest | most often | riskiest | most reckless",
  best: "cheapest | best | best first | strongest | good | well | top performing | best performing | star | finest | safest | cheap | cheaply | cheaper",
  least:
    "lowest | least | fewest | fewest first | least first | smallest first | shortest first | shortest | smallest | bottom | minimum | lowest first | ascending | lightest | tiniest | in ascending order | littlest",
  slowest: "slowest | slower | slow | slowest first",
  fastest:
    "fastest | faster | quicker | quickest | fast | fastest first | quickest first | soonest first | soonest | earliest first | earliest",
  compare:
    "compare | compared | against | versus | vs | same time | than | comparison | difference | next to each other | side by side | compared to | compared with | measured against | in comparison | as opposed to | set against | stack up | stacks up | relative to | differ | differs | different from",
  reported:
    "flag | flagged | report | reported | raised | filed | logged | log | logged by | noted | noted down | put in | entered",
  older:
    "older than | longer than | more than | over | for more than | at least | exceeding | have waited | has waited | waited over | waited more than | waiting over | waiting more than",

  // Splits
  perRoute:
    "per run | by run | each run | every run | by route | per route | each route | every route | route by route | on each route | for each route | by each route | for every route | all routes | per round | by round | each round | every round | route wise | routewise | broken down by route | split by route | for all routes",
  perDriver:
    "by driver | per driver | each driver | every driver | for each driver | by crew | per crew | each crew | driver by driver | for every driver | per person | by person | driver wise | broken down by driver | split by driver | for each crew",
  perVehicle:
    "by vehicle | per vehicle | by truck | per truck | each truck | each vehicle | every truck | every vehicle | for each truck | for each vehicle | per lorry | by lorry | each lorry | every lorry | truck by truck | per wagon | each wagon | truck wise | split by truck | broken down by truck | per unit",
  perDepot:
    "by depot | per depot | each depot | every depot | for each depot | which depot | depot by depot | by yard | per yard | each yard | depot wise | split by depot | per site depot | by base",
  perZone:
    "by zone | per zone | by neighbourhood | by neighborhood | per neighbourhood | by area | by district | each zone | every zone | for each zone | zone by zone | per area | per district | each area | which area | which zone | which neighbourhood | zone wise | split by zone | per neighborhood | which district | broken down by zone | across zone | across the zone",
  perStream:
    "which stream | which waste stream | what stream | by stream | per stream | by waste stream | per waste stream | each stream | every stream | by material | per material | for each stream | each waste stream | every waste stream | each type of waste | each waste type | per type of waste | by waste type | by type of waste | per waste type | stream wise | split by stream | by fraction | per fraction | by kind of waste | per kind of waste | each fraction | by waste | stream by stream | for all streams | for all waste streams | across the streams | across waste streams | across streams",
  perDay:
    "which day | what day | day with the | daily | by day | per day | each day | every day | day by day | a day | for each day | over the day | day to day | for every day | on each day | across the day | from day to day",
  perWeek:
    "weekly | week for week | by week | per week | each week | every week | week by week | a week | for each week | week to week | for every week | week on week",
  perMonth:
    "monthly | by month | per month | each month | every month | month by month | a month | for each month | month on month | month to month | for every month",
  perWeekday:
    "by weekday | per weekday | by day of the week | day of week | by day of week | each weekday | day of the week | which weekday | which day of the week | across the weekdays",
  perFacility:
    "by facility | per facility | per disposal facility | each disposal facility | at each facility | which disposal site | to each landfill | to each facility | to each tip | to each disposal site | for each facility | for each disposal site | per disposal plant | across the facilities | per recycling plant | each facility | which facility | per tip | each tip | by tip | per landfill | each landfill | by landfill | by disposal site | which landfill | which tip | each disposal site | at each tip | each site of disposal | per disposal site | by transfer station | per transfer station | each dump | per dump | by dump | each landfill site | at every tip | at the different tip | at the disposal sites | at the landfills | at our landfills | at the facilities | at the tips | at our tips | at our facilities | at our disposal sites | at all disposal sites | at every disposal site | at every landfill | for every facility | for every landfill | for every tip | for every disposal site | every disposal site",
  perHour:
    "by hour | hourly | per hour of the day | each hour | hour of the day | hour by hour | by the hour | across the hours | over the hours of the day | hours of the day | time of day | by time of day | and hour | site and hour | by hour of day",
  perBody:
    "body type | vehicle type | truck type | type of truck | type of vehicle | kind of truck | which body | by body type | by truck type | by vehicle type | per body type | by type of truck",
  perContractor: "by contractor | per contractor | contractor against | own crew",
  perSize:
    "by container size | by size | per size | by volume | per container size | size of container | by bin size | bin size | container size | per bin size | by cart size | per size of",
  perSite:
    "which address | by address | which site | by site | per address | what address | which property | per site | per property | which place | by property | each address",
  perCause:
    "by cause | by kind | by type | by reason | by category | per kind | per type | split by reason | per reason | per cause | each reason | each cause | each kind | for each kind | each type | which reason | which cause | broken down by cause | broken down by reason | broken down by kind",

  perCustomer:
    "by customer | per customer | each customer | every customer | by account | per account | by client | per client | which customer | which account | which client",

  // Rates and prices
  perRouteHour:
    "per route hour | per hour | per working hour | per hour worked | per hour on the road | per engine hour | every hour of route | per hour on route | for each hour on route | for every hour on route | for each hour | for every hour | each hour on route | an hour on route",
  per100Km:
    "per 100 km | per 100 kilometre | per 100 kilometer | per 100km | per hundred km | per hundred kilometre | per hundred kilometer | every 100 km | each 100 km",
  perKm: "per km | per kilometre | per kilometer | a kilometre | each kilometre",
  perTonne:
    "stop and tonne | stop and ton | per tonne | per ton | a tonne | a ton | each tonne | every tonne",
  perStop:
    "tonne and stop | ton and stop | per stop | per pickup | per collection | per visit | a stop | each stop | every stop",
  perLitre:
    "per litre | per liter | a litre | a liter | the litre | each litre | per l | litre price | diesel price | price of diesel | price of fuel | fuel price",
  overtimeCost:
    "overtime cost | cost of overtime | overtime bill | overtime spend | overtime pay | pay for overtime | paid for overtime | paid in overtime | pay in overtime | overtime payment | overtime expense | spend on overtime | spent on overtime | spending on overtime | price of overtime | overtime hour cost | overtime come to | overtime set us back | overtime in money | overtime in money terms | overtime so expensive | overtime expensive",
  money: "money | cash | pay | bill | fee | charge",
  // Heard so that it is never left aside: less of it is more fuel.
  efficiency: "efficient | efficiency | economical | economy",
  why: "caused | what caused | cause of | cause behind | reason for | reason behind | what led to | led to | explain | driver behind | where from | come from | came from",

  // Compare and rank
  ownCrews:
    "direct labour | our mob | our crew | own crew | own people | own staff | own driver | own team | our own | in-house | in house | inhouse | own fleet | vs us | versus us | against us | compared to us | compared with us | our lot | our guys | our side | our folks | us on | our drivers | our people | do we or | us or | we or contractor | or do we | or us | than us | than we do | than our own",
  contractor:
    "contractor | subcontractor | sub-contractor | outsourced | outside crew | hired crew | third party",
  unbalanced:
    "unbalanced | imbalanced | imbalance | out of balance | uneven | unevenly | lopsided | out of line | disproportionate | overloaded | underloaded | overburdened | well balanced | balanced | balance of | route balance | unequal | unfair | far from the average | differ most from the other | sticks out | stand out | stick out | heavier than the rest | lighter than the rest | more loaded than | bigger than the rest | longer than the rest | out of proportion | out of step | different from the rest | much heavier | much lighter | way heavier | way lighter | off balance | skewed | more stop than the other | fewer stop than the other | more than the other | way more than the other | difference in workload | workload difference | uneven workload | distribution of work | far more stop than | more stop than the rest | unevenly loaded | bigger load than the rest | much bigger load than | bigger load than | heavier load than | fuller than the other | more work than the other | more work than the rest | busier than the rest | busier than the other | out of proportion to the other | far from balanced | least balanced | most uneven | furthest from the average | farthest from the average | off the average | furthest from the mean | farthest from the mean | deviates most | deviate most | differs most | differ most | most unlike | out of balance with | most extreme | most different",
  ofThatDay:
    "of that day | that day | same day | other route | other round | other | rest of the fleet | with the rest | from the rest | to the rest | of the rest | unlike the other | unlike the rest | workload | with the others | compared to its peers | the rest",
  repeats:
    "landing back | keep landing | recurrence of exception | always again | over and over again | repeat exception | repeat issue | repeat problem | repeat incident | repeated exception | repeated issue | repeated problem | repeated incident | recurring exception | recurring issue | recurring problem | recurring incident | exception repeatedly | issue repeatedly | problem repeatedly | repeat offender | repeat case | problematic | troublesome | again and again | over and over | time and again | keep having | keep getting | keep coming up | repeat trouble | trouble maker | repeatedly have | frequent problem | chronic | repeat complaint | frequent flyer | keep coming back | keeps having | repeat failure | causing exception | keep causing exception | repeat exceptions | recurring",

  // Workshop
  fault:
    "fault code | fault | error code | trouble code | dtc | warning light | warning lamp | engine light | check engine light | diagnostic code | defect | engine code | fault light | fault message | error message | failure code | alarm code | code showing | warning code | warning sign | malfunction | throwing fault | throw fault | throwing a fault | throw a code | throwing a code | throwing code | this warning | that warning",
  severe:
    "severe | severity | serious | critical | do not drive | grounding | grounded | severity 3 | grave | dangerous fault | safety critical | red fault | worst fault",
  cranking:
    "cranked | cranked low | cranked weakly | cranking low | low cranking voltage | cranking voltage | cranking volt | low battery voltage | battery voltage | low voltage | weak battery | battery weak | bad battery | battery bad | battery low | low battery | battery going | battery dying | dying battery | flat battery | battery | starting voltage | starter voltage | hard to start | struggle to start | trouble starting | cranking | voltage | volt | weak start | battery trouble | slow to crank | voltage low | start voltage | starts badly | battery running low | low volt | weak starter | crank volt | low crank | crank voltage | cranks slowly | crank slow | starting trouble | trouble with starting | starting problem | problem starting | weak cranking | low cranking volt | cranking volt low | cranking low | cranking voltage is too low | voltage too low | voltage is too low | voltage is low | cranking voltage too low | might not start | may not start | could not start | wont start | will not start | start poorly | starting badly | poor start | weak at start | battery voltage low | crank with low voltage | crank at low voltage",
  repair:
    "after a repair | after repair | after the repair | after being repaired | repair | repaired | workshop job | workshop visit | fixed | fix | mended | overhaul | fixing | being fixed | after fixing | being mended",
  comesBack:
    "come back | came back | coming back | reappear | reappeared | recur | recurred | returned | return | repaired twice | repeat repair | repeat | repaired again | fail again | failed again | broken again | back again | not hold | not last | show up again | back after | came back inside | fail within | failing again | same problem again | reoccur | reoccurred | happen again | happened again | again after | comeback | back within | back inside | done again | redone | reappearing | recurring | recurrent | repeat | not held | did not hold | had to be redone | came back again | showed up again | cropped up again | turned up again | surfaced again",
  partArm: "arm | lift arm | lifting arm | gripper",
  partPacker: "packer | packing blade | packer blade | compactor",
  partBrakes: "brake",
  partTyres: "tyre | tire",
  partElectrics: "electrics | electrical | alternator",
  partEngine: "engine",
  partHydraulics: "hydraulics | hydraulic",
  goOut:
    "go out | allowed to go out | can i use | can we use | allowed out | allowed on the road | fit to drive | safe to drive | fit for the road | fit to go | roadworthy | good to go | ok to drive | okay to drive | be driven | driveable | drivable | be used | take out | taken out | keep driving | keep going | carry on | keep running | drive on | fit for duty | cleared to go | allowed to drive | hit the road | go on the road | be on the road | still roll | roll with | drive with | run with | leave the yard with | still be used | head out | go on route | go on its route | work today with | operate with | allowed to leave | safe to use | safe to go | leave with | depart with | leave the depot with | go with | fit to run | fit to work | stay in | run despite | drive despite | go out despite | out despite | send out | sent out | safe on the road | safe to run | ok to run | be sent | leave the yard | leave the depot | may it leave | can it leave | dispatch | dispatched",
  within: "in the next | within the next | over the next | in next",

  // Safety and hours
  harshBraking:
    "harsh braking | hard braking | heavy braking | sudden braking | sharp braking | emergency braking | braked hard | brake hard | braking hard | brake harshly | braked harshly | harsh brake | hard brake | braking event | harsh braking event | braking | slam on the brake | slamming on the brakes | slam the brakes | stamping on the brakes | brake too hard | brakes hard | brake hardest | brakes hardest | braked hardest | braked most | brake most | braked the most | brake the most | harshest braking | brake the hardest | braked the hardest",
  harshAcceleration:
    "harsh acceleration | hard acceleration | acceleration | accelerated hard | accelerate hard | accelerate too hard | floor it | hard on the throttle",
  harshCornering: "harsh cornering | hard cornering | sharp cornering | cornering",
  speeding:
    "speeding | sped | speed near | speed past | speed by | anyone speed | anybody speed | over the speed limit | above the speed limit | exceed the speed limit | exceeded the speed limit | broke the speed limit | break the speed limit | too fast | speed limit | speed violation | speeding event | over the limit | above the limit | speeder | too quick | going too fast | drove too fast | drive too fast | driving too fast | over the limit near | caught speeding | speeding past | going past",
  harshAny:
    "harsh event | harsh driving | safety event | dangerous driving | risky driving | aggressive driving | dangerous driver | risky driver | unsafe driver | unsafe driving | driving event | driving behaviour | driving behavior | driving style | safest driver | safe driver | incident of driving | safety incident | bad driver | worst driver | driving incident | driving record | reckless | careless driver | riskiest driver | most dangerous | drive the worst | drives the worst | drive worst | drives worst | worst at the wheel | risky event | dangerous event | driving risk | drives the safest | drive the safest | drives safest | drive safest | riskiest | most reckless | least careful | drive dangerously | drives most dangerously | biggest risk on the road | least safely | least safe | worst safety record | safety record | least careful | risky drivers | drives most recklessly | most accidents | safety risk | risk to safety | safety concern | dangerous on the road | danger on the road | biggest danger | hazard on the road | greatest hazard | biggest hazard | danger in traffic | danger to other road users | crash | menace | maniac | like a lunatic | biggest liability | lead foot | worst behind the wheel | hoon | biggest risk behind the wheel | danger at the wheel",
  noBreak:
    "no break | without a break | without break | not had a break | not have a break | not have break | not taken a break | not taken break | not take a break | not taken any break | no rest | without a rest | without rest | skipped break | skipped a break | missed break | missed a break | not had lunch | no lunch | without lunch | not rest | break overdue | overdue break | overdue for a break | need a break | due a break | straight without | without pause | no pause | no lunch break | not paused | not had their break | not had a rest | not stopped for a break | not taken lunch | straight through | need their break | overdue a break | owed a break | due for a break | missing their break | without pausing | without stopping | without resting | without taking a break | non-stop | nonstop | without once stopping | without any break | overdue a break | overdue break | gone without a break | go without a break | worked through | working through | no pause | straight",
  legalHours:
    "bust their hour | over the legal limit | go over their hour | over their hour | exceed their hour | pass their hour | past their hour | pass legal hour | exceed legal hour | over legal hour | break legal hour | reach legal hour | hit legal hour | legal hour | legal limit | legal driving limit | legal working limit | driving hour limit | legal driving hour | legal working hour | legal driving time | legal working time | hour limit | hours of service | driving hour limit | driving hour | driving time | driving limit | duty limit | duty hour | duty time | working time limit | working hour limit | run out of hour | run out of driving | running out of hour | out of hour | past legal | maximum hour | permitted hour | allowed hour | hos | run out of time | hours run out | max out their hour | maxing out | legal maximum | over the hours | out of driving time | reach their limit | hit their limit | near their limit | over their limit | past their limit | past the legal | beyond the legal | time limit | tacho | tachograph | working time rule | hours rule | too many hours | too long at the wheel | go over hours | over hours | over their driving limit | about to go over their hour | over their limit today | permitted driving hour | permitted hour | driving hour permitted | time at the wheel | legal hours limit | heading over the legal | hour before the end of the day",
  exceeds:
    "pass | exceed | exceeding | go over | reach | run over | breach | bust | hit | violate | close to",
  onDuty: "on shift | on duty | working now",

  // Disposal
  ticket:
    "weigh ticket | weighing ticket | weighbridge ticket | tipping ticket | tip ticket | disposal ticket | landfill ticket | ticket | weigh slip | weighbridge slip | weigh bridge ticket | weighbridge record | scale ticket | tipping slip | weight ticket | weight slip | tipping record",
  unmatched:
    "without a matching route | without matching route | no matching route | without a route | without route | no route | not matched to a route | not matched | unmatched | not match any route | match no route | not linked to a route | not linked to any route | not assigned to a route | not assigned to any route | not belong to a route | not belong to any route | belong to no route | missing a route | missing route | orphan | orphaned | with no route | no route on them | no route attached | without any route | no matching | cannot be matched | not tied to a route | not connected to a route | unlinked | unassigned | lack a route | lacking a route | missing their route | no route number | nobody matched | not match to a route | not match to any route | not be matched to a route | not match to | not matched to | not be matched | could not be matched | belong to no route | no route match | match to no route | no matching route",

  // What is likely
  vehicleRisk:
    "likely to break down | likely to fail | going to break down | going to fail | about to fail | about to break down | will break down | will fail | breakdown risk | risk of breakdown | risk of a breakdown | risk of breaking down | risk of failing | risk of failure | failure risk | chance of a failure | chance of failure | chance of a breakdown | chance of breaking down | likely to need a repair | likely to need repair | fail next | break down next | break down soon | fail soon | fail first | remaining life | predictive maintenance | maintenance risk | wear risk | next failure | likely to end up in the workshop | likeliest to fail | likeliest to break down | prone to fail | prone to breakdown | predicted failure | predicted breakdown | might fail | might break down | may fail | may break down | could fail | could break down | chance of failing | odds of a breakdown",
  workOrder: "work order | workshop order | repair order | maintenance order | job card",
  complainRisk:
    "likely to complain | risk of complaining | risk of a complaint | risk of complaint | chance of a complaint | chance of complaint | about to complain | going to complain | will complain | complaint risk | probability of a complaint | probable is a complaint | how likely is a complaint | likeliest to complain | might complain | may complain | likely to call and complain | complain soon | complain next",
  leaveRisk:
    "likely to leave | likely to quit | risk of leaving | risk of losing | about to leave | going to leave | will leave us | might leave | may leave us | churn | likely to churn | churn risk | likely to cancel | likely to go elsewhere | likely to switch | lose as customer | losing as customer | at risk of losing | likely to lose | could lose | might lose | about to lose | likeliest to leave | thinking of leaving | index of leaving | likely to walk away | unhappy enough to leave | could we lose | might we lose | risk losing | will we lose | can we lose",

  // What could be saved, and what was
  range: "range | battery range | how far on a charge | reach on a charge | driving range | range they need",
  saved:
    "save | saved | saves | saving | savings | cut back | spared | avoided | reduction | reduced | reduce",
  reoptimised:
    "re-optimised route | reoptimised route | re-optimized route | reoptimized route | optimised route | optimized route | re-planned route | replanned route | re-optimisation | reoptimisation | re-optimization | reoptimization | route optimisation | route optimization | re-optimising | reoptimising | re-planning | by optimising | optimiser saved | saved by the optimiser | accepted plan | optimised plan | reoptimised plan | re-optimised plan | planned route by the optimiser | the optimiser | the planner | the solver | optimiser plan | optimizer | replanning | re-optimised run | reoptimised run | re-optimised round | reoptimised round | replanned round | come from re-planned route | came from re-planned route | re-planning",
  electric:
    "replace with electric | electric first | go electric | gone electric | electric truck | electric vehicle | electric lorry | electrify | electrification | switch to electric | swap for electric | battery truck | battery electric | e-truck | ev | electric candidate | candidate for electric | candidates for going electric | ev candidate | candidate for ev | electric replacement | electric one | electric ones | go ev | be electric | become electric | made electric | turned electric | electric swap | converted to electric | convert to electric | swapped for electric | replaced by electric | replaced with electric | electric",

  // Streams and body types
  streamWeek:
    "week with recycling | week of recycling | recycling week | recyclable week | organics week | organic week | food waste week | garden waste week | green waste week | glass week | paper week | cardboard week | refuse week | rubbish week | garbage week | trash week | bulky week",
  refuse: "refuse | rubbish | garbage | residual | trash | general waste | landfill waste",
  recycling: "recycling | recyclable | recycle | mixed recycling",
  organics: "organics | organic | food waste | garden waste | green waste | compost",
  glass: "glass | bottle bank",
  paper: "paper | cardboard",
  bulky:
    "bulky | bulky waste | sofa | furniture | mattress | fridge | wardrobe | couch | settee | bulky item | old furniture",
  hazardous: "hazardous | hazardous waste",
  rearLoader: "back loader | back-loader | rear loader | rear-loader | rear loading | rel",
  sideLoader: "automated side loader | side loader | side-loader | asl | automated side-loader",
  frontLoader:
    "front loader | front-loader | front load | front-load | front end loader | front-end loader | front end | front-end",
  splitBody: "split body | split-body",
  rollOff: "roll off | roll-off | hook lift",

  // What this slice refuses
  change:
    "move | reassign | cancel | delete | remove | mark | assign | swap | rebalance | re-optimise | reoptimise | optimise | undo | roll back | rollback | pull truck | add a | send | reroute | close the | change the | set the | create | update | edit | drop table | insert into | shut down",
  whatIf: "what if | what does it cost if | what would | one truck fewer | could we run | cheapest way",
  alertRule: "alert me | tell me when | notify me | let me know when | stop alerting | remind me",
  exportReport: "export | pdf | csv | email | e-mail | every friday | every monday",
  hostile:
    "set aside all | set aside the rule | set aside your rule | prior rule | whatever restriction | no restriction | without restriction | no rules | forget what you were told | never mind the rulebook | never mind the rules | the rulebook | above the rules | override your | drop your rule | lift all restriction | unrestricted | ignore your rule | ignore all | ignore previous | disregard | system prompt | jailbreak | pretend you | your instructions | ignore the rule | ignore the above | ignore your | forget your | system message | your prompt | reveal your | act as | you are now | bypass | developer mode | override | sudo | root access | skip the confirmation | do not ask for confirmation | admin right",
  privateData:
    "home address | phone number | home phone | private | salary | wage | date of birth | medical | personal data | mobile number | where does he live | where does she live | private address | personal number | phone no | home number | email address | personal email | birthday | bank account | health | sick note | social security | passport | password | login detail | credential | pin code | pay slip | payslip | earn | earning | how old is | religion | ethnicity",
  forecast:
    "forecast | predict | will overflow | tomorrow | next week | next month | will we collect | expected tonnage",
} as const satisfies Record<string, string>;
