import { RECORD_IDIOMS } from "#server/ask/core/idioms-records-en.ts";

/**
 * Turns of phrase by the plain words that they say, parted by bars: what people of the trade and people in a hurry write
 * where the rules know the plain words. `#` stands for a number. A phrase here must mean the same wherever it stands.
 */
export const IDIOMS: Readonly<Record<string, string>> = {
  // What is left out
  except:
    "other than | aside from | apart from | with the exception of | save for | excl | disregarding | discounting | all bar | minus the",
  // Time
  "right now": "atm | at this moment in time | as we speak | at present | this very moment",
  recently: "lately | in recent days",
  today: "in the course of today",
  you: "you lot | you guys | you folks | youse",
  // Overtime and the end of a round
  overtime: "ot | o/t | time and a half",
  "before overtime starts":
    "before ot kicks in | before overtime kicks in | before we pay overtime | before we have to pay overtime | without going into overtime | without running into overtime | without hitting overtime | inside his hours | inside her hours | inside its hours | inside their hours | within his shift | within her shift | within its shift | within their shift | inside shift | before it goes into overtime | before he goes into overtime | before she goes into overtime | before they go into overtime | before it runs into overtime | before going into overtime | before running into overtime | before its overtime | before the overtime | before the shift runs out | before their shift runs out",
  finish:
    "make it back | due back | due home | be back in | get back in | roll in | rolls in | be home | get home | knock off | clock off | wind up for the day | be finished up | finish up | get in tonight | get back to base | done and dusted | on course to end | on course to finish | on track to finish | on track to end | set to finish | set to end | expected back | expected home | back in the yard by",
  // Where trucks are
  "Where is":
    "any idea where | where did you put | where the hell is | where on earth is | where abouts is | whereabouts is | have you got eyes on | has anyone got eyes on | got eyes on | do you have eyes on | have you seen | has anyone seen | do you know where | can you see where",
  "truck #": "truck no # | truck no. # | truck number # | vehicle no # | lorry number # | t-# | wagon no #",
  "without a position for":
    "gps dead on anything for | gps dead for | dead gps for | no blip for | not blipped for | off the radar for | fallen off the map for | off the map for | no heartbeat for | not phoned home for | not pinged in | no gps fix for | lost to gps for | no telematics for | telematics down for | tracker down for | tracker dead for | tracker silent for | haven't heard a peep from in | haven't had a position from in | havent had a position from in | havnt had a position from in | have not had a position from in | had no position from in | haven't heard from in | haven't heard anything from in | haven't heard a thing from in | have not heard from in | haven't had a peep from in | no sign of life for | haven't seen a position from in | haven't seen on the map for | not seen on gps for | no location from in | not updated their position for | not updated its position for | no gps update for | last seen over | haven't moved on the map for | dropped off the tracker for | dropped off the map for | dropped off gps for | fell off the map for | vanished from the map for | gone off the map for | disappeared for | not visible for | invisible for | missing from the map for | out of contact for | off the grid for | gone missing for",
  "trucks stopped":
    "trucks just sitting there | trucks sitting there | trucks just sitting | trucks sat there | lorries sat there | lorries sitting there | lorries just sitting | vehicles sitting there | vehicles just sitting | trucks sat doing nothing | trucks going nowhere",
  "with room for # tonnes":
    "with # t spare | with # t to spare | with # t free | with # tonnes spare | with # tonnes to spare | with # tonnes free | with # tonnes of room | with # t room | with #t spare | with #t to spare | with #t free | with #t room | who could squeeze in # tonnes | who could squeeze in # t | that could swallow # tonnes | that could swallow # t | with space for another # tonnes | with space for another # t | able to take # tonnes | able to take # t | able to load # tonnes | with #t of space | with # t of space | with # tonnes of space | with # t left | with # tonnes left on board",
  "clocked in but not left the yard":
    "in but not out | clocked on but not out | signed in but not out | here but not rolling | punched in but still here | on the clock but still here | clocked in and still here | clocked in but still here | clocked in, still here | booked on but not out of the gate | on the clock but not out the gate | clocked in but not out the gate | not out of the gate yet though clocked in",
  // Progress
  "behind schedule":
    "slipping | on the drag | up against it | chasing the clock | off the pace | losing time | playing catch-up | playing catch up | falling behind | dragging behind | in the red on time | late as it stands | not keeping up | running over time",
  "by how much":
    "n by how many mins | and by how many minutes | and how many minutes | and how badly | and how bad | and how much | and for how long | with their delay | with their delays | with the delay | and their delay | and their delays | and the delay of each | and what's the delay | and what is the delay | and the minutes",
  "how many stops are left on": "what does it look like for stops on | how much work has",
  "sorted by time to finish":
    "quickest to finish first | soonest done first | nearest to done first | by finish time | ordered by finish | earliest finish first | by when they finish | first to finish on top | by time left | ordered by when they will be done | ordered by when they are done | by when they will be done | ordered by when they finish | sorted by when they finish | sorted by expected finish | sorted by expected end | sorted by estimated finish | ordered by finishing time | earliest done first | in the order they will finish | in order of finishing | sort by expected finish | sort by finish time | sort them by finish | sort by when they finish | sort by end time | sort by time to finish | and sort by finish | with the earliest finisher at the top | earliest finisher first | with the earliest finish first | with the first to finish on top | earliest to finish first | with those finishing first at the top | soonest finisher first | with the earliest at the top | soonest done on top",
  "done out of sequence":
    "done in a funny order | in a funny order | out of running order | not in running order | in a muddled order | ran out of order | zigzagging off the list | jumbled order",
  "have to be moved to tomorrow if nothing changes":
    "not gonna get done today | wont be reached today | will not be reached today | not going to be reached today | never going to get done today | have to go over to tomorrow | fall over into tomorrow | go over to tomorrow | bump to tomorrow | bumped to tomorrow | slide into tomorrow | slide to tomorrow | roll into tomorrow | we will not get round to today | we wont get round to today | we wont get to today | cannot be reached today | in danger of not being done | in danger of being missed today | risk leaving for tomorrow | in danger of slipping to tomorrow | at risk of slipping to tomorrow | may have to leave for tomorrow | might have to leave for tomorrow | will have to leave for tomorrow | probably have to wait until tomorrow | will spill into tomorrow | spill into tomorrow | will slip into tomorrow | wont be done by tonight | will not be done by tonight | won't be done today | will not get done today | won't get finished today | are not going to be finished today | will be left undone today | slipping to tomorrow | slipping into tomorrow | slips to tomorrow | slips into tomorrow | sliding to tomorrow | sliding into tomorrow | going over to tomorrow | pushed into tomorrow | drifting into tomorrow | slipping to tmrw | slipping to tmr | slipping to tomo | slipping til tomorrow | slipping until tomorrow",
  "which stops have to be moved to tomorrow if nothing changes":
    "will we get everything done today | will we get it all done today | are we going to get everything done today | will everything get done today | will it all get done today | do we get everything done today | can we get everything done today | will we finish everything today | are we getting everything done today",
  "on-time rate":
    "on time % | on-time % | otp | on time figure | on-time figure | punctuality rate | punctuality figure",
  "visits with proof": "proof of service | proof of collection | proof of visit | pod",
  // Exceptions
  "missed pickups": "misses | missies | missed ones | mpu | mpus | missed bins",
  "nobody has taken":
    "no takers | without a taker | ownerless | that no one is working | nobody is working | still for the taking | not yet picked up by anyone | no name on them | no name against them | with nobody on them | with no one on them | with nobody assigned | with no one assigned | not owned by anybody | not owned by anyone | left lying | going begging",
  "no access":
    "couldn't get in | could not get in | couldnt get to the bin | couldn't get to the bin | not accessible | access refused",
  "the resident call about afterwards":
    "the resident rang us after | the resident rang us about | the customer rang us about | the resident chased | the customer chased | residents chased us about | residents then rang about | got a call about later | got a phone call about later | we got a call about | we got calls about | prompted a call | led to calls",
  "and which stops are at risk":
    "and what stops are we likely to miss because of it | and which stops are we likely to miss because of it | and what stops could we miss because of it | and which stops will we miss because of it | and what will we miss because of it | and what stops might we miss | and what stops does it leave hanging | and which stops are left hanging | and what stops does that hit | and which stops does that hit | and what does it leave uncovered | and the stops that hit | and what stops are hit | and which stops are hit | and which stops are affected | and what stops are affected | and what is hanging on it | and what pickups are at risk | and which stops does that leave | and who misses out",
  breakdowns:
    "anything broken down | anyone broken down | anything conked out | anything on its back | any lame ducks | any casualties on the road | is anything broken down | is anyone broken down | has anything broken down | has anyone broken down | is something broken down",
  "group open exceptions by cause":
    "open exceptions by type | open exceptions by kind | open exceptions by category | open exceptions per cause | exceptions still open by type | bucket open exceptions",
  "tell me which to handle first":
    "whats most urgent | what's most urgent | what is most urgent | and the most urgent | what should i tackle first | where do i start | which to tackle first | which come first | what do i do first | what needs doing first",
  "waiting for replacement":
    "awaiting a new one | still awaiting a new one | waiting on a new one | still waiting on a new one | waiting for a new one | due a new one | needing a new one | to be swapped out | needing a swap | not swapped yet | not yet swapped | not replaced yet | not yet replaced | yet to be replaced | still to be replaced",
  "contaminated recycling":
    "dirty recycling | spoiled recycling | polluted recycling | recycling with rubbish in it | bad recycling | mucky recycling",
  // What-if
  "cheapest way to cover the rest of its route":
    "cheapest way to cover whats left | cheapest way to cover what's left | cheapest way to cover what is left | cheapest way to get the rest done | cheapest cover | cheapest fix for the rest | who covers the rest cheapest | who can cover cheapest | how do we cover it cheapest | how do we cover the rest cheapest | who picks up the rest | who picks up its stops | who picks up the slack | least expensive way to finish | least costly way to finish | cheapest way to finish | cheapest way to complete | least expensive way to cover | least costly way to cover | cheapest option for the rest | cheapest option to finish | most economical way to finish | most economical way to cover",
  "called in sick":
    "is off sick | off sick | off ill | is ill today | has gone sick | went home sick | rang in sick | phoned in sick | is poorly | is not coming in | isnt coming in | isn't coming in | is a no show | is a no-show",
  "rebalance the route":
    "redo his round | redo her round | redo his route | redo her route | share his round out | share her round out | share out his round | share out her round | share out his stops | share out her stops | spread his stops | spread her stops | split his stops up | split her stops up | cover his round | cover her round | redistribute his stops | redistribute her stops",
  "without overtime":
    "no ot | no overtime | w/o ot | without ot | with no overtime | avoiding overtime | and keep us out of overtime | and no overtime",
  "to whoever has capacity":
    "to someone with room | to somebody with room | to anyone with room | to whoever has room | to whoever can take them | to anyone who can take them | to somebody with time | to someone with space | to whoever has space | to whoever's got room | to whoever got room | to a truck with room | to a truck with space | to a lighter round | to the quieter rounds | to any truck that has room | to any truck with room | to any truck with capacity | to a truck that has room | to any vehicle with room | to a vehicle with room | to another truck with room | to others with room | to any route with room | to whichever truck has room | to whichever has room | to anybody that has room | to anybody with room | to a truck with capacity | to a truck with spare capacity | to trucks with room | to trucks with spare capacity | to a route with capacity | to somebody with capacity | to someone with capacity | to anyone with capacity",
  "one truck fewer":
    "one less truck | one lorry less | a truck less | a truck down | one truck down | one truck light | a lorry down | one wagon less | minus a truck | one truck short | a truck short | one vehicle less | one down on trucks",
  "propose a detour":
    "is there a way round | is there a way around | whats the way round | what's the way round | find a way round | find a way around | how do we get round it | how do we get around it | any way round it | any way around it | suggest a way round",
  "Which stops are affected":
    "whats hit | what's hit | what is hit | whats affected | what's affected | who's affected | who is affected | what does it hit | what does that hit",
  "is closed": "has been shut | is cordoned off | is dug up | is closed off | is off limits | is impassable",
  "with least delay":
    "w least hassle | with least hassle | with the least hassle | with least disruption | with the least disruption | with least bother | least painfully | at the smallest delay | with minimum delay | with minimal delay | with the smallest detour",
  "Compare this plan with yesterday's: km, hours, cost, late stops":
    "today's plan against yesterday's in km, hours, cost and late stops | how does today's plan stack up against yesterday's | how does today's plan compare with yesterday's | how does todays plan compare to yesterdays",
  // Look-up
  "collection day for":
    "bin day for | bin day at | bins out day for | when do the bins go at | when is bin day at | when is bin day for | what day do we do | which day do we do | what day are we at | when are we next at | when are we due at | collection day at | pick-up day at | pickup day for",
  account: "acct | acc no | a/c",
  "complaints like":
    "complaints along the lines of | any complaints along the lines of | complaints in the vein of | complaints resembling | complaints sort of like | complaints to the effect of | complaints such as | moans like | moans about | complaints similar to | calls similar to | complaints comparable to | complaints of the kind | complaints that are like | complaints that resemble | complaints in the style of | complaint like | complaint resembling | complaint similar to | complaint such as",
  "sofa pickup":
    "couch pickup | settee pickup | couch collection | sofa collection | bulky collection | couch pick-up",
  "which drivers know":
    "who knows | who knows their way round | who knows their way around | who's familiar with | who is familiar with | who has been to | who's been to | who normally does | who usually does | which crews know | which crew knows",
  "what does our procedure say about":
    "procedure for | whats the sop for | what's the sop for | what's the sop if there's | whats the sop if theres | what's the procedure for | whats the procedure for | what is the procedure for | what's the drill for | whats the drill for | what's the protocol for | whats the protocol for | what do the rules say about | what does the manual say about | what does the handbook say about | what is our policy on | what's our policy on",
  // KPIs
  "side loaders": "asl | asls",
  "tonnes per route hour":
    "t per route hour | t per route hr | t/route hour | t/route hr | tonnes/route hour | t per hour on route",
  "share of paid time spent on route, in transit, at disposal and idle":
    "how is paid time split | how is paid time spent | paid time split | where does paid time go | where does our paid time go | how do paid hours split | breakdown of paid hours | split of paid hours | paid hours by activity",
  "is it getting better":
    "is it improving | is it on the mend | is that improving | are we improving | getting any better | any better",
  "Monday summary":
    "monday wrap-up | monday wrap up | monday digest | monday recap | monday roundup | monday round-up | monday report | monday overview | weekly wrap-up | weekly roundup | weekly round-up | week's summary",
  "Which KPI moved most":
    "which number moved the most | which number moved most | which figure moved most | which figure moved the most | which metric moved most | what kpi shifted most | what changed most among the kpis | biggest mover among the kpis | biggest kpi swing | biggest kpi mover | top kpi mover | biggest mover of the kpis | largest kpi change | biggest kpi change | biggest kpi move | kpi that moved most | kpi with the biggest change",
  "How are we doing":
    "how bad is it | how good is it | how bad are things | how are we set | how are we fixed | the lay of the land | lay of the land | overall state of affairs | state of affairs | how ya travelling | how are we travelling | how you travelling | how are we tracking | how's tricks | how's she cutting | how's it going | hows it going | how is it going today | how goes it | how we doing | how are things | hows things | how's things | how's today | hows today | how's the day going | how is the day going | how's today shaping up | how's the day shaping up | are we doing ok | are we ok | are we winning | whats the state of play | how do we look | how are we looking | how are we getting on | overview of how we are doing | overview of how we're doing | an overview of how we are doing | tell me how we are doing | sum up how we are doing | how well are we doing | how are we performing | how is performance | how are we doing overall | how is it all going | how is everything going | how are we getting along | how are we faring | how is the day going for us | how is our day going | is everything going all right with us | is everything going alright with us | is everything going ok with us | is everything going all right | is everything going well | is all going well | are things going all right",
  // Compare and rank
  worst: "at the bottom for | bottom for",
  "unbalanced against the others":
    "lopsided | out of kilter with the others | out of kilter | out of whack | out of whack with the others | the odd one out on workload",
  "customers by repeat exceptions":
    "repeat offender customers | repeat-offender customers | customers with repeat exceptions | customers that keep having exceptions | customers we keep having trouble with | customers who keep causing exceptions | repeat offenders among customers | customers ranked by how often they have exceptions | customers by how often they have exceptions | customers ranked by exceptions | customers ranked by number of exceptions | customers by number of exceptions | customers sorted by exceptions | customers ordered by exceptions | customers in order of repeat exceptions | which customers keep having exceptions | which customers keep coming back with exceptions | customers with recurring exceptions | customers by how often exceptions repeat | customers by how often they repeat exceptions | customers by number of repeat exceptions | customers by repeated exceptions | customers by how often problems repeat | customers by recurring exceptions | customers cause exceptions repeatedly | customers repeatedly cause exceptions | customers that cause exceptions repeatedly | customers who cause exceptions repeatedly | customers cause repeated exceptions | customers causing repeat exceptions | customers causing exceptions repeatedly | customers that repeatedly have exceptions",
  // Costs
  "what did idling cost":
    "idling $ | idling £ | idling € | cost of idling | idling in money | idling bill | what does idling cost | price of idling",
  "at # per litre":
    "@ #/l | @ # /l | @ # per l | @# per litre | @ # a litre | @ # a l | at # a l | at #/l | at # /l | at # per l | at # euros a litre | at € # a litre | at €# a litre | at £# a litre | at $# a litre",
  "trucks by fuel": "gas guzzlers | fuel guzzlers | worst drinkers",
  "how much did overtime cost":
    "how much did overtime run us | what did overtime run us | what did overtime set us back | how much did overtime set us back | what was the damage from overtime | what did we blow on overtime | how much did we blow on overtime | how much went on overtime | what went on overtime",
  "and what caused it":
    "and why was that | and what was behind it | and what drove it | and whats behind it | and where did it come from | and the reasons | and the reason",
  "what did fuel cost":
    "what did we spend on fuel | what did we pay for fuel | what did we pay for diesel | how much did we pay for fuel | how much did we pay for diesel | how much was diesel | what did we spend on diesel | how much did we spend on fuel | how much did we spend on diesel | what did diesel cost | how much did fuel cost | how much did diesel cost | what went on fuel | what went on diesel | how much went on fuel | how much went on diesel | how much money went on diesel | how much money went on fuel | fuel spend | fuel bill | diesel bill | fuel in money | fuel costs | diesel costs",
  // Forecast
  "will overflow before their next pickup":
    "about to overflow before pickup | will be overflowing before we come | going to spill before we are there | going to overflow before we get there | will run over before the next pickup | will not last until pickup | wont last until pickup | won't last until pickup | won't last till pickup | wont make it to the next pickup | won't make it to the next pickup | will burst before the next pickup | full before we come back | full before the next collection | overflowing before pickup | overflow before pickup | overflowing before the next pickup | overflow before the next pickup | overflowing before they are emptied | overflow before they are emptied | overflowing before collection | overflow before collection | overflow before the next collection | overflow before we empty them | overflow before we collect | overflow before we get there | run over before they are next emptied | run over before they're next emptied | overflow before they're next emptied | overflow before they are next emptied | overflow before their next emptying | be full before their next pickup | full before their next pickup | full before we next come",
  "will we have":
    "are we looking at | are we in for | can we expect | should we expect | should we plan for | do we have coming | are coming our way | are we expecting",
  // Workshop
  "any active fault codes of":
    "any codes on | any codes for | any codes up on | any codes showing on | any lights on the dash of | any warning lights on | what codes are on | which codes are on | what codes does | codes showing on",
  "which trucks have active fault codes":
    "trucks throwing codes | trucks with codes | trucks showing codes | who's throwing codes | who is throwing codes | vehicles throwing codes | vehicles with codes | trucks with lights on the dash | trucks lit up with codes",
  "can go out":
    "ok to send out | okay to send out | safe to send out | fit to send out | fine to send out | alright to send out | good to send out | ok to go out | okay to go out | safe to go out | alright to go out | all right to go out | fit to go out | ok to roll | good to roll | go or no go | go or no-go | go/no go | fit or not | to go or not to go",
  "low cranking voltage":
    "weak when cranking | weak on cranking | weak batteries | tired batteries | dodgy batteries | batteries on their way out | low volts at start | low volts on start | low volts when starting",
  // Safety
  speeding:
    "caught speeding | clocked speeding | doing over the limit | going over the limit | with a heavy foot | with a lead foot",
  "most dangerous driver":
    "worst driver for safety | worst for safety among drivers | most accident prone driver | least safe driver | least safe drivers | worst driver safety-wise | biggest safety risk among drivers",
  "will pass their legal hours today":
    "bust their hours today | about to bust their hours | going to bust their hours | about to break their hours | going to break their hours | about to run out of hours | going to run out of hours | close to the legal limit today | closing in on their legal hours | near the end of their legal hours | about to hit their legal limit | will time out today | about to time out | going to time out",
  // Disposal
  "tickets without a matching route":
    "orphan tickets | orphan weigh tickets | orphaned tickets | stray tickets | stray weigh tickets | tickets with no route | tickets that match no route | tickets nobody can match",
  "average turnaround":
    "avg time at | average time at | mean time at | time spent at | avg dwell at | average dwell at | average stay at | avg stay at | average wait at | avg wait at | how long do trucks take at | how long do trucks spend at | how long are trucks at | how long do we spend at | how long do we sit at | how long are we at | how long are we sitting at | how long do we queue at | how long do we wait at | average time trucks spend at | time trucks spend at | time spent by trucks at | average stay of trucks at | how much time do trucks spend at | average duration at | time our trucks spend at",
  // Explain
  "why is":
    "how come | what's keeping | whats keeping | what's holding up | whats holding up | what's delaying | whats delaying",
  // Alerts, reports
  "tell me when":
    "ping me if | ping me when | ping me once | give me a shout if | give me a shout when | shout if | shout when | warn me if | warn me when | let me know as soon as | text me if | text me when | flag it if | flag it to me when | heads up if | heads-up if | heads up when | heads-up when | buzz me if | buzz me when | nudge me if | nudge me when | sound the alarm if | raise an alert if | raise an alert when | set an alert if | set an alert when | keep an eye out and tell me when",
  "as csv":
    "dump that to csv | dump it to csv | dump this to csv | dump to csv | throw that in a csv | stick that in a csv | stick it in a csv | put that in excel | put it in excel | put that in a spreadsheet | stick that in a spreadsheet | send that to excel | that in excel | that as excel | spit that out as csv | save that as csv | as a csv file",
  // Platform
  "which circuit breakers are open":
    "which breakers are tripped | any breakers open | any breaker open | breakers open | open breakers | tripped breakers",
  "which feature flags changed":
    "what flags got flipped | which flags got flipped | which flags were flipped | what flags were flipped | what flags flipped | which flags flipped | what flags were touched | which flags were touched | what flags got changed | what flags changed | which flags moved | flags moved | flags that moved | flags toggled | which flags toggled | flags modified | which flags were modified | which flags were toggled | flags that were toggled | flags that changed | flag changes",
  "optimiser weights": "optimizer weights | solver weights | planner weights",
  "worst vehicles by idle time":
    "worst idlers | biggest idlers | worst idle offenders | worst idling vehicles | worst idling trucks | idlest vehicles | idlest trucks | idlest lorries",
  "who was speeding":
    "drivers caught speeding | drivers clocked speeding | drivers doing over the limit | drivers going over the limit | who got caught speeding | who got done for speeding",
  "were at": "were round | were around | have been round | have been around | been round | been around",
  "is this week different because of the holiday for":
    "does the holiday change pickup at | does the holiday change pickup for | does the holiday change collection at | does the holiday change collection for | does the holiday affect pickup at | does the holiday affect collection at | does the bank holiday change pickup at | does the bank holiday change collection at | does the bank holiday affect pickup at | does the bank holiday affect collection at",
  "completed stops with proof this week":
    "service verification | service verifications | verification of service | verified service | proof of service report | service verification report | verification of our service",
  "completed stops with proof":
    "verified stops | stops verified | stops done with proof | done stops with proof | stops with proof of service | served stops with proof",
  "stops done out of sequence":
    "change the stop order | changed the stop order | swap the order of stops | swapped the order of stops | shuffle the stop order | reordered stops | reordered their stops | deviate from the stop order | deviated from the stop order | do stops in a different order | did stops in a different order | not keep to the stop order | not kept to the stop order | ignored the stop order | mixed up the stop order | stops taken out of order | stops not done in order",
  "stops at risk":
    "stops that puts at risk | stops it puts at risk | stops this endangers | stops that endangers | stops they put at risk | stops now at risk | stops that depend on them",
  here: "in this system | in this app | in this tool | in the system | in roundsman | in this software | on this console",
  "tonnes tipped at":
    "how much did we tip at | how much have we tipped at | how much was tipped at | how much waste went to | how much did we take to | how much did we dump at | how much did we deliver to | how much have we taken to",
  "why is stop":
    "reason stop | the reason stop | reason why stop | what's the reason stop | for what reason is stop | on what grounds is stop | what speaks for stop | what is the case for stop | what's the logic behind stop | what's the logic of stop | what puts stop | why would stop | why does stop | why did stop",
  "at risk":
    "in danger because of it | in danger because of that | in danger because of them | in danger | endangered | in jeopardy | jeopardised | jeopardized | in peril | under threat | threatened | imperilled | that may fail | likely to be missed",
  "on recycling weeks":
    "in weeks with recycling | in recycling weeks | during recycling weeks | in weeks when recycling is collected | in the recycling weeks | for recycling weeks | on weeks with recycling",
  "where are the trucks":
    "show the map of trucks | map of trucks | trucks on the map | map of the trucks | show trucks on a map | fleet map | map of the fleet | map with all trucks",
  "and why":
    "plus reasons | plus the reasons | with reasons | with the reasons | including the reasons | including reasons | plus reason | with reason | and for which reason | and the reason for it",
  "active fault codes":
    "live fault codes | current fault codes | present fault codes | open fault codes | fault codes that are on | unresolved fault codes | standing fault codes",
  "service due":
    "upcoming services | upcoming service | services coming up | services that are due | services due | scheduled services | next services",
};

const escaped = (phrase: string): string =>
  phrase
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/'/g, "['’]?")
    .replace(/#/g, "(\\d+(?:[.,]\\d+)?)")
    .replace(/\s+/g, "\\s+");

type Idiom = { found: RegExp; plain: string; length: number };

const FIRST = /[\p{L}]+/u;

// By the first word of each, the longest first, so that a question is held against few of them.
const IDIOMS_BY_WORD: ReadonlyMap<string, readonly Idiom[]> = (() => {
  const byWord = new Map<string, Idiom[]>();
  for (const [plain, phrases] of [IDIOMS, RECORD_IDIOMS].flatMap((each) => Object.entries(each)))
    for (const phrase of phrases.split("|").map((each) => each.trim())) {
      const first = FIRST.exec(phrase)?.[0]?.toLowerCase() ?? "";
      const found = new RegExp(`(?<![\\p{L}\\p{N}-])${escaped(phrase)}(?![\\p{L}\\p{N}])`, "giu");
      byWord.set(first, [...(byWord.get(first) ?? []), { found, plain, length: phrase.length }]);
    }
  return byWord;
})();

/** Says turns of phrase in the plain words of the rules. */
export const plainly = (text: string): string => {
  const words = new Set(text.toLowerCase().match(/\p{L}+/gu));
  return [...words]
    .flatMap((word) => IDIOMS_BY_WORD.get(word) ?? [])
    .sort((a, b) => b.length - a.length)
    .reduce(
      (rest, { found, plain }) =>
        rest.replace(found, (_, ...groups: unknown[]) =>
          plain.replace("#", typeof groups[0] === "string" ? groups[0] : ""),
        ),
      text,
    );
};
