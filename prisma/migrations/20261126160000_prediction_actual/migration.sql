-- What happened where a value was foretold.
ALTER TABLE "prediction" ADD COLUMN "actual" DOUBLE PRECISION;
