/** True where a text is one whole JSON object or list: nothing that follows could belong to it. */
export const isWholeJson = (text: string): boolean => {
  const trimmed = text.trim();
  const first = trimmed[0];
  if (first !== "{" && first !== "[") return false;
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < trimmed.length; at++) {
    const letter = trimmed[at];
    if (isQuoted) {
      if (letter === "\\") at++;
      else if (letter === '"') isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === "{" || letter === "[") depth++;
    else if (letter === "}" || letter === "]") {
      depth--;
      if (depth === 0) return at === trimmed.length - 1;
    }
  }
  return false;
};
