CREATE TABLE "overflow_stop" (
    "stop_id" INTEGER NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "service_day" DATE NOT NULL,
    "pickup" DATE NOT NULL,
    "chance" DOUBLE PRECISION NOT NULL,
    "cost_cents" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "overflow_stop_pkey" PRIMARY KEY ("stop_id")
);

CREATE INDEX "overflow_stop_organisation_id_service_day_idx" ON "overflow_stop"("organisation_id", "service_day");
