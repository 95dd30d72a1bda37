-- How many rows an alert waits for; null for any.
ALTER TABLE "ask_rule" ADD COLUMN "bound" JSONB;

CREATE TABLE "ask_mailing" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "user_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "weekdays" INTEGER[],
    "minute" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "emails" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "fault" TEXT,

    CONSTRAINT "ask_mailing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ask_mailing_organisation_id_ended_at_idx" ON "ask_mailing"("organisation_id", "ended_at");
