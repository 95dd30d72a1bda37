-- A page of customers counts their sites, open orders and calls by key.
CREATE INDEX "site_customer_id_idx" ON "site"("customer_id");
CREATE INDEX "service_order_customer_id_idx" ON "service_order"("customer_id");
CREATE INDEX "resident_call_customer_id_at_idx" ON "resident_call"("customer_id", "at");
