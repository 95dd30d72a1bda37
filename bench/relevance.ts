import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPassages, recordIds } from "#server/operations/passage-store.ts";
import { createStaticEmbedder } from "#server/vector/embedder.static.ts";
import { embeddedText } from "#server/vector/indexing.ts";
import { readLanguage } from "#server/vector/language.ts";
import { createPassageSearch } from "#server/vector/passage-search.ts";
import { IndexSettings, PASSAGE_KINDS, type PassageText } from "#server/vector/schema.ts";
import { createLanceDbStore } from "#server/vector/store.lancedb.ts";
import { demoCity, SEEDED_NOW } from "./harness/databases.ts";
import { openDesk } from "./harness/desk.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { type JudgedQuery, readQueries } from "./relevance/queries.ts";
import { isFound, ndcgOf } from "./relevance/scores.ts";

const QUERIES = "bench/relevance/queries.json";
const EXCEPTION_DAYS = 120;
const DAY_MS = 86_400_000;
const PART = 2_000;
const PLACES = 10;
const TARGETS = { ndcg: 0.8, success: 0.9 };

/** What a rule of a topic is held against; the passage's vector may be made of less. */
const saidBy = ({ title, text }: PassageText): string => `${title}. ${text}`;

/** The passages of the demo city, those of the same text taken as one: the first stands for all. */
const readCorpus = async (context: BenchContext): Promise<PassageText[]> => {
  const { db, scope, close } = await openDesk(await demoCity(context));
  try {
    const since = new Date(Date.parse(SEEDED_NOW) - EXCEPTION_DAYS * DAY_MS);
    const byText = new Map<string, PassageText>();
    for (const kind of PASSAGE_KINDS) {
      const ids = await recordIds(db, scope.organisationId, kind, since);
      for (let at = 0; at < ids.length; at += PART)
        for (const passage of await readPassages(db, scope.organisationId, kind, ids.slice(at, at + PART))) {
          // Exceptions without a note say what their kind says, wherever they were.
          const said = passage.text.trim() === "" ? passage.title.split(",")[0] : passage.text;
          const key = `${kind}/${said}`;
          if (!byText.has(key)) byText.set(key, passage);
        }
    }
    return [...byText.values()];
  } finally {
    await close();
  }
};

type Way = "both" | "words" | "vectors";
type Sum = { n: number; ndcg: number; success: number };
/** Finds the first passages for a text. */
type Ask = (text: string) => Promise<{ id: string }[]>;

const scoreWay = async (
  queries: readonly JudgedQuery[],
  corpus: readonly PassageText[],
  ask: Ask,
): Promise<Map<string, Sum>> => {
  const sums = new Map<string, Sum>();
  const grades = new Map<string, Map<string, number>>();
  for (const { split, text, topic, gradeOf } of queries) {
    const graded =
      grades.get(topic) ?? new Map(corpus.map((passage) => [passage.id, gradeOf(saidBy(passage))]));
    grades.set(topic, graded);
    const found = (await ask(text)).map(({ id }) => graded.get(id) ?? 0);
    const all = [...graded.values()];
    for (const name of ["overall", split]) {
      const sum = sums.get(name) ?? { n: 0, ndcg: 0, success: 0 };
      sums.set(name, sum);
      sum.n++;
      sum.ndcg += ndcgOf(found, all, PLACES);
      sum.success += isFound(found, all) ? 1 : 0;
    }
  }
  return sums;
};

const WAYS: Readonly<Record<Way, string>> = {
  both: "words and meaning",
  words: "BM25 alone",
  vectors: "vectors alone",
};

const factsOf = (way: Way, sums: ReadonlyMap<string, Sum>): Fact[] =>
  [...sums].flatMap(([split, { n, ndcg, success }]) => {
    const isJudged = way === "both" && split === "overall";
    const name = `${WAYS[way]}, ${split} (${n})`;
    return [
      {
        name: `${name}, nDCG@${PLACES}`,
        value: ndcg / n,
        unit: "",
        ...(isJudged ? { target: { atLeast: TARGETS.ndcg } } : {}),
      },
      {
        name: `${name}, success@3`,
        value: success / n,
        unit: "",
        ...(isJudged ? { target: { atLeast: TARGETS.success } } : {}),
      },
    ];
  });

const run = async (context: BenchContext): Promise<Fact[]> => {
  const queries = await readQueries(context.inputFile ?? QUERIES);
  const corpus = await readCorpus(context);
  context.say(`${corpus.length} passages, ${queries.length} queries`);
  const folder = await mkdtemp(join(tmpdir(), "roundsman-relevance-"));
  const embedder = await createStaticEmbedder();
  const store = await createLanceDbStore({
    folder,
    embedder: embedder.name,
    index: IndexSettings.parse({ kind: "ivf-flat" }),
  });
  try {
    const vectors = await embedder.embed(corpus.map(embeddedText));
    const faults = await store.upsert(
      1,
      corpus.flatMap((passage, i) => {
        const vector = vectors[i];
        return vector === undefined ? [] : [{ ...passage, vector }];
      }),
    );
    if (faults[0] !== undefined) throw new Error(`${faults[0].id}: ${faults[0].message}`);
    const vectorOf = async (text: string): Promise<Float32Array> => {
      const [vector] = await embedder.embed([text]);
      if (vector === undefined) throw new Error(`"${text}": found no vector, expected one`);
      return vector;
    };
    const passages = createPassageSearch({
      ...{ store, vectorOf, embedder: embedder.name },
      language: await readLanguage(),
    });
    // The store's own lists, of the text as it stands, tell what reading it and ranking anew are good for.
    const asks: Readonly<Record<Way, Ask>> = {
      both: (text) => passages.byBoth(1, { text, limit: PLACES, isFolded: true }),
      words: (text) => store.search(1, { words: text, limit: PLACES }),
      vectors: async (text) => store.search(1, { vector: await vectorOf(text), limit: PLACES }),
    };
    const unfit = new Set(
      queries
        .filter(({ gradeOf }) => !corpus.some((passage) => gradeOf(saidBy(passage)) > 0))
        .map(({ topic }) => topic),
    );
    const facts: Fact[] = [];
    for (const way of ["both", "words", "vectors"] as const)
      facts.push(...factsOf(way, await scoreWay(queries, corpus, asks[way])));
    const [first, ...rest] = facts;
    if (first === undefined) return [];
    const none = unfit.size === 0 ? "" : ` No passage fits ${[...unfit].join(", ")}: those score 0.`;
    return [
      {
        ...first,
        note: `${corpus.length} passages of the demo city, those of one text taken as one, searched in the embedded store.${none}`,
      },
      ...rest,
    ];
  } finally {
    await store.close();
    await embedder.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** How well searches find what is meant. */
export const relevance: Line = {
  about: "graded queries over the demo city's passages: by word and meaning, by word, by meaning",
  run,
};
