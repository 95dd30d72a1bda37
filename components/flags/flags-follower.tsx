"use client";

import { OpenFeature, ProviderEvents } from "@openfeature/web-sdk";
import { useEffect, useRef } from "react";
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
  const web = useRef<Web | null>(null);
  useEffect(() => {
    let isGone = false;
    const asked = OpenFeature.getClient();
    const say = () => answerFlags((key, fallback) => asked.getBooleanValue(key, fallback));
    const open = async () => {
      const { definition } = await client.flags.client.query();
      if (isGone) return;
      web.current = createWebProvider(definition);
      await OpenFeature.setContext({ targetingKey: `user/${userId}`, role, organisationId: organisation.id });
      await OpenFeature.setProviderAndWait(web.current.provider);
      say();
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
    if (live) web.current?.take(live.definition);
  }, [live]);
  return null;
};
