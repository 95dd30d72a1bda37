import { Skeleton } from "#components/ui/states.tsx";

export default function Loading() {
  return (
    <div className="flex flex-col gap-4 p-4" aria-busy>
      {["w-1/3", "w-2/3", "w-1/2", "w-3/5"].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  );
}
