"use client";

import { Eye, EyeOff, LoaderCircle } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { LabelledInput } from "#components/ui/input.tsx";

type Refusal = "wrong" | "banned" | "tooMany" | "unreachable";

/** The path to go to after signing in: a path of this console, never another site. */
export const safeNext = (next: string | null): string =>
  next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith("/login") ? next : "/today";

const refusalOf = async (response: Response): Promise<Refusal> => {
  if (response.status === 429) return "tooMany";
  if (response.status >= 500) return "unreachable";
  const body: unknown = await response.json().catch(() => null);
  return JSON.stringify(body).includes("BANNED") ? "banned" : "wrong";
};

/** Signs in by email and password and goes on to where the user wanted to be. */
export const LoginForm = () => {
  const t = useTranslations("login");
  const common = useTranslations("common");
  const next = safeNext(useSearchParams().get("next"));
  const [isShown, setIsShown] = useState(false);
  const [isWorking, setIsWorking] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsWorking(true);
    setRefusal(null);
    const response = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: form.get("email"), password: form.get("password") }),
    }).catch(() => null);
    if (response?.ok) return location.assign(next);
    setRefusal(response === null ? "unreachable" : await refusalOf(response));
    setIsWorking(false);
  };

  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-3">
          <Mark />
          <div>
            <p className="font-semibold text-lg leading-tight">{common("product")}</p>
            <p className="text-muted">{t("lead")}</p>
          </div>
        </div>
        <form
          onSubmit={(event) => void submit(event)}
          aria-busy={isWorking}
          className="flex flex-col gap-4 rounded-lg border bg-surface p-6 shadow-sm"
        >
          <h1 className="font-semibold text-base">{t("title")}</h1>
          {refusal === null ? null : (
            <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
              {t(refusal)}
            </p>
          )}
          <LabelledInput
            label={t("email")}
            name="email"
            type="email"
            autoComplete="username"
            required
            autoFocus
            className="h-10"
          />
          <div className="relative">
            <LabelledInput
              label={t("password")}
              name="password"
              type={isShown ? "text" : "password"}
              autoComplete="current-password"
              required
              className="h-10 pe-10"
            />
            <button
              type="button"
              aria-label={isShown ? t("hide") : t("show")}
              onClick={() => setIsShown(!isShown)}
              className="absolute end-2 bottom-2 rounded p-1 text-faint hover:text-ink"
            >
              {isShown ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
            </button>
          </div>
          <Button type="submit" variant="primary" size="lg" disabled={isWorking}>
            {isWorking ? <LoaderCircle className="animate-spin" aria-hidden /> : null}
            {isWorking ? t("working") : t("submit")}
          </Button>
        </form>
        <p className="mt-4 text-center text-faint text-xs">{t("hint")}</p>
      </div>
    </main>
  );
};

const Mark = () => (
  <svg viewBox="0 0 40 40" className="size-10 shrink-0" aria-hidden="true">
    <rect width="40" height="40" rx="9" className="fill-accent" />
    <path
      d="M11 28V13.5h9.2a5 5 0 0 1 0 10H11m8.4 0L26 28"
      className="fill-none stroke-on-accent"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <circle cx="30" cy="28" r="2.4" className="fill-on-accent" />
  </svg>
);
