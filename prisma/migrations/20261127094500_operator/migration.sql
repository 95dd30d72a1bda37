-- Which organisation runs the platform; of an installation that stands already it is the first one.
ALTER TABLE "organisation" ADD COLUMN "is_operator" BOOLEAN NOT NULL DEFAULT false;
UPDATE "organisation" SET "is_operator" = true WHERE "id" = (SELECT min("id") FROM "organisation");
CREATE UNIQUE INDEX "organisation_operator_key" ON "organisation" ("is_operator") WHERE "is_operator";
