CREATE TABLE "ask_draft" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "user_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "is_confirmed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ask_draft_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ask_rule" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "user_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "for_s" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "crossed_at" TIMESTAMPTZ(3),
    "raised_at" TIMESTAMPTZ(3),
    "fault" TEXT,

    CONSTRAINT "ask_rule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ask_notice" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "user_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "ask_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ask_draft_organisation_id_user_id_id_idx" ON "ask_draft"("organisation_id", "user_id", "id");

-- CreateIndex
CREATE INDEX "ask_rule_organisation_id_ended_at_idx" ON "ask_rule"("organisation_id", "ended_at");

-- CreateIndex
CREATE INDEX "ask_notice_organisation_id_user_id_id_idx" ON "ask_notice"("organisation_id", "user_id", "id");
