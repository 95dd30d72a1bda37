import { lexiconDe } from "#server/ask/core/lexicon-de.ts";
import type { lexiconEn } from "#server/ask/core/lexicon-en.ts";
import { lexiconEs } from "#server/ask/core/lexicon-es.ts";

/** What words can mean in a question. */
export type Concept = keyof typeof lexiconEn;

/** Phrases by concept, of one language, parted by bars. */
export type Lexicon = Readonly<Record<Concept, string>>;

/** Languages beside English: each says its words in the English of the reader, so a further one is a further table. */
export const TONGUES = { es: lexiconEs, de: lexiconDe } as const;

/** A language questions are read in. */
export type Language = "en" | keyof typeof TONGUES;

/** Words that carry no meaning of their own: they neither help nor hurt a reading. */
export const FILLER: ReadonlySet<string> = new Set(
  `a an the of to in on at by for from with and or is are was were be been do doe does did done marked has have had it its that
   this these those there their they them we our us you your i me my please can could would will shall should may
   might must what which who whom whose when where how why show list give tell find get let see display me any all
   each every some many much still yet already now right currently so far than then as if not no nothing none never
   but about into out up down off over under again also just only ever really very too per between against within
   during after before while need want like know look think say said ones one itself himself herself
   past last previous s t re ve ll m d ok okay hey hello hi thank thanks status please
   folks guys team fleet company our ours mine somebody someone anybody anyone everybody everyone people person
   there here quick quickly exactly roughly about approximately actual actually really basically seriously bit lot
   number numbers figure figures data info information detail details table list listing rows
   check tell told talk explain answer question wondering wonder interested curious hope try help
   total totals overall altogether sum whole full entire combined average mean typical typically usually normal
   current present moment today's day days time times week weeks month months year years hour hours minute minutes
   counted got getting gotten going goes go gone went come came coming make made making take taking keep kept put
   be being having doing use used using work working
   sort sorted order ordered rank ranked ranking
   anything something everything whatever
   oclock value level handle deal afterwards position transit opened
   collect collected long longer truckload
   along weird strange odd real
   because so well please pls plz cheers mate boss urgent asap kindly
   different various certain specific particular same other others another
   actually simply maybe perhaps possibly probably
   split grouped group show shown showing view draw chart graph plot
   healthy
   even though although while seem seems appear appears become becomes became sit sits sitting sat found true stuff resident residents ages anywhere somewhere closely resolution outcome wholl whod weve ive youve theyve hes shes im among amongst often wasted wasting cent cents pence
   bring brings bringing brought feel hear notice encounter experience experienced occur occurs occurred produce
   produced generate generated deliver delivered consume consumed require required manage managed achieve achieved
   perform performed expect expecting anticipate believe suppose guess assume amount amounts quantity matter item items entry
   entries name names operation operations business guy guys lad lads bloke folk he she him her his hers
   through presently anyway thus hence upon onto across together apiece haul hauled wondering
   system app software tool program
   net single chronological expressed inclusive ii iii iv respectively
   concerning regarding coded tagged gander squiz peek shufti kindly gist received therein thereof respective
   period calendar inclusive restricted provide provided comprising section sections closing furthest farthest alongside serviced
   understand understanding reckon g'day gday wonder arvo graph ranked respectively concerning regarding
   waste city town street road whether looking map estimated incl including`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Words that carry no thing of their own but turn the meaning of a sentence: none may be dropped in silence. */
export const WEIGHTY: ReadonlySet<string> = new Set(
  `not no none never nothing nobody without except excluding exclude excluded omitting omitted besides unless neither nor instead
   havent havnt hasnt arnt wernt hadnt isnt arent wasnt werent didnt doesnt dont wont cant cannot couldnt shouldnt
   before after until till since between per below above under exceed exceeding minus apart
   share percentage percent proportion ratio fraction yesterday tomorrow tonight morning afternoon evening night noon midnight
   alphabetical alphabetically fortnight monday tuesday wednesday thursday friday saturday sunday weekend weekday
   reopened reopening
   fortnight monday tuesday wednesday thursday friday saturday sunday weekend weekday
   january february april june july august september october november december 
   `
    .split(/\s+/)
    .filter((word) => word !== ""),
);
