/** A text is prepared from its so-manieth use on: what is asked once is not worth the server's memory. */
const FROM_USE = 3;
/** Prepared texts of a process; each connection keeps a plan of those it met, some 50 kB each. */
const MOST_NAMES = 300;
/** Texts that are counted; lists make new ones with every set of filters. */
const MOST_COUNTED = 5_000;

/**
 * Gives statements that come again a name, under which PostgreSQL keeps them parsed and, where a general plan is as
 * good, planned: planning is half of what a short read takes there. Others get an empty name, which prepares nothing.
 */
export const createStatementNames = ({
  fromUse = FROM_USE,
  most = MOST_NAMES,
}: {
  fromUse?: number;
  most?: number;
} = {}) => {
  const names = new Map<string, string>();
  let uses = new Map<string, number>();
  return (text: string): string => {
    const name = names.get(text);
    if (name !== undefined) return name;
    if (names.size >= most) return "";
    const used = (uses.get(text) ?? 0) + 1;
    if (used < fromUse) {
      if (uses.size >= MOST_COUNTED) uses = new Map();
      uses.set(text, used);
      return "";
    }
    uses.delete(text);
    const made = `s${names.size}`;
    names.set(text, made);
    return made;
  };
};
