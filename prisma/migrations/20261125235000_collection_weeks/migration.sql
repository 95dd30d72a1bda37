-- Some streams are collected every other week: in even or in odd weeks of ISO 8601.
ALTER TABLE "container" ADD COLUMN "weeks" TEXT NOT NULL DEFAULT 'every';
