// Makes the small trained files again from their pages and seeds; with --judged FILE the next reader of questions.
if (process.argv.some((word) => word === "--judged" || word.startsWith("--judged=")))
  await import("./train-judged.ts");
else {
  await import("./train-embedding.ts");
  await import("./train-reader.ts");
}
