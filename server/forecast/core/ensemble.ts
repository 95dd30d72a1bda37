/** What a method foretold at every origin, `horizon` numbers each. */
type Tried = { foretold: Float64Array };

/** Errors of this share of the origins before the last count half. */
const HALF_LIFE = 0.5;
/** How strongly a method is preferred that erred less. */
const SHARPNESS = 6;

/** Mean size of the errors of every method over the origins, newer ones counting more; NaN actuals are left out. */
export const meanErrors = (tried: readonly Tried[], actual: Float64Array, origins: number): Float64Array => {
  const horizon = actual.length / origins;
  return Float64Array.from(tried, ({ foretold }) => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < origins; i++) {
      const weight = 0.5 ** ((origins - 1 - i) / (origins * HALF_LIFE));
      for (let k = i * horizon; k < (i + 1) * horizon; k++) {
        const error = Math.abs((foretold[k] as number) - (actual[k] as number));
        if (Number.isNaN(actual[k] as number)) continue;
        sum += weight * error;
        total += weight;
      }
    }
    return total > 0 ? sum / total : Number.NaN;
  });
};

/** Shares of the methods in the mean of all, by their errors; those without an error share alone. */
export const sharesOf = (errors: Float64Array): Float64Array => {
  const least = errors.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const raw = errors.map((error) => (error > 0 ? (least / error) ** SHARPNESS : 1));
  const total = raw.reduce((sum, each) => sum + each, 0);
  return raw.map((each) => each / total);
};

/** The mean of forecasts by the shares. */
export const mixed = (forecasts: readonly Float64Array[], shares: Float64Array): Float64Array => {
  const out = new Float64Array((forecasts[0] as Float64Array).length);
  forecasts.forEach((forecast, i) => {
    const share = shares[i] as number;
    for (let k = 0; k < out.length; k++) out[k] = (out[k] as number) + share * (forecast[k] as number);
  });
  return out;
};
