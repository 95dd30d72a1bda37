CREATE TABLE "travel_correction" (
    "organisation_id" INTEGER NOT NULL,
    "made_from" DATE NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "learned" JSONB NOT NULL,

    CONSTRAINT "travel_correction_pkey" PRIMARY KEY ("organisation_id", "made_from")
);
