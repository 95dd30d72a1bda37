CREATE TABLE "source_version" (
    "organisation_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_version_pkey" PRIMARY KEY ("organisation_id","source")
);
