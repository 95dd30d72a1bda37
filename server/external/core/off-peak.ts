// Below this share the quota that is left is for those who wait for an answer.
const SHARE_KEPT = 0.3;

/** Whether work that can wait may run: units are at their usual price, nobody waits, and enough quota is left. */
export const mayRunNow = ({
  isPeak,
  isBusy,
  quotaShareLeft,
}: {
  isPeak: boolean;
  isBusy: boolean;
  /** Null where the service sets no such limit. */
  quotaShareLeft: number | null;
}): boolean => !isPeak && !isBusy && (quotaShareLeft === null || quotaShareLeft >= SHARE_KEPT);
