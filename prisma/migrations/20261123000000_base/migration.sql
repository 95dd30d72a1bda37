-- Spatial types, and GIST over plain integers for composite spatial indexes.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- CreateTable
CREATE TABLE "organisation" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'EUR',
    "seed" INTEGER,
    "data_version" BIGINT NOT NULL DEFAULT 0,
    "bounds" DOUBLE PRECISION[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'dispatcher',
    "organisation_id" INTEGER NOT NULL,
    "depot_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "driver_id" INTEGER,
    "token_version" INTEGER NOT NULL DEFAULT 1,
    "banned" BOOLEAN DEFAULT false,
    "ban_reason" TEXT,
    "ban_expires" TIMESTAMPTZ(3),
    "left_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "user_id" TEXT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],

    CONSTRAINT "membership_pkey" PRIMARY KEY ("user_id","organisation_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "impersonated_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jwks" (
    "id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "jwks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "depot" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT,
    "location" geography(Point, 4326) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "opens_min" INTEGER NOT NULL,
    "closes_min" INTEGER NOT NULL,

    CONSTRAINT "depot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zone" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER,
    "external_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "area" geography(MultiPolygon, 4326) NOT NULL,

    CONSTRAINT "zone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facility" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT,
    "location" geography(Point, 4326) NOT NULL,
    "streams" TEXT[],
    "opens_min" INTEGER NOT NULL,
    "closes_min" INTEGER NOT NULL,
    "unload_s" INTEGER NOT NULL,
    "fee_cents_per_tonne" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "facility_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "account_number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "phone" TEXT,
    "email" TEXT,
    "since" DATE NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "zone_id" INTEGER,
    "customer_id" INTEGER,
    "name" TEXT NOT NULL,
    "street" TEXT,
    "house_number" TEXT,
    "location" geography(Point, 4326) NOT NULL,
    "streams" TEXT[],
    "demand_l" INTEGER NOT NULL,
    "service_s" INTEGER NOT NULL,
    "window_start_min" INTEGER NOT NULL,
    "window_end_min" INTEGER NOT NULL,
    "fill_pct" DOUBLE PRECISION,
    "fill_at" TIMESTAMPTZ(3),

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "container" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "site_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "volume_l" INTEGER NOT NULL,
    "weekdays" INTEGER[],
    "fill_pct" DOUBLE PRECISION,
    "fill_per_day" DOUBLE PRECISION,
    "emptied_at" TIMESTAMPTZ(3),
    "condition" TEXT NOT NULL DEFAULT 'ok',

    CONSTRAINT "container_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vehicle" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "plate" TEXT,
    "body_type" TEXT NOT NULL,
    "fuel" TEXT NOT NULL DEFAULT 'diesel',
    "capacity_l" INTEGER NOT NULL,
    "capacity_kg" INTEGER NOT NULL,
    "streams" TEXT[],
    "shift_start_min" INTEGER NOT NULL,
    "shift_end_min" INTEGER NOT NULL,
    "break_s" INTEGER NOT NULL,
    "break_earliest_min" INTEGER NOT NULL,
    "break_latest_min" INTEGER NOT NULL,
    "odometer_km" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "service_due_km" DOUBLE PRECISION,
    "contractor" TEXT,
    "in_workshop" BOOLEAN NOT NULL DEFAULT false,
    "cost_cents_per_km" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "vehicle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "driver" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT,
    "home_address" TEXT,
    "licence" TEXT,
    "skills" TEXT[],
    "contractor" TEXT,
    "hired_on" DATE NOT NULL,
    "wage_cents_per_hour" INTEGER NOT NULL,

    CONSTRAINT "driver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shift" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "driver_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER,
    "service_day" DATE NOT NULL,
    "planned_start_at" TIMESTAMPTZ(3) NOT NULL,
    "planned_end_at" TIMESTAMPTZ(3) NOT NULL,
    "clocked_in_at" TIMESTAMPTZ(3),
    "left_yard_at" TIMESTAMPTZ(3),
    "break_start_at" TIMESTAMPTZ(3),
    "break_end_at" TIMESTAMPTZ(3),
    "clocked_out_at" TIMESTAMPTZ(3),
    "overtime_s" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "shift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_order" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "site_id" INTEGER NOT NULL,
    "customer_id" INTEGER,
    "kind" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "scheduled_for" DATE,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER,
    "subject" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "procedure" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "procedure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fault_code" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "severity" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "fault_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vehicle_reading" (
    "vehicle_id" INTEGER NOT NULL,
    "service_day" DATE NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "odometer_km" DOUBLE PRECISION NOT NULL,
    "engine_hours" DOUBLE PRECISION NOT NULL,
    "cranking_volts" DOUBLE PRECISION NOT NULL,
    "coolant_max_c" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "vehicle_reading_pkey" PRIMARY KEY ("vehicle_id","service_day")
);

-- CreateTable
CREATE TABLE "repair" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER NOT NULL,
    "component" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "cost_cents" INTEGER NOT NULL,

    CONSTRAINT "repair_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "actor" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "street" (
    "organisation_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "class" TEXT NOT NULL,

    CONSTRAINT "street_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "street_node" (
    "organisation_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "location" geography(Point, 4326) NOT NULL,

    CONSTRAINT "street_node_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "street_edge" (
    "organisation_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "street_id" INTEGER NOT NULL,
    "from_node" INTEGER NOT NULL,
    "to_node" INTEGER NOT NULL,
    "is_one_way" BOOLEAN NOT NULL,
    "length_m" DOUBLE PRECISION NOT NULL,
    "speed_kmh" DOUBLE PRECISION NOT NULL,
    "number_from" INTEGER,
    "number_to" INTEGER,
    "line" geography(LineString, 4326) NOT NULL,

    CONSTRAINT "street_edge_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "land_feature" (
    "organisation_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "area" geography(MultiPolygon, 4326) NOT NULL,

    CONSTRAINT "land_feature_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "day_clock" (
    "organisation_id" INTEGER NOT NULL,
    "simulated_at" TIMESTAMPTZ(3) NOT NULL,
    "anchored_at" TIMESTAMPTZ(3) NOT NULL,
    "speed" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "is_paused" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "day_clock_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "route" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "service_day" DATE NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "zone_id" INTEGER,
    "vehicle_id" INTEGER,
    "driver_id" INTEGER,
    "contractor" TEXT,
    "status" TEXT NOT NULL,
    "planned_start_at" TIMESTAMPTZ(3) NOT NULL,
    "planned_end_at" TIMESTAMPTZ(3) NOT NULL,
    "shift_end_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "planned_distance_m" INTEGER NOT NULL,
    "actual_distance_m" INTEGER NOT NULL DEFAULT 0,
    "planned_duration_s" INTEGER NOT NULL,
    "stops_total" INTEGER NOT NULL,
    "stops_done" INTEGER NOT NULL DEFAULT 0,
    "stops_missed" INTEGER NOT NULL DEFAULT 0,
    "stops_skipped" INTEGER NOT NULL DEFAULT 0,
    "stops_on_time" INTEGER NOT NULL DEFAULT 0,
    "lifts" INTEGER NOT NULL DEFAULT 0,
    "not_out" INTEGER NOT NULL DEFAULT 0,
    "contaminated" INTEGER NOT NULL DEFAULT 0,
    "overfull" INTEGER NOT NULL DEFAULT 0,
    "exceptions" INTEGER NOT NULL DEFAULT 0,
    "weight_kg" INTEGER NOT NULL DEFAULT 0,
    "tips" INTEGER NOT NULL DEFAULT 0,
    "transit_s" INTEGER NOT NULL DEFAULT 0,
    "service_s" INTEGER NOT NULL DEFAULT 0,
    "disposal_s" INTEGER NOT NULL DEFAULT 0,
    "break_s" INTEGER NOT NULL DEFAULT 0,
    "idle_s" INTEGER NOT NULL DEFAULT 0,
    "overtime_s" INTEGER NOT NULL DEFAULT 0,
    "fuel_l" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "wage_cents" INTEGER NOT NULL DEFAULT 0,
    "distance_cents" INTEGER NOT NULL DEFAULT 0,
    "fuel_cents" INTEGER NOT NULL DEFAULT 0,
    "disposal_cents" INTEGER NOT NULL DEFAULT 0,
    "delay_s" INTEGER NOT NULL DEFAULT 0,
    "expected_end_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "route_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stop" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "service_day" DATE NOT NULL,
    "route_id" INTEGER,
    "site_id" INTEGER NOT NULL,
    "stream" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "done_sequence" INTEGER,
    "status" TEXT NOT NULL,
    "planned_at" TIMESTAMPTZ(0) NOT NULL,
    "window_start_at" TIMESTAMPTZ(0),
    "window_end_at" TIMESTAMPTZ(0),
    "arrived_at" TIMESTAMPTZ(0),
    "done_at" TIMESTAMPTZ(0),
    "lifts" SMALLINT NOT NULL DEFAULT 0,
    "weight_kg" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "service_order_id" INTEGER,

    CONSTRAINT "stop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exception" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "service_day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "stream" TEXT,
    "route_id" INTEGER,
    "stop_id" INTEGER,
    "site_id" INTEGER,
    "container_id" INTEGER,
    "vehicle_id" INTEGER,
    "driver_id" INTEGER,
    "status" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "respond_by" TIMESTAMPTZ(3) NOT NULL,
    "taken_at" TIMESTAMPTZ(3),
    "owner_id" TEXT,
    "owner_name" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "resolution" TEXT,
    "note" TEXT,
    "photo_file_id" INTEGER,
    "has_photo" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL,

    CONSTRAINT "exception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proof" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "stop_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "file_id" INTEGER,
    "detail" TEXT,

    CONSTRAINT "proof_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resident_call" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "site_id" INTEGER NOT NULL,
    "customer_id" INTEGER,
    "stop_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "resident_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "weigh_ticket" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "facility_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER,
    "route_id" INTEGER,
    "service_day" DATE NOT NULL,
    "stream" TEXT NOT NULL,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3) NOT NULL,
    "net_kg" INTEGER NOT NULL,
    "fee_cents" INTEGER NOT NULL,

    CONSTRAINT "weigh_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "harsh_event" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "vehicle_id" INTEGER NOT NULL,
    "driver_id" INTEGER,
    "route_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "speed_kmh" DOUBLE PRECISION NOT NULL,
    "limit_kmh" DOUBLE PRECISION,
    "place" TEXT,
    "location" geography(Point, 4326) NOT NULL,

    CONSTRAINT "harsh_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vehicle_state" (
    "vehicle_id" INTEGER NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "location" geography(Point, 4326) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sequence" BIGINT NOT NULL,
    "speed_kmh" DOUBLE PRECISION NOT NULL,
    "heading_deg" DOUBLE PRECISION NOT NULL,
    "status" TEXT NOT NULL,
    "status_since" TIMESTAMPTZ(3) NOT NULL,
    "route_id" INTEGER,
    "driver_id" INTEGER,
    "load_kg" INTEGER NOT NULL DEFAULT 0,
    "load_l" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "vehicle_state_pkey" PRIMARY KEY ("vehicle_id")
);

-- CreateTable
CREATE TABLE "event_ledger" (
    "vehicle_id" INTEGER NOT NULL,
    "sequence" BIGINT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" JSONB,

    CONSTRAINT "event_ledger_pkey" PRIMARY KEY ("vehicle_id","sequence")
);

-- CreateTable
CREATE TABLE "position" (
    "vehicle_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sequence" BIGINT NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "depot_id" INTEGER NOT NULL,
    "location" geography(Point, 4326) NOT NULL,
    "speed_kmh" REAL NOT NULL,
    "heading_deg" REAL NOT NULL,

    CONSTRAINT "position_pkey" PRIMARY KEY ("vehicle_id","at","sequence")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "prediction" (
    "organisation_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "for_at" TIMESTAMPTZ(3) NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "low80" DOUBLE PRECISION NOT NULL,
    "high80" DOUBLE PRECISION NOT NULL,
    "low90" DOUBLE PRECISION NOT NULL,
    "high90" DOUBLE PRECISION NOT NULL,
    "model" TEXT NOT NULL,

    CONSTRAINT "prediction_pkey" PRIMARY KEY ("organisation_id","kind","subject","subject_id","for_at","made_at")
) PARTITION BY RANGE ("for_at");

-- CreateTable
CREATE TABLE "setting" (
    "organisation_id" INTEGER NOT NULL DEFAULT 0,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("organisation_id","key")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "topic" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "relayed_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "user_id" TEXT,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "undone_at" TIMESTAMPTZ(3),
    "undo_of" INTEGER,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file" (
    "id" SERIAL NOT NULL,
    "organisation_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sample" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "step_s" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "labels" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "sum" DOUBLE PRECISION NOT NULL,
    "min" DOUBLE PRECISION NOT NULL,
    "max" DOUBLE PRECISION NOT NULL,
    "p50" DOUBLE PRECISION,
    "p95" DOUBLE PRECISION,
    "p99" DOUBLE PRECISION,

    CONSTRAINT "sample_pkey" PRIMARY KEY ("at","step_s","name","labels")
) PARTITION BY RANGE ("at");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_slug_key" ON "organisation"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "app_user_organisation_id_idx" ON "app_user"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_organisation_id_idx" ON "api_key"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "depot_organisation_id_external_id_key" ON "depot"("organisation_id", "external_id");

-- CreateIndex
CREATE INDEX "zone_area_idx" ON "zone" USING GIST ("area");

-- CreateIndex
CREATE UNIQUE INDEX "zone_organisation_id_external_id_key" ON "zone"("organisation_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "facility_organisation_id_external_id_key" ON "facility"("organisation_id", "external_id");

-- CreateIndex
CREATE INDEX "customer_organisation_id_account_number_idx" ON "customer"("organisation_id", "account_number");

-- CreateIndex
CREATE UNIQUE INDEX "customer_organisation_id_external_id_key" ON "customer"("organisation_id", "external_id");

-- CreateIndex
CREATE INDEX "site_organisation_id_depot_id_id_idx" ON "site"("organisation_id", "depot_id", "id");

-- CreateIndex
CREATE INDEX "site_location_idx" ON "site" USING GIST ("location");

-- CreateIndex
CREATE INDEX "site_organisation_id_street_house_number_idx" ON "site"("organisation_id", "street", "house_number");

-- CreateIndex
CREATE UNIQUE INDEX "site_organisation_id_external_id_key" ON "site"("organisation_id", "external_id");

-- CreateIndex
CREATE INDEX "container_site_id_idx" ON "container"("site_id");

-- CreateIndex
CREATE UNIQUE INDEX "container_organisation_id_external_id_key" ON "container"("organisation_id", "external_id");

-- CreateIndex
CREATE INDEX "vehicle_organisation_id_depot_id_number_idx" ON "vehicle"("organisation_id", "depot_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "vehicle_organisation_id_external_id_key" ON "vehicle"("organisation_id", "external_id");

-- CreateIndex
CREATE INDEX "driver_organisation_id_depot_id_name_idx" ON "driver"("organisation_id", "depot_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "driver_organisation_id_external_id_key" ON "driver"("organisation_id", "external_id");

-- CreateIndex
CREATE INDEX "shift_organisation_id_service_day_idx" ON "shift"("organisation_id", "service_day");

-- CreateIndex
CREATE UNIQUE INDEX "shift_driver_id_service_day_key" ON "shift"("driver_id", "service_day");

-- CreateIndex
CREATE INDEX "service_order_organisation_id_status_scheduled_for_idx" ON "service_order"("organisation_id", "status", "scheduled_for");

-- CreateIndex
CREATE INDEX "service_order_site_id_idx" ON "service_order"("site_id");

-- CreateIndex
CREATE INDEX "note_organisation_id_subject_subject_id_idx" ON "note"("organisation_id", "subject", "subject_id");

-- CreateIndex
CREATE INDEX "note_organisation_id_created_at_idx" ON "note"("organisation_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "procedure_organisation_id_title_key" ON "procedure"("organisation_id", "title");

-- CreateIndex
CREATE INDEX "fault_code_organisation_id_cleared_at_idx" ON "fault_code"("organisation_id", "cleared_at");

-- CreateIndex
CREATE INDEX "fault_code_vehicle_id_opened_at_idx" ON "fault_code"("vehicle_id", "opened_at");

-- CreateIndex
CREATE INDEX "vehicle_reading_organisation_id_service_day_idx" ON "vehicle_reading"("organisation_id", "service_day");

-- CreateIndex
CREATE INDEX "repair_organisation_id_opened_at_idx" ON "repair"("organisation_id", "opened_at");

-- CreateIndex
CREATE INDEX "repair_vehicle_id_component_opened_at_idx" ON "repair"("vehicle_id", "component", "opened_at");

-- CreateIndex
CREATE INDEX "import_run_organisation_id_started_at_idx" ON "import_run"("organisation_id", "started_at");

-- CreateIndex
CREATE INDEX "street_organisation_id_name_idx" ON "street"("organisation_id", "name");

-- CreateIndex
CREATE INDEX "street_edge_line_idx" ON "street_edge" USING GIST ("line");

-- CreateIndex
CREATE INDEX "route_organisation_id_depot_id_service_day_idx" ON "route"("organisation_id", "depot_id", "service_day");

-- CreateIndex
CREATE INDEX "route_vehicle_id_service_day_idx" ON "route"("vehicle_id", "service_day");

-- CreateIndex
CREATE INDEX "route_driver_id_service_day_idx" ON "route"("driver_id", "service_day");

-- CreateIndex
CREATE UNIQUE INDEX "route_organisation_id_service_day_number_key" ON "route"("organisation_id", "service_day", "number");

-- CreateIndex
CREATE INDEX "stop_route_id_sequence_idx" ON "stop"("route_id", "sequence");

-- CreateIndex
CREATE INDEX "stop_site_id_service_day_idx" ON "stop"("site_id", "service_day");

-- CreateIndex
CREATE INDEX "stop_organisation_id_service_day_depot_id_idx" ON "stop"("organisation_id", "service_day", "depot_id");

-- CreateIndex
CREATE INDEX "exception_organisation_id_service_day_kind_idx" ON "exception"("organisation_id", "service_day", "kind");

-- CreateIndex
CREATE INDEX "exception_organisation_id_status_opened_at_idx" ON "exception"("organisation_id", "status", "opened_at");

-- CreateIndex
CREATE INDEX "exception_site_id_kind_opened_at_idx" ON "exception"("site_id", "kind", "opened_at");

-- CreateIndex
CREATE INDEX "exception_route_id_idx" ON "exception"("route_id");

-- CreateIndex
CREATE INDEX "exception_driver_id_opened_at_idx" ON "exception"("driver_id", "opened_at");

-- CreateIndex
CREATE INDEX "proof_stop_id_idx" ON "proof"("stop_id");

-- CreateIndex
CREATE INDEX "resident_call_organisation_id_at_idx" ON "resident_call"("organisation_id", "at");

-- CreateIndex
CREATE INDEX "resident_call_site_id_at_idx" ON "resident_call"("site_id", "at");

-- CreateIndex
CREATE INDEX "weigh_ticket_organisation_id_service_day_idx" ON "weigh_ticket"("organisation_id", "service_day");

-- CreateIndex
CREATE INDEX "weigh_ticket_route_id_idx" ON "weigh_ticket"("route_id");

-- CreateIndex
CREATE UNIQUE INDEX "weigh_ticket_organisation_id_number_key" ON "weigh_ticket"("organisation_id", "number");

-- CreateIndex
CREATE INDEX "harsh_event_organisation_id_at_idx" ON "harsh_event"("organisation_id", "at");

-- CreateIndex
CREATE INDEX "harsh_event_driver_id_at_idx" ON "harsh_event"("driver_id", "at");

-- CreateIndex
CREATE INDEX "vehicle_state_organisation_id_idx" ON "vehicle_state"("organisation_id");

-- CreateIndex
CREATE INDEX "outbox_relayed_at_failed_at_id_idx" ON "outbox"("relayed_at", "failed_at", "id");

-- CreateIndex
CREATE INDEX "audit_organisation_id_at_idx" ON "audit"("organisation_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_organisation_id_entity_entity_id_idx" ON "audit"("organisation_id", "entity", "entity_id");

-- CreateIndex
CREATE INDEX "file_organisation_id_idx" ON "file"("organisation_id");

-- CreateIndex
CREATE INDEX "sample_name_step_s_at_idx" ON "sample"("name", "step_s", "at");

-- AddForeignKey
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say -------------------------------------------------------

-- Nearest vehicle of a depot, and vehicles of a depot inside an area.
CREATE INDEX "vehicle_state_depot_id_location_idx" ON "vehicle_state" USING GIST ("depot_id", "location");
CREATE INDEX "position_depot_id_location_idx" ON "position" USING GIST ("depot_id", "location");
-- The relay reads what is still to go, and nothing else.
CREATE INDEX "outbox_waiting_idx" ON "outbox" ("available_at", "id") WHERE "relayed_at" IS NULL AND "failed_at" IS NULL;
-- The inbox reads what is not closed.
CREATE INDEX "exception_open_idx" ON "exception" ("organisation_id", "respond_by") WHERE "status" <> 'closed';

-- Rows outside every partition still have a home; the upkeep job keeps it empty.
CREATE TABLE "position_default" PARTITION OF "position" DEFAULT;
CREATE TABLE "prediction_default" PARTITION OF "prediction" DEFAULT;
CREATE TABLE "sample_default" PARTITION OF "sample" DEFAULT;

-- Makes the partitions of `parent` that cover [from, to), `step` wide each, on UTC boundaries; counts those made.
CREATE FUNCTION ensure_partitions(parent text, from_at timestamptz, to_at timestamptz, step text)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  lower_at timestamptz := date_trunc(step, from_at, 'UTC');
  upper_at timestamptz;
  child text;
  made integer := 0;
BEGIN
  IF step NOT IN ('day', 'month') THEN
    RAISE EXCEPTION 'step of partitions is %, expected day or month', step;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('partitions:' || parent));
  WHILE lower_at < to_at LOOP
    upper_at := ((lower_at AT TIME ZONE 'UTC') + ('1 ' || step)::interval) AT TIME ZONE 'UTC';
    child := parent || '_' || to_char(lower_at AT TIME ZONE 'UTC', CASE step WHEN 'day' THEN 'YYYYMMDD' ELSE 'YYYYMM' END);
    IF to_regclass(quote_ident(child)) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent, lower_at, upper_at);
      made := made + 1;
    END IF;
    lower_at := upper_at;
  END LOOP;
  RETURN made;
END $$;

-- Drops the partitions of `parent` that end at or before `before_at`; counts those dropped.
CREATE FUNCTION drop_partitions(parent text, before_at timestamptz)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  part record;
  dropped integer := 0;
BEGIN
  FOR part IN
    SELECT c.relname, (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz AS ends_at
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = to_regclass(quote_ident(parent))
  LOOP
    IF part.ends_at IS NOT NULL AND part.ends_at <= before_at THEN
      EXECUTE format('DROP TABLE %I', part.relname);
      dropped := dropped + 1;
    END IF;
  END LOOP;
  RETURN dropped;
END $$;
