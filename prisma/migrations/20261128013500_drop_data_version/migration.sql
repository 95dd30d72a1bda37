-- What is kept of an organisation goes by the versions of the sources it reads (source_version): one version of all data
-- rose with every note, so that hardly anything was kept.
ALTER TABLE "organisation" DROP COLUMN "data_version";
