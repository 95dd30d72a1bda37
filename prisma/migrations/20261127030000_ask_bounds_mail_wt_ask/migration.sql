-- How many rows an alert waits for; null for any.
ALTER TABLE "ask_rule" ADD COLUMN "bound" JSONB;
