-- The chance that what is foretold crosses its limit: a container full, a route late.
ALTER TABLE "prediction" ADD COLUMN "risk" DOUBLE PRECISION;
