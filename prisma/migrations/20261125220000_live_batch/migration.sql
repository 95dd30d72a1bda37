-- Live values on their way between processes; they live a minute, so a crash may take them.
CREATE UNLOGGED TABLE "live_batch" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "batch" TEXT NOT NULL,

    CONSTRAINT "live_batch_pkey" PRIMARY KEY ("id")
);
