// In quotation marks of whatever language: "…", “…”, «…», „…“.
const QUOTE = /("[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”])/gu;

/** Whether a place of a text, by the number of its character, stands in quotation marks. */
export const quotedIn = (text: string): ((at: number) => boolean) => {
  const quotes = [...text.matchAll(QUOTE)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  return (at) => quotes.some(({ start, end }) => start <= at && at < end);
};

/** The parts of a text, in their order: those in quotation marks, with their marks, and those between. */
export const partedAtQuotes = (text: string): { text: string; isQuoted: boolean }[] =>
  // Split by a group, every second part is what the group took.
  text.split(QUOTE).map((part, i) => ({ text: part, isQuoted: i % 2 === 1 }));
