-- How likely customers are to complain and to leave, and how such chances fared before.
CREATE TABLE "customer_risk" (
    "customer_id" INTEGER NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "made_from" DATE NOT NULL,
    "complaint_risk" DOUBLE PRECISION NOT NULL,
    "leave_index" INTEGER NOT NULL,
    "reasons" JSONB NOT NULL,

    CONSTRAINT "customer_risk_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "customer_risk_trial" (
    "organisation_id" INTEGER NOT NULL,
    "made_from" DATE NOT NULL,
    "validation" JSONB,

    CONSTRAINT "customer_risk_trial_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateIndex
CREATE INDEX "customer_risk_organisation_id_idx" ON "customer_risk"("organisation_id");
