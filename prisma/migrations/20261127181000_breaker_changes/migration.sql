-- Breakers of outside services as they opened and closed: how they stand now is kept by each process alone.
CREATE TABLE "external_breaker_change" (
    "id" BIGSERIAL NOT NULL,
    "service" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "is_again" BOOLEAN NOT NULL DEFAULT false,
    "process" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "external_breaker_change_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "external_breaker_change_at_idx" ON "external_breaker_change"("at");
