-- CreateTable
CREATE TABLE "alert_rule" (
    "id" SERIAL NOT NULL,
    "key" TEXT,
    "name" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "spec" JSONB NOT NULL,
    "ways" JSONB NOT NULL,
    "owner_id" TEXT,
    "owner_name" TEXT,
    "muted_until" TIMESTAMPTZ(3),

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" SERIAL NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "open_rule_id" INTEGER,
    "name" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "meter" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "is_test" BOOLEAN NOT NULL,
    "event_at" TIMESTAMPTZ(3) NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "grouped_with" INTEGER,
    "told_at" TIMESTAMPTZ(3),
    "holders" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "held_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "alert_rule_key_key" ON "alert_rule"("key");

-- CreateIndex
CREATE UNIQUE INDEX "alert_open_rule_id_key" ON "alert"("open_rule_id");

-- CreateIndex
CREATE INDEX "alert_rule_id_raised_at_idx" ON "alert"("rule_id", "raised_at");

-- CreateIndex
CREATE INDEX "alert_group_name_ended_at_idx" ON "alert"("group_name", "ended_at");
