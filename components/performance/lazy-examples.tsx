"use client";

import { later } from "#components/later.tsx";
import { useMe } from "#components/me.tsx";

const ExampleList = later(() =>
  import("#components/ask/example-list.tsx").then((module) => module.ExampleList),
);

/** Answers that users judged, for those who train the readers of questions; nothing for others. */
export const LazyExamples = () => {
  const { role } = useMe();
  return role === "engineer" || role === "admin" ? <ExampleList /> : null;
};
