CREATE TABLE "external_leg" (
    "source" TEXT NOT NULL,
    "from_cell" BIGINT NOT NULL,
    "to_cell" BIGINT NOT NULL,
    "duration_s" REAL,
    "distance_m" REAL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "external_leg_pkey" PRIMARY KEY ("source","from_cell","to_cell")
);
