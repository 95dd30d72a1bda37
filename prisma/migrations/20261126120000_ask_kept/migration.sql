CREATE TABLE "ask_report" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "span" JSONB,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "user_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ask_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ask_example" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "plan" JSONB,
    "reader" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "meant" JSONB,
    "correction" TEXT,
    "role" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ask_example_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ask_report_organisation_id_user_id_name_key" ON "ask_report"("organisation_id", "user_id", "name");

-- CreateIndex
CREATE INDEX "ask_example_organisation_id_created_at_idx" ON "ask_example"("organisation_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "ask_example_organisation_id_user_id_question_key" ON "ask_example"("organisation_id", "user_id", "question");
