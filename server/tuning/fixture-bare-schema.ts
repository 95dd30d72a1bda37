import type { Pool } from "pg";

/** Tables of a workshop that have nothing to do with the product's, and lack three indexes. */
export const makeBareSchema = async (pool: Pool): Promise<void> => {
  await pool.query(`
    CREATE SCHEMA shop;
    CREATE TABLE shop.client (id int PRIMARY KEY, email text NOT NULL, region smallint NOT NULL, name text NOT NULL);
    CREATE TABLE shop.repair (
      id int PRIMARY KEY, client_id int NOT NULL REFERENCES shop.client, state text NOT NULL,
      opened_at timestamptz NOT NULL, cents int NOT NULL, memo text NOT NULL);
    CREATE TABLE shop.part (
      id int PRIMARY KEY, repair_id int NOT NULL REFERENCES shop.repair, code text NOT NULL, amount int NOT NULL);
    CREATE TABLE shop.region (id smallint PRIMARY KEY, name text NOT NULL);
    CREATE INDEX part_code_idx ON shop.part (code);
    INSERT INTO shop.region SELECT i, 'region ' || i FROM generate_series(0, 7) i;
    INSERT INTO shop.client SELECT i, 'client' || i || '@example.org', i % 8, 'Client ' || i
      FROM generate_series(1, 20000) i;
    INSERT INTO shop.repair SELECT i, 1 + (i * 7919) % 20000, (ARRAY['open', 'done', 'done', 'paid', 'paid'])[1 + i % 5],
      timestamptz '2026-01-01' + i * interval '7 minutes', (i * 37) % 9000, repeat('memo ', 12)
      FROM generate_series(1, 60000) i;
    INSERT INTO shop.part SELECT i, 1 + (i * 13) % 60000, 'code ' || i % 900, i % 9 FROM generate_series(1, 120000) i;
    ANALYZE shop.client, shop.repair, shop.part, shop.region;
  `);
};

/** Traffic that lacks three indexes: parts by repair, the newest repairs of a state, clients by their e-mail; and some that lacks none. */
export const askBareSchema = async (pool: Pool, rounds: number): Promise<void> => {
  for (let i = 1; i <= rounds; i++) {
    await pool.query(
      "SELECT p.code, p.amount, r.state FROM shop.repair r JOIN shop.part p ON p.repair_id = r.id WHERE r.id = $1",
      [i],
    );
    await pool.query(
      "SELECT id, opened_at FROM shop.repair WHERE state = $1 ORDER BY opened_at DESC LIMIT 20",
      [i % 2 === 0 ? "open" : "done"],
    );
    await pool.query("SELECT id, name FROM shop.client WHERE email = $1", [`client${i}@example.org`]);
    await pool.query("SELECT id, amount FROM shop.part WHERE code = $1", [`code ${i}`]);
    await pool.query("SELECT name FROM shop.region WHERE name = $1", [`region ${i % 8}`]);
    await pool.query("SELECT name FROM shop.client WHERE id = $1", [i]);
    await pool.query("UPDATE shop.repair SET cents = cents + 1 WHERE id = $1", [i]);
    await pool.query("INSERT INTO shop.part SELECT max(id) + 1, $1, 'code 1', 1 FROM shop.part", [i]);
  }
  await pool.query("SELECT region, count(*) FROM shop.client GROUP BY region");
  await pool.query("SELECT sum(cents) FROM shop.repair");
};

/** Tables of a library that lack three other indexes: a foreign key that deletes look in, an expression, and two columns with a span. */
export const makeBareLibrary = async (pool: Pool): Promise<void> => {
  await pool.query(`
    CREATE SCHEMA lib;
    CREATE TABLE lib.reader (id bigint PRIMARY KEY, card varchar(20) NOT NULL, name text NOT NULL, is_active bool NOT NULL);
    CREATE TABLE lib.loan (
      id bigint PRIMARY KEY, reader_id bigint NOT NULL REFERENCES lib.reader ON DELETE CASCADE,
      branch int NOT NULL, due date NOT NULL, returned_at timestamptz);
    CREATE TABLE lib.branch (id int PRIMARY KEY, town text NOT NULL);
    CREATE UNIQUE INDEX reader_card_idx ON lib.reader (card);
    INSERT INTO lib.branch SELECT i, 'town ' || i FROM generate_series(1, 40) i;
    INSERT INTO lib.reader SELECT i, 'C' || i, 'Reader ' || i, i % 9 <> 0 FROM generate_series(1, 15000) i;
    INSERT INTO lib.loan SELECT i, 1 + (i * 31) % 15000, 1 + i % 40, date '2026-01-01' + i % 300,
      CASE WHEN i % 3 = 0 THEN now() END FROM generate_series(1, 90000) i;
    ANALYZE lib.reader, lib.loan, lib.branch;
  `);
};

/** Traffic of the library. */
export const askBareLibrary = async (pool: Pool, rounds: number): Promise<void> => {
  for (let i = 1; i <= rounds; i++) {
    await pool.query("DELETE FROM lib.reader WHERE id = $1", [i]);
    await pool.query("SELECT id FROM lib.reader WHERE lower(name) = $1", [`reader ${100 + i}`]);
    await pool.query("SELECT id, reader_id FROM lib.loan WHERE branch = $1 AND due BETWEEN $2 AND $3", [
      ...[1 + (i % 40), "2026-03-01", "2026-03-03"],
    ]);
    await pool.query("SELECT name FROM lib.reader WHERE card = $1", [`C${i}`]);
    await pool.query("SELECT town FROM lib.branch WHERE town = $1", [`town ${i}`]);
    await pool.query("SELECT count(*) FROM lib.reader WHERE is_active");
    await pool.query("UPDATE lib.loan SET returned_at = now() WHERE id = $1", [i]);
  }
};
