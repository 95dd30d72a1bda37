/** A place in a text, both from 1. */
export type TextPlace = { line: number; column: number };

/** The line and column of an offset. */
export const placeAt = (text: string, offset: number): TextPlace => {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
};

const SPACE = /[\s]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;

/**
 * The offset of the value that a path leads to in a JSON text, or of the nearest value on the way to it where the path
 * goes on to what is not there. The text must be JSON; it is read once, from the left, without recursion.
 */
export const offsetOf = (text: string, path: readonly (string | number)[]): number => {
  let at = 0;
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };
  const skip = (): void => {
    let depth = 0;
    do {
      match(SPACE);
      const sign = text[at];
      if (sign === "{" || sign === "[") depth++;
      if (sign === "}" || sign === "]") depth--;
      if (sign === '"') match(STRING);
      else if (sign === undefined) return;
      else if ("{}[],:".includes(sign)) at++;
      else match(SCALAR);
    } while (depth > 0);
  };
  match(SPACE);
  let found = at;
  for (const step of path) {
    const open = text[at];
    if (open !== "{" && open !== "[") return found;
    at++;
    let index = 0;
    let isFound = false;
    for (;;) {
      match(SPACE);
      if (text[at] === "}" || text[at] === "]" || at >= text.length) break;
      if (text[at] === ",") {
        at++;
        continue;
      }
      let key: string | number = index++;
      if (open === "{") {
        key = JSON.parse(match(STRING)) as string;
        match(SPACE);
        at++;
        match(SPACE);
      }
      if (String(key) === String(step)) {
        isFound = true;
        break;
      }
      skip();
    }
    if (!isFound) return found;
    found = at;
  }
  return found;
};

const JSON_STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const JSON_SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
const JSON_SPACE = /[ \t\n\r]*/y;

/**
 * The offset of the first character at which a text is not JSON, its length where more was expected. The engine's own
 * message leaves it out for short texts.
 */
export const syntaxFault = (text: string): number => {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return false;
    at += found[0].length;
    return true;
  };
  const open: ("{" | "[")[] = [];
  // What may come next: a value, a first value or an end, a name, a first name or an end, or what follows a value.
  let next: "value" | "first" | "name" | "firstName" | "after" = "value";
  for (;;) {
    take(JSON_SPACE);
    const sign = text[at];
    if (next === "after") {
      const inner = open.at(-1);
      if (inner === undefined) return at;
      if (sign === ",") next = inner === "{" ? "name" : "value";
      else if (sign === (inner === "{" ? "}" : "]")) open.pop();
      else return at;
      at++;
      continue;
    }
    if ((next === "first" && sign === "]") || (next === "firstName" && sign === "}")) {
      open.pop();
      at++;
      next = "after";
      continue;
    }
    if (next === "name" || next === "firstName") {
      if (!take(JSON_STRING)) return at;
      take(JSON_SPACE);
      if (text[at] !== ":") return at;
      at++;
      next = "value";
    } else if (sign === "{" || sign === "[") {
      open.push(sign);
      at++;
      next = sign === "{" ? "firstName" : "first";
    } else if (take(JSON_STRING) || take(JSON_SCALAR)) next = "after";
    else return at;
  }
};
