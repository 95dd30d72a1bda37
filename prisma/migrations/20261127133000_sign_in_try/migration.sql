-- Tries to sign in, counted where all processes see them.
CREATE TABLE "sign_in_try" (
    "key" TEXT NOT NULL,
    "tries_left" INTEGER NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_try_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "sign_in_try_counted_at_idx" ON "sign_in_try"("counted_at");
