import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** What stands where content is not: an icon, what happened, why, and what to do about it. */
export const StatePanel = ({
  icon: Icon,
  title,
  children,
  action,
  isAlert = false,
  isPage = false,
  className,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  isAlert?: boolean;
  /** Whether it stands for a whole page, so that its title is the page's. */
  isPage?: boolean;
  className?: string;
}) => (
  <div
    role={isAlert ? "alert" : "status"}
    className={cn(
      "flex flex-col items-center justify-center gap-2 base:px-6 base:py-16 text-center",
      className,
    )}
  >
    <span
      className={cn(
        "mb-1 flex size-10 items-center justify-center rounded-full",
        isAlert ? "bg-bad-soft text-bad" : "bg-sunken text-muted",
      )}
    >
      <Icon className="size-5" aria-hidden />
    </span>
    {isPage ? (
      <h1 className="font-semibold text-base">{title}</h1>
    ) : (
      <p className="font-semibold text-base">{title}</p>
    )}
    {children ? <div className="max-w-md text-muted">{children}</div> : null}
    {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
  </div>
);

/** A grey bar in the place of a value that is on its way. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cn("skeleton base:block base:h-3 base:w-24", className)} />
);
