-- What an alert leaves out, each with until when.
ALTER TABLE "ask_rule" ADD COLUMN "quiet" JSONB NOT NULL DEFAULT '[]';

-- The one day of each month that is so many-th of a mailing's weekdays, -1 the last; null for each of them.
ALTER TABLE "ask_mailing" ADD COLUMN "nth" INTEGER;
