import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { LoginForm } from "#components/login-form.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("login"))("title") });

export default function LoginPage() {
  return (
    <PageMessages namespaces={["login"]}>
      <Suspense>
        <LoginForm />
      </Suspense>
    </PageMessages>
  );
}
