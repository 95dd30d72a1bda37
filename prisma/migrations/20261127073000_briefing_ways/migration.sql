-- Where an organisation's briefings go beside the screen.
CREATE TABLE "briefing_ways" (
    "organisation_id" INTEGER NOT NULL,
    "emails" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "webhook" TEXT,

    CONSTRAINT "briefing_ways_pkey" PRIMARY KEY ("organisation_id")
);
