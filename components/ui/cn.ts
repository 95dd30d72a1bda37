/**
 * Joins class names. Defaults that a caller may replace stand under the `base:` variant, which every plain class
 * outweighs; two plain classes of one property are ordered by the style sheet, not by their place here.
 */
export const cn = (...parts: (string | false | null | undefined)[]): string =>
  parts.filter(Boolean).join(" ");
