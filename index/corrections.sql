-- What a person read where the program could not, by the content of the file: it outlives every reading and rebuild.
-- Added to a store where it is absent; nothing else depends on it, so no store has to be built anew for it.
CREATE TABLE IF NOT EXISTS correction (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,            -- SHA-256 of the file
  field TEXT NOT NULL,             -- number, type, date, issuer or title
  value TEXT NOT NULL,
  before TEXT,                     -- what stood there
  who TEXT NOT NULL,
  at TEXT NOT NULL                 -- ISO 8601, UTC
);
CREATE INDEX IF NOT EXISTS correction_digest ON correction(digest);
