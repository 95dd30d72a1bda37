CREATE TABLE "index_run" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "index" JSONB,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "result" JSONB,

    CONSTRAINT "index_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "index_run_kind_organisation_id_id_idx" ON "index_run"("kind", "organisation_id", "id");
