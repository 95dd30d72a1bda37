import {
  createParser,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "#components/url-state.ts";
import type { EditedPlan } from "#server/ask/schema.ts";
import { VIEWS } from "./answer-rows.tsx";
import { editedFromText, editedToText, turnsFromText, turnsToText } from "./plan-edit.ts";

const PARTS = {
  q: parseAsString,
  reading: parseAsInteger,
  plan: createParser<EditedPlan>({ parse: editedFromText, serialize: editedToText }),
  /** What was asked before in the same conversation, oldest first. */
  turns: createParser<string[]>({ parse: turnsFromText, serialize: turnsToText }),
  report: parseAsInteger,
  view: parseAsStringLiteral(VIEWS),
};

/** The question of the address and those before it, what was changed of its plan, the report that is open, and how rows are shown. */
export const useAskUrl = () => useQueryStates(PARTS, { history: "push" });
