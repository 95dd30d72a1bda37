import { ApiKey, connectToCustom, type WeaviateClient } from "weaviate-client";
import { AppError } from "#server/lib/errors.ts";

/** Where a server is, and the key it asks for. */
export type WeaviateAddress = {
  /** Address of its REST interface, such as http://127.0.0.1:8080. */
  url: string;
  /** Port of its gRPC interface, on the same host. */
  grpcPort: number;
  apiKey: string | null;
};

const TIMEOUTS_S = { init: 5, query: 30, insert: 120 };

/** Connects to a server; throws UNAVAILABLE with its address where it does not answer. */
export const connectWeaviate = async ({
  url,
  grpcPort,
  apiKey,
}: WeaviateAddress): Promise<WeaviateClient> => {
  const { hostname, port, protocol, pathname } = new URL(url);
  const isSecure = protocol === "https:";
  try {
    return await connectToCustom({
      httpHost: hostname,
      httpPort: port === "" ? (isSecure ? 443 : 80) : Number(port),
      httpSecure: isSecure,
      ...(pathname === "/" ? {} : { httpPath: pathname }),
      grpcHost: hostname,
      grpcPort,
      grpcSecure: isSecure,
      timeout: TIMEOUTS_S,
      ...(apiKey === null ? {} : { authCredentials: new ApiKey(apiKey) }),
    });
  } catch (cause) {
    // The library wraps "fetch failed" twice; who reads it wants to know which server, and the log has the cause.
    const said = messageOf(cause);
    const fault = said.includes("fetch failed") ? "does not answer" : `does not let us in: ${said}`;
    throw new AppError("UNAVAILABLE", `Weaviate at ${new URL(url).host} ${fault}`, { cause });
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whether the server says that it knows no such tenant, which is how it answers about an organisation without rows. */
export const isUnknownTenant = (error: unknown): boolean => /tenant not found/i.test(messageOf(error));

/** Maps a failure of the server or of the way to it to UNAVAILABLE; what was refused here stays as it is. */
export const unavailable = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError("UNAVAILABLE", `Weaviate: ${messageOf(error)}`, { cause: error });
