// "Um" alone is a word of German; with a comma, drawn out, or before what begins an English question, it is none.
const HESITATION =
  /(?<![\p{L}\d-])(?:u+h+m*|umm+|um(?=\s*,)|(?<=^\s*)um(?=\s+(?:what|which|where|when|why|who|how|is|are|do|does|did|can|show|give|so|the|i|we|yeah|dose)\b)|e+rm+|h+mm+|ä+hm?|ö+hm?|e+hm+)(?![\p{L}\d-])[,.…]*\s*/giu;
const TWICE = /(?<![\p{L}\d'’-])(\p{L}{1,12})(?:[,…]*\s+\1)+(?![\p{L}\d'’-])/giu;

/** A sentence that was dictated, without hesitation and words said twice: "uh so which uh route is is late". */
export const withoutStammer = (text: string): string =>
  text.replace(HESITATION, "").replace(TWICE, "$1").trim();
