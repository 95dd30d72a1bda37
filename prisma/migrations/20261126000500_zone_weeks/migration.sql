-- The weeks in which a zone has a stream collected: those that most of its containers of that stream name. Shops and
-- schools are often emptied every week where homes are not, so it is not what all of them name.
CREATE VIEW "zone_weeks" AS
SELECT s.organisation_id, s.zone_id, c.stream, mode() WITHIN GROUP (ORDER BY c.weeks) AS weeks, count(DISTINCT s.id)::int AS sites
FROM "container" c JOIN "site" s ON s.id = c.site_id
WHERE s.zone_id IS NOT NULL
GROUP BY s.organisation_id, s.zone_id, c.stream;
