import type { ServiceRequest, ServiceResponse, Transport } from "#server/external/core/call.ts";
import type { Clock } from "#server/external/core/clock.ts";
import type { Failure } from "#server/external/core/outcome.ts";

const whyOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
};

/**
 * Sends a request and waits at most so long for its whole answer. Where `hedgeMs` is given a second one leaves after
 * that time, and whichever answers well first counts; only what costs nothing may be asked twice.
 */
export const sendHedged = ({
  transport,
  request,
  clock,
  mostMs,
  hedgeMs,
}: {
  transport: Transport;
  request: ServiceRequest;
  clock: Pick<Clock, "after">;
  mostMs: number;
  hedgeMs: number | null;
}): Promise<ServiceResponse | Failure> =>
  new Promise((resolve) => {
    const ending = new AbortController();
    const cancels: (() => void)[] = [];
    let open = 0;
    const finish = (result: ServiceResponse | Failure): void => {
      for (const cancel of cancels) cancel();
      resolve(result);
      ending.abort();
    };
    const send = (): void => {
      open++;
      transport(request, ending.signal).then(
        (response) => {
          open--;
          // A failure of one of two does not end the other's chance.
          if (response.status < 500 || open === 0) finish(response);
        },
        (error: unknown) => {
          open--;
          if (open === 0) finish({ kind: "unreachable", why: `does not answer (${whyOf(error)})` });
        },
      );
    };
    cancels.push(
      clock.after(mostMs, () => finish({ kind: "timeout", why: `gave no whole answer in ${mostMs} ms` })),
    );
    if (hedgeMs !== null && hedgeMs < mostMs) cancels.push(clock.after(hedgeMs, send));
    send();
  });
