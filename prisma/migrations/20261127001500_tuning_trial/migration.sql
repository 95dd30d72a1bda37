CREATE TABLE "tuning_trial" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "knob" TEXT NOT NULL,
    "from_value" DOUBLE PRECISION NOT NULL,
    "to_value" DOUBLE PRECISION NOT NULL,
    "status" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "verdict" TEXT NOT NULL DEFAULT '',
    "shadow" JSONB,
    "gain" JSONB,
    "release_id" INTEGER,
    "audit_id" INTEGER,
    "samples" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "tuning_trial_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "tuning_trial_knob_id_idx" ON "tuning_trial"("knob", "id");

CREATE INDEX "tuning_trial_status_idx" ON "tuning_trial"("status");
