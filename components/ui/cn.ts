import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins class names; of Tailwind classes that contradict each other the last one stays. */
export const cn = (...parts: ClassValue[]): string => twMerge(clsx(parts));
