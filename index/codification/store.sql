-- The codification: articles with the acts they come from. A change of this file raises store.VERSION.

CREATE TABLE release (             -- one row for each time that a release was imported
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,            -- SHA-256 of the archive
  name TEXT NOT NULL,
  dated TEXT NOT NULL,
  state TEXT NOT NULL,             -- 'importing', 'done', 'abandoned' (another release was imported instead)
  finished TEXT,                   -- UTC, ISO
  vanished INTEGER NOT NULL DEFAULT 0  -- articles that left together with their subject
);

CREATE TABLE topic (number TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE subject (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL, title TEXT NOT NULL, topic TEXT NOT NULL,
  digest TEXT NOT NULL,            -- of its page; empty where it is to be read again
  reader TEXT NOT NULL,            -- the state of the reading code that read it
  release INTEGER NOT NULL REFERENCES release(id),  -- the import that dealt with it last, to which the counts belong
  present INTEGER NOT NULL,        -- 0 where the latest release lacks it
  added INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL, gone INTEGER NOT NULL,
  repeated INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE act (
  key TEXT PRIMARY KEY,            -- what equal acts have in common
  work TEXT NOT NULL,              -- id of the act as a work
  number TEXT NOT NULL, number_key TEXT NOT NULL,
  type TEXT NOT NULL,
  date TEXT NOT NULL DEFAULT '', issuer TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL                -- of its text, as the first of its articles with an address gives it
) WITHOUT ROWID;
CREATE INDEX act_number ON act(number_key);
CREATE INDEX act_work ON act(work);

CREATE TABLE article (
  key INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given again, so that an index over articles may keep it
  anchor TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL REFERENCES subject(id),
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  headings TEXT NOT NULL,          -- JSON
  act TEXT REFERENCES act(key),
  provision TEXT NOT NULL,
  provision_key TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  url TEXT NOT NULL,
  note TEXT NOT NULL,
  digest TEXT NOT NULL,
  in_force INTEGER NOT NULL DEFAULT 1,
  left_release INTEGER REFERENCES release(id),  -- the first release without it
  text TEXT NOT NULL
);
CREATE INDEX article_subject ON article(subject, position);
CREATE INDEX article_act ON article(act, provision_key);
CREATE INDEX article_code ON article(code);
CREATE INDEX article_in_force ON article(in_force);

CREATE TABLE naming (              -- acts named in full: by which article, with what words
  article INTEGER PRIMARY KEY REFERENCES article(key),
  act TEXT NOT NULL, date TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL
);
CREATE INDEX naming_act ON naming(act);

CREATE TABLE reference (           -- `có nội dung liên quan đến`
  source TEXT NOT NULL,            -- the anchor of an article or a heading
  position INTEGER NOT NULL,
  label TEXT NOT NULL, anchor TEXT NOT NULL, act_number TEXT NOT NULL, url TEXT NOT NULL,
  subject TEXT NOT NULL,           -- the subject of the source
  heading INTEGER NOT NULL,        -- 1 where the source is a heading
  PRIMARY KEY (source, position)
) WITHOUT ROWID;
CREATE INDEX reference_anchor ON reference(anchor);
CREATE INDEX reference_subject ON reference(subject, heading);

CREATE TABLE amendment (
  article INTEGER NOT NULL REFERENCES article(key),
  position INTEGER NOT NULL,
  relation TEXT NOT NULL, partly INTEGER NOT NULL, shared INTEGER NOT NULL,
  provision TEXT NOT NULL, type TEXT NOT NULL, number TEXT NOT NULL, number_key TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE INDEX amendment_number ON amendment(number_key);
