import { getRequestConfig } from "next-intl/server";
import { messages } from "./messages.ts";

/** English now, with the dates and units of Britain; a further locale is a further folder of messages. */
export default getRequestConfig(async () => ({ locale: "en-GB", messages, timeZone: "UTC" }));
