"use client";

import { OpenFeature, ProviderEvents } from "@openfeature/web-sdk";
import { useEffect, useState } from "react";
import { useTRPCClient } from "#components/client.ts";
import { useLiveValue } from "#components/live.tsx";
import { useMe } from "#components/me.tsx";
import { answerFlags } from "./flag-store.ts";
import { createWebProvider } from "./web-provider.ts";

type Web = ReturnType<typeof createWebProvider>;

/** Keeps OpenFeature's client of this page on the newest flags, for who is signed in; shows nothing. */
export const FlagsFollower = () => {
  const client = useTRPCClient();
  const { userId, role, organisation } = useMe();
  const live = useLiveValue("flags", "platform");
  const [web, setWeb] = useState<Web | null>(null);
  useEffect(() => {
    let isGone = false;
    const asked = OpenFeature.getClient();
    const say = () =>
      answerFlags((key, fallback) => {
        const { value, reason } = asked.getBooleanDetails(key, fallback);
        // OpenFeature gives the asker's own value for a flag that is switched off; what it stood for is off then.
        return reason === "DISABLED" ? false : value;
      });
    const open = async () => {
      const held = await client.flags.client.query();
      if (isGone) return;
      const made = createWebProvider(held);
      await OpenFeature.setContext({ targetingKey: `user/${userId}`, role, organisationId: organisation.id });
      await OpenFeature.setProviderAndWait(made.provider);
      if (isGone) return;
      say();
      // What was told meanwhile is taken up then.
      setWeb(made);
    };
    asked.addHandler(ProviderEvents.ConfigurationChanged, say);
    // Without an answer every switch stays at what the page does by itself; the next change comes over the live channel.
    open().catch((error: unknown) => console.warn("the flags could not be read", error));
    return () => {
      isGone = true;
      asked.removeHandler(ProviderEvents.ConfigurationChanged, say);
    };
  }, [client, userId, role, organisation.id]);
  useEffect(() => {
    if (!live || web === null || web.take(live)) return;
    const again = async () => web.put(await client.flags.client.query());
    again().catch((error: unknown) => console.warn("the flags could not be read", error));
  }, [client, live, web]);
  return null;
};
