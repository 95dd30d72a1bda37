-- A demo city from before collected everything every week, and its coming days are made by the new rule:
-- without its marker the next start makes it again.
DELETE FROM "setting" WHERE "key" = 'demo.seeded';
