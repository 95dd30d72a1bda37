-- Oil pressure is reported by some vehicles only; readings stored before have none.
ALTER TABLE "vehicle_reading" ADD COLUMN "oil_pressure_kpa" DOUBLE PRECISION;

CREATE TABLE "vehicle_risk" (
    "organisation_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER NOT NULL,
    "made_from" DATE NOT NULL,
    "chance" DOUBLE PRECISION NOT NULL,
    "days" DOUBLE PRECISION NOT NULL,
    "low_days" DOUBLE PRECISION NOT NULL,
    "high_days" DOUBLE PRECISION NOT NULL,
    "reasons" JSONB NOT NULL,

    CONSTRAINT "vehicle_risk_pkey" PRIMARY KEY ("organisation_id","vehicle_id","made_from")
);

CREATE TABLE "wear_model" (
    "organisation_id" INTEGER NOT NULL,
    "made_from" DATE NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "vehicles" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "examples" INTEGER NOT NULL,
    "precision" DOUBLE PRECISION NOT NULL,
    "base_share" DOUBLE PRECISION NOT NULL,
    "error_days" DOUBLE PRECISION NOT NULL,
    "usual_error_days" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "wear_model_pkey" PRIMARY KEY ("organisation_id","made_from")
);

CREATE TABLE "work_order" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "made_from" DATE NOT NULL,
    "chance" DOUBLE PRECISION NOT NULL,
    "days" DOUBLE PRECISION NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,

    CONSTRAINT "work_order_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "work_order_organisation_id_vehicle_id_proposed_at_idx" ON "work_order"("organisation_id", "vehicle_id", "proposed_at");
