/** Turns of phrase about exceptions, what people wrote, customers and why, by the plain words that they stand for. */
export const RECORD_IDIOMS: Readonly<Record<string, string>> = {
  // Exceptions
  "nobody has taken":
    "have no owner assigned | has no owner assigned | with no owner assigned | no owner assigned | with no owner yet | that have no owner | that has no owner | with no name against them | with no name against it | with no name on them | no name against them | no name on them | no colleague is responsible | nobody is responsible for | no one is responsible for | for which nobody is responsible | for which no one is responsible | going begging | nobody's grabbed | nobody's touched | nobody's picked up | nobody's on | nobody's claimed | nobody's taken | nobody bothered with | with no takers | no takers | without a taker | nobody is dealing with | nobody's dealing with | nobody is seeing to | nobody's seeing to | no one is seeing to | nobody is minding | nobody's minding | nobody's looking after | not allocated to anyone | not allocated to anybody | lying unclaimed | that nobody's got | nobody has got hold of | no one's on | not on anyone's plate | on nobody's plate | not in anyone's name | in nobody's name | with nobody on them | with nobody on it | with no one on them | with no one on it | that no one has claimed | not yet assigned to a person | without anyone assigned | without anybody assigned | with nobody assigned | with no one assigned",
  "not closed":
    "aren't sorted | are not sorted | isn't sorted | is not sorted | haven't been sorted | have not been sorted | not been sorted out | not been sorted | not sorted out | still not sorted | not sorted | aren't dealt with | haven't been dealt with | have not been dealt with | aren't resolved | aren't closed | haven't been closed | haven't been resolved | not put to bed | without a resolution | not seen to",
  "been open": "been festering | been languishing | been rotting | been gathering dust | been stewing",
  "open exceptions in the inbox":
    "what's festering in the inbox | what is festering in the inbox | what's sitting in the inbox | what is sitting in the inbox | what's stuck in the inbox",
  "oldest first":
    "oldest at the head | oldest at the top | oldest up top | oldest on top | with the oldest at the top | with the oldest first | starting with the oldest | beginning with the oldest | from the oldest | from oldest to newest | longest standing first | longest-standing first | the longest waiting first | longest open first | in order of seniority",
  "newest first":
    "newest up top | newest at the top | newest on top | latest at the top | latest up top | with the newest first | starting with the newest | most recent at the top | most recent on top | from newest to oldest",
  "most first":
    "biggest moaner at the top | biggest moaner first | biggest offender at the top | biggest offenders at the top | biggest offender first | biggest offenders first | worst offender at the top | worst offenders at the top | worst offender first | worst offenders first | biggest culprit first | biggest culprit at the top | biggest culprits first | biggest number at the top | busiest at the top | biggest at the top | biggest up top | highest at the top | most at the top | with the most at the top | highest number at the top | biggest pile first | biggest count first | highest count first",
  "to handle first":
    "to tackle before anything else | to do before anything else | to handle before anything else | to sort before anything else | to deal with before anything else | to attack first | to go at first | to hit first | to get to first | to get stuck into first | to take on first | to jump on first | to be dealing with first | deserves attention first | deserve attention first | needs attention first | need attention first | wants doing first | needs doing first | need doing first | needs sorting first | comes first | i do first | we do first | do i do first | should i do first | to do 1st | is 1st | whats 1st | what's 1st | what is 1st | 1st to do | do 1st",
  "most urgent first":
    "recommended order of handling | recommended handling order | with recommended order of handling | order of handling | suggested order of handling | recommended order of attack | order of attack | in order of priority | by order of priority | with handling priority | by handling priority | ranked by urgency | sorted by urgency | ranked by priority | sorted by priority | in priority order",
  "damaged containers":
    "busted bins | busted carts | busted containers | bust bins | knackered bins | banjaxed bins | buggered bins | trashed bins | mangled bins | defective bins | defective containers | faulty bins | faulty containers | bins in bits | carts in bits | broken wheelie bins | broken bins | broken containers | broken carts",
  "waiting for replacement":
    "still waiting on a new one | waiting on a new one | waiting for a new one | waiting for new ones | waiting on new ones | awaiting a new one | pending replacement | pending a replacement | due to be replaced | still to be replaced | still needing a new one | still need a new one | that still need a replacement | that still need replacing | yet to be swapped | haven't been swapped out | have not been swapped out | hasn't been swapped out | haven't been swapped | hasn't been swapped | not been swapped out | not swapped out | still not swapped out | that still want swapping | needing a swap | that need a swap | still waiting to be swapped | waitin 4 replacement | waiting 4 replacement | waiting 4 a replacement | waiting to be replaced | that we owe a new bin | waiting for a new bin | waiting for a new cart | waiting for a new container | waiting on a new bin | waiting on a new cart | still no replacement | no replacement yet",
  "contamination exceptions":
    "contamination shouts | contamination flags | contamination hits | contamination findings | contamination incidents | contamination events | contamination tags | contamination notices | contamination strikes | contamination notes | contamination alerts | contamination issues | contamination problems",
  "without a photo":
    "with no photo | lacking a photo | with no picture | missing a photo | that lack a photo | with no snap",
  "with photos":
    "with pics | with snaps | with piccies | with photographic evidence | with photo evidence | with photographic proof",
  "with their photos":
    "with the snaps | with the pics | with the piccies | with the pictures | with the photos | together with the pictures | together with the photos | together with their photos | together with their pictures | together with pictures | along with the photos | along with the pictures | along with their photos | photos and all | pictures and all | pics and all | plus photos | plus pics | plus the photos | plus the pics",
  "no-access":
    "couldn't get in | couldn't-get-ins | couldnt-get-ins | couldnt get ins | can't-get-ins | cant-get-ins | could not get into | couldn't get to the bin | couldn't get to the bins | couldn't get at the bin | couldn't get at the bins | couldn't get in to the bins | couldn't get into | unable to get in | unable to access | denied entry | refused entry | shut out",
  resident: "householder | punter | ratepayer | house holder | resi | homeowner | home owner | occupant",
  "did the resident call about afterwards":
    "did the resident then ring about | did the resident then call about | did they then ring about",
  "how they were closed":
    "what became of it | what became of them | what came of it | what came of them | how each was closed | how each one was closed | how each was resolved | what happened to each | the resolution of each | the resolution on each | and the manner of their closure | the manner of their closure | how it ended | how they ended | how they ended up | with what outcome | what the outcome was | and the outcome | how was it closed | how it was closed | how they got closed | how it got closed | how did they end",
  "counted by":
    "tot them up by | totted up by | tally them by | tallied by | added up by | add them up by | count them by | tot up by | totalled by | totaled by | toted up by",
  "open exceptions":
    "open problems | open issues | open incidents | open cases | the open ones | unresolved problems | unresolved issues | outstanding problems | outstanding issues | whatever's still open | whatever is still open | what's still open | what is still open | everything still open",
  "by cause":
    "by root cause | by underlying cause | by what caused them | by what's behind them | according to cause | according to reason | by the reason | in piles by cause | into piles by cause | in heaps by cause | into piles by reason",
  reported:
    "sent in | turned in | radioed in | handed in | written up | wrote up | chalked up | racked up | rang through | phoned through | called through",
  "photos of": "photographic record of | photo record of | photographic evidence of",
  "most dangerous driver":
    "biggest danger on the road | greatest danger on the road | biggest menace on the road | biggest risk on the road",
  // Why
  "what's wrong with":
    "what's up with | whats up with | what is up with | what's the matter with | what's the deal with",
  "how is on time defined":
    "what counts as on time | what counts as on-time | what do we count as on time | what do you count as on time | when does a stop count as on time | when is a stop on time | when is a stop considered on time | when is a stop considered punctual | when is a stop punctual | after which rule a stop is considered punctual | by which rule is a stop considered punctual",
  // What people wrote
  "what do the procedures say":
    "what does the book say | what does the rulebook say | what does the rule book say | what does the manual say | what's the book say | what do the rules say | wat do rules say | what do rules say | what do our rules say | what's the drill | what is the drill | what does our policy say | what does the guidance say | what do the written procedures say | what does the handbook say | what is written in our procedure | what is written in our procedures | what is written in the procedure | what is written in the procedures | what's written in the procedures | what do the instructions say | what's in the procedures | what does the code of practice say | what are the rules",
  "notes saying":
    "is it noted that | it is noted that | has it been noted that | notes reckon | notes claim | notes complain that | notes have it that | noted as having | with a remark to the effect that | with a note to the effect that | with a note that | with a remark that | carry a remark that | carry a note that | carries a remark that | have a note that | has a note that | have a remark that | where someone has noted that | where somebody noted that | where the crews noted that | where somebody wrote that | where someone wrote that | where the annotation refers to | at which the annotation refers to | whose notes talk about | whose notes speak of | whose notes refer to | whose notes mention | the annotation refers to | notes talk about | notes speak of | notes refer to | go by the notes",
  complaints:
    "whinges | whingeing | whinging | grievances | customer grievances | customer complaints | compl8nts | complaints from customers | beefs | bellyaching | gripes | grumbles | moans",
  "complaints like":
    "complaints along the lines of | complaints to the effect of | complaints in the vein of | complaints resembling | complaints similar to | complaints such as | complaints of the kind | complaints akin to",
  "complaints about":
    "moaning that | complaining that | giving out that | griping that | grumbling that | moaning about | giving out about | griping about | grumbling about | kicking off about | banging on about | ranting about | fuming about | upset about | cross about | up in arms about",
  // Customers
  "collection day for":
    "when do they pick up at | when do you pick up at | when do we pick up at | when do they collect at | what day do they pick up at | which day do they pick up at | when do they empty the bins at | when's the truck at | what day is the truck at | when are bins collected at | when do bins go out at",
  "service history of":
    "service history for | everything ever done for | everything we ever did for | everything we've ever done for | everything we have ever done for | everything we've done for | all we've ever done for | the lot on account | chronological statement of services rendered to | statement of services rendered to | statement of services for | what all have we done for | what have we ever done for | full history of | full history for | complete history of | complete history for | complete service record of | complete service record for | full service record of | full service record for | service record for | hist of | history for | history on",
  "in date order":
    "chronological statement | in chronological order | chronologically | chronological | in order of date | by date order | oldest to newest",
  "service history":
    "statement of services rendered | statement of services | complete service record | full service record",
  "bulky pickup":
    "couch haul-away | couch haul away | sofa haul-away | fridge-and-sofa job | fridge and sofa job | sofa job | couch job | settee job | bulky job | furniture job | lounge suite | three-piece suite | three piece suite",
  "is it booked":
    "is it in the book | is it in the books | is it on the books | is it on the calendar | is it in the diary | is it down for | is it in the schedule | is it actually on the calendar | is actually on the calendar | it is actually on the calendar | it is on the calendar",
  "know their way around":
    "knows his way round | knows their way round | knows her way round | know their way round | knows the ropes at | know the ropes at | is at home at | are acquainted with | acquainted with | are familiar with | is familiar with",
};
