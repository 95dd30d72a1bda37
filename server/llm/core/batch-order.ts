/**
 * Fills a batch: to each text its fair share of the room, in the order of their sequences. llama.cpp reads sequences of
 * rising numbers in one turn, and takes a further turn wherever the numbers do not follow each other. The library tells
 * of each text its priority alone, so that says the number.
 */
export const orderBatch = <Item extends { tokens: readonly unknown[]; evaluationPriority: number }>({
  items,
  size,
}: {
  items: readonly Item[];
  size: number;
}): { item: Item; processAmount: number }[] => {
  let left = size;
  const shares = [...items]
    .sort((a, b) => a.tokens.length - b.tokens.length)
    .map((item, at) => {
      const processAmount = Math.min(item.tokens.length, Math.floor(left / (items.length - at)));
      left -= processAmount;
      return { item, processAmount };
    });
  return shares
    .filter(({ processAmount }) => processAmount > 0)
    .sort((a, b) => a.item.evaluationPriority - b.item.evaluationPriority);
};
