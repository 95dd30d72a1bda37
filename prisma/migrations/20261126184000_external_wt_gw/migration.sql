-- CreateTable
CREATE TABLE "external_call" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "service" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "priority" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "needs" INTEGER NOT NULL DEFAULT 1,
    "outcome" TEXT NOT NULL,
    "saved_by" TEXT,
    "saved_units" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "expected_units" DOUBLE PRECISION NOT NULL,
    "units" DOUBLE PRECISION,
    "cents" DOUBLE PRECISION,
    "status" INTEGER,
    "latency_ms" INTEGER,
    "error" TEXT,
    "process" TEXT NOT NULL,
    "reserved_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "external_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_service" (
    "service" TEXT NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'live',
    "remaining" DOUBLE PRECISION,
    "reset_at" TIMESTAMPTZ(3),
    "last_call_id" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_service_pkey" PRIMARY KEY ("service")
);

-- CreateTable
CREATE TABLE "external_deferred" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "service" TEXT NOT NULL,
    "work" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_deferred_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "external_call_service_reserved_at_idx" ON "external_call"("service", "reserved_at");

-- CreateIndex
CREATE INDEX "external_call_service_outcome_idx" ON "external_call"("service", "outcome");

-- CreateIndex
CREATE INDEX "external_deferred_service_due_at_idx" ON "external_deferred"("service", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "external_deferred_service_work_key_key" ON "external_deferred"("service", "work", "key");
