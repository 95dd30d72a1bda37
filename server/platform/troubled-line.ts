import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** What is wrong with a line: nothing, nobody answers, bytes vanish, or each waits. */
export type Trouble = "none" | "refused" | "hung" | "slow";

/** For tests: a port of this machine that leads to a server, over a line that can be cut, hang, or be slow. */
export const openTroubledLine = async (
  to: { host: string; port: number },
  { slowMs = 200 }: { slowMs?: number } = {},
) => {
  let trouble: Trouble = "none";
  const ends = new Set<Socket>();

  const carry = (from: Socket, into: Socket): void => {
    from.on("data", (bytes) => {
      if (trouble === "hung" || into.destroyed) return;
      if (trouble !== "slow") into.write(bytes);
      else setTimeout(() => into.destroyed || into.write(bytes), slowMs);
    });
    for (const event of ["close", "error"]) from.on(event, () => into.destroy());
  };
  const accept = (near: Socket): void => {
    const far = connect(to);
    for (const end of [near, far]) {
      ends.add(end);
      end.once("close", () => ends.delete(end));
    }
    carry(near, far);
    carry(far, near);
  };
  const cut = (): void => {
    for (const end of ends) end.destroy();
  };
  const listen = async (port: number): Promise<Server> => {
    const made = createServer(accept).listen(port, "127.0.0.1");
    await once(made, "listening");
    return made;
  };
  const shut = async (listener: Server): Promise<void> => {
    const closed = once(listener, "close");
    listener.close();
    cut();
    await closed;
  };

  let server: Server | null = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    /** Makes the trouble, or ends it; connections that hung are cut at its end, as by a machine that starts again. */
    async set(next: Trouble): Promise<void> {
      if (trouble === "hung") cut();
      trouble = next;
      if (next === "refused") {
        if (server !== null) await shut(server);
        server = null;
      } else server ??= await listen(port);
    },
    async close(): Promise<void> {
      if (server !== null) await shut(server);
    },
  };
};
/** See {@link openTroubledLine}. */
export type TroubledLine = Awaited<ReturnType<typeof openTroubledLine>>;
