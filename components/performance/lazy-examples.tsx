"use client";

import dynamic from "next/dynamic";
import { useMe } from "#components/me.tsx";

const ExampleList = dynamic(
  () => import("#components/ask/example-list.tsx").then((module) => module.ExampleList),
  { ssr: false },
);

/** Answers that users judged, for those who train the readers of questions; nothing for others. */
export const LazyExamples = () => {
  const { role } = useMe();
  return role === "engineer" || role === "admin" ? <ExampleList /> : null;
};
