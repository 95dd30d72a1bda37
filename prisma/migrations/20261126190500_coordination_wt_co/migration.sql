-- CreateTable
CREATE TABLE "workstream" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "lead" TEXT NOT NULL,
    "capacity_days" DOUBLE PRECISION NOT NULL,
    "meters" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "workstream_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "milestone" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "workstream_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "effort_days" DOUBLE PRECISION NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "depends_on" INTEGER[] DEFAULT ARRAY[]::INTEGER[],

    CONSTRAINT "milestone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blocker" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "waiting_id" INTEGER,
    "awaited_id" INTEGER NOT NULL,
    "milestone_id" INTEGER,
    "title" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "cause_key" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by" TEXT NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,

    CONSTRAINT "blocker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handoff" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "milestone_id" INTEGER,
    "title" TEXT NOT NULL,
    "limit_minutes" INTEGER NOT NULL,
    "handed_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_by" TEXT NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,

    CONSTRAINT "handoff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "briefing" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "depot_ids" INTEGER[],
    "day" DATE NOT NULL,
    "slot" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "audit_id" INTEGER NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "briefing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "workstream_organisation_id_idx" ON "workstream"("organisation_id");

-- CreateIndex
CREATE INDEX "milestone_organisation_id_idx" ON "milestone"("organisation_id");

-- CreateIndex
CREATE INDEX "blocker_organisation_id_resolved_at_idx" ON "blocker"("organisation_id", "resolved_at");

-- CreateIndex
CREATE UNIQUE INDEX "blocker_organisation_id_cause_key_key" ON "blocker"("organisation_id", "cause_key");

-- CreateIndex
CREATE INDEX "handoff_organisation_id_handed_at_idx" ON "handoff"("organisation_id", "handed_at");

-- CreateIndex
CREATE UNIQUE INDEX "briefing_organisation_id_time_zone_day_slot_key" ON "briefing"("organisation_id", "time_zone", "day", "slot");
