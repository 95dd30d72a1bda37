/** A turn of phrase and the plain words it says. */
export type Turn = readonly [found: RegExp, put: string | ((...found: string[]) => string)];

/** Words for small numbers, and digits. */
export const N = "(\\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)";

/** Words for a truck. */
export const TRUCK = "(?:truck|vehicle|lorry|wagon)";

/** A street by its name as it is written. */
export const STREET =
  "((?:\\p{Lu}\\p{L}+\\s+){1,2}(?:Street|Road|Lane|Avenue|Court|Close|Drive|Way|Square|Boulevard|St|Rd|Ln|Ave))";
