CREATE TABLE "flag_version" (
    "id" SERIAL NOT NULL,
    "source" JSONB NOT NULL,
    "compiled" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "flag" TEXT NOT NULL,

    CONSTRAINT "flag_version_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "flag_release" (
    "id" SERIAL NOT NULL,
    "flag" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "plan" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "stage" INTEGER NOT NULL DEFAULT 0,
    "base_version" INTEGER NOT NULL,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "stage_at" TIMESTAMPTZ(3) NOT NULL,
    "evidence_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "decision" JSONB,
    "before" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "flag_release_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "flag_evidence" (
    "release_id" INTEGER NOT NULL,
    "guard" INTEGER NOT NULL,
    "block_at" TIMESTAMPTZ(3) NOT NULL,
    "arm" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "bad" INTEGER NOT NULL,
    "sum" DOUBLE PRECISION NOT NULL,
    "squares" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "flag_evidence_pkey" PRIMARY KEY ("release_id","guard","block_at","arm")
);

CREATE TABLE "flag_exposure" (
    "release_id" INTEGER NOT NULL,
    "stage" INTEGER NOT NULL,
    "asker" TEXT NOT NULL,
    "arm" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flag_exposure_pkey" PRIMARY KEY ("release_id","stage","asker")
);

CREATE INDEX "flag_version_flag_id_idx" ON "flag_version"("flag", "id");

CREATE INDEX "flag_release_flag_id_idx" ON "flag_release"("flag", "id");

CREATE INDEX "flag_release_status_idx" ON "flag_release"("status");
