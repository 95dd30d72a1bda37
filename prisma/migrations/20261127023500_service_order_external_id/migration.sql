-- An order may come from elsewhere, such as a ticket of the CRM; told twice it is still one.
ALTER TABLE "service_order" ADD COLUMN "external_id" TEXT;
CREATE UNIQUE INDEX "service_order_organisation_id_external_id_key" ON "service_order"("organisation_id", "external_id");
