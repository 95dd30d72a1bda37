import { LoadFailed } from "#components/load-failed.tsx";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/states.tsx";

/** A section of the page before its data is there: it waits, or says why it has none. */
export const WaitingCard = ({
  title,
  label,
  query: { error, refetch },
}: {
  title: string;
  /** What is waited for. */
  label: string;
  query: { error: { message: string } | null; refetch: () => unknown };
}) => (
  <Card title={title}>
    {error ? (
      <LoadFailed error={error} onRetry={() => void refetch()} />
    ) : (
      <div role="status" aria-label={label} className="p-4">
        <Skeleton className="w-2/3" />
      </div>
    )}
  </Card>
);
