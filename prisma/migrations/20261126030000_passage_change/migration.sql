CREATE TABLE "passage_change" (
    "organisation_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "record_id" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "passage_change_pkey" PRIMARY KEY ("organisation_id","kind","record_id")
);

-- CreateIndex
CREATE INDEX "passage_change_organisation_id_failed_at_available_at_idx" ON "passage_change"("organisation_id", "failed_at", "available_at");
