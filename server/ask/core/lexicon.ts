import { lexiconEn } from "#server/ask/core/lexicon-en.ts";

/** What words can mean in a question. */
export type Concept = keyof typeof lexiconEn;

/** Phrases by concept, of one language, parted by bars. */
export type Lexicon = Readonly<Record<Concept, string>>;

/** The lexicons the reader knows, by language; a further language is a further table. */
export const LEXICONS = { en: lexiconEn } satisfies Record<string, Lexicon>;

/** Words that carry no meaning of their own: they neither help nor hurt a reading. */
export const FILLER: ReadonlySet<string> = new Set(
  `a an the of to in on at by for from with and or is are was were be been do doe did done has have had it its that
   this these those there their they them we our us you your i me my please can could would will shall should may
   might must what which who whom whose when where how why show list give tell find get let see display me any all
   each every some many much still yet already now right currently so far than then as if not no nothing none never
   but about into out up down off over under again also just only ever really very too per between against within
   during after before while need want like know look think say said ones one itself himself herself
   past last previous s t re ve ll m d ok okay hey hello hi thank thanks status please`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
