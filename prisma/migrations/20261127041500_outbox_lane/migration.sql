-- What fails holds back only what stands behind it in its own lane of a topic: one receiver, one recipient.
ALTER TABLE "outbox" ADD COLUMN "lane" TEXT NOT NULL DEFAULT '';
