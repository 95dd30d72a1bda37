-- CreateTable
CREATE TABLE "index_change" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "schema_name" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "keys" TEXT[],
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "estimate" JSONB NOT NULL,
    "measured" JSONB,
    "before" JSONB,
    "verdict" TEXT NOT NULL DEFAULT '',
    "asked_by" TEXT,
    "advised_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "index_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "index_change_status_idx" ON "index_change"("status");
