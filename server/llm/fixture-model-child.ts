import { Order, type Report } from "#server/llm/llama-protocol.ts";

// A process that behaves as its file says: what `model-process.test.ts` watches.

const say = (report: Report): void => void process.send?.(report);

/** Takes memory until the engine gives up, as a model does that is too large. */
const exhaust = (): never => {
  const held: number[][] = [];
  for (;;) held.push(Array.from({ length: 100_000 }, (_, i) => i + held.length));
};

const stand = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const usage = { promptTokens: 1, reusedTokens: 0, answerTokens: 1, firstMs: 0, ms: 0 };

process.on("disconnect", () => process.exit(0));
process.on("message", (message) => {
  const order = Order.parse(message);
  if (order.do === "ping") return say({ is: "pong" });
  if (order.do === "load") {
    if (order.file === "refuse") {
      say({ is: "failed", message: "found no memory for the context" });
      return process.disconnect();
    }
    if (order.file === "babble") return void process.send?.({ is: "nonsense" });
    const facts = { name: "fixture", version: "1", sequences: 1, contextTokens: 100, device: "nowhere" };
    return say({ is: "ready", facts: { ...facts, memoryBytes: null, isGenerated: true } });
  }
  if (order.do === "abort") return;
  const { id, text } = order;
  say({ is: "text", id, piece: "a" });
  if (text === "die") process.kill(process.pid, "SIGKILL");
  if (text === "exit") process.exit(3);
  if (text === "exhaust") exhaust();
  if (text === "hang") stand(60_000);
  if (text === "pause") stand(600);
  if (text !== "wait") say({ is: "end", id, text: "a", isWhole: true, usage });
});
