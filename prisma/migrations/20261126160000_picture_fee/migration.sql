-- Pictures of days hold the fees of facilities now; the plans made before were priced without.
UPDATE plan SET picture = jsonb_set(picture, '{facilities}', (
  SELECT coalesce(jsonb_agg(jsonb_build_object('feeCentsPerTonne', 0) || facility ORDER BY position), '[]')
  FROM jsonb_array_elements(picture->'facilities') WITH ORDINALITY AS each(facility, position)))
WHERE picture IS NOT NULL;
