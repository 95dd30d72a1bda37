-- Proposals for service days, each read and written whole.
CREATE TABLE "plan" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_ids" INTEGER[],
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "service_day" DATE NOT NULL,
    "what_if" JSONB,
    "rescue" TEXT,
    "option" TEXT,
    "vehicle_id" INTEGER,
    "budget_s" DOUBLE PRECISION NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "picture" JSONB,
    "current" JSONB,
    "proposal" JSONB,
    "current_totals" JSONB,
    "proposal_totals" JSONB,
    "progress" JSONB NOT NULL DEFAULT '[]',
    "fault" TEXT,
    "audit_id" INTEGER,
    "accepted_vehicle_ids" JSONB,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "plan_organisation_id_service_day_id_idx" ON "plan"("organisation_id", "service_day", "id");

CREATE INDEX "plan_rescue_idx" ON "plan"("rescue");
