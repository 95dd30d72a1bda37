/** What an hour of overtime is paid at, in wages. */
export const OVERTIME_PAY = 1.5;
