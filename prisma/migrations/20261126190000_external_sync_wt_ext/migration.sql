-- Where reading outside services goes on, what records of ours they hold, and what they told us.
CREATE TABLE "external_cursor" (
    "organisation_id" INTEGER NOT NULL,
    "service" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "cursor" TEXT NOT NULL,
    "read_to" TIMESTAMPTZ(3) NOT NULL,
    "state" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_cursor_pkey" PRIMARY KEY ("organisation_id","service","stream")
);

-- CreateTable
CREATE TABLE "external_link" (
    "organisation_id" INTEGER NOT NULL,
    "service" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "our_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "base" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "their_version" TEXT,
    "synced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_link_pkey" PRIMARY KEY ("organisation_id","service","kind","our_id")
);

-- CreateTable
CREATE TABLE "external_message" (
    "service" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deliveries" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "external_message_pkey" PRIMARY KEY ("service","event_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "external_link_organisation_id_service_kind_external_id_key" ON "external_link"("organisation_id", "service", "kind", "external_id");

-- CreateIndex
CREATE INDEX "external_message_received_at_idx" ON "external_message"("received_at");
