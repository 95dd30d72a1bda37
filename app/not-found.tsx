import { LazyMissingPage } from "#components/lazy-missing-page.tsx";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <LazyMissingPage />
    </main>
  );
}
