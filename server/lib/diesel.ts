/** Kilograms of CO2 per litre of diesel burnt. */
export const CO2_KG_PER_LITRE = 2.68;
