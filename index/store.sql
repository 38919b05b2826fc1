-- The one source of truth. A change of this file raises store.VERSION.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE document (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  reader TEXT NOT NULL,            -- the state of the reading code and the vocabularies that read it
  source TEXT NOT NULL,
  format TEXT NOT NULL,
  pages INTEGER,
  number TEXT, number_read TEXT NOT NULL, type TEXT, date TEXT, issuer TEXT, title TEXT, signer TEXT, place TEXT,
  language TEXT NOT NULL,
  year INTEGER,
  work TEXT,                       -- the act that the document is the text of
  printed TEXT NOT NULL,
  matching TEXT,                   -- NULL where it equals printed
  origins TEXT NOT NULL,           -- JSON, as are repairs, table rows and warnings
  repairs TEXT NOT NULL,
  table_rows TEXT NOT NULL,
  warnings TEXT NOT NULL
);
CREATE INDEX document_work ON document(work);

CREATE TABLE file (
  path TEXT PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  given TEXT NOT NULL              -- 'build' or 'add'
) WITHOUT ROWID;
CREATE INDEX file_document ON file(document);

CREATE TABLE unit (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  eid TEXT NOT NULL, kind TEXT NOT NULL, number TEXT, heading TEXT,
  start INTEGER NOT NULL, end INTEGER NOT NULL, until INTEGER NOT NULL,
  page INTEGER, parent TEXT, section TEXT NOT NULL,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX unit_eid ON unit(document, eid);

CREATE TABLE citation (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL, unit TEXT, page INTEGER,
  number TEXT, number_read TEXT NOT NULL, type TEXT, date TEXT, issuer TEXT, title TEXT, target_name TEXT,
  provision TEXT NOT NULL,         -- JSON list
  target TEXT, resolved TEXT, reason TEXT,
  act TEXT                         -- the directive meant, catalogued or not; NULL where the text does not decide
);
CREATE INDEX citation_document ON citation(document, position);
CREATE INDEX citation_act ON citation(act);

CREATE TABLE relation (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  source TEXT NOT NULL, relation TEXT NOT NULL, target TEXT NOT NULL, evidence TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- What a text says of effect: since when it binds (act NULL), what it does to the force of an act.
CREATE TABLE effect (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  target INTEGER,                  -- position of the citation that means the act
  provisions TEXT NOT NULL,        -- JSON list
  partly INTEGER NOT NULL, day TEXT, counted TEXT NOT NULL, exception TEXT NOT NULL,
  heading TEXT NOT NULL,           -- JSON: [start, end] of the words over its list, or null
  act TEXT,                        -- the directive meant
  PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX effect_act ON effect(act);

-- What one act does to another, by the words of a document; source NULL where that document is no known act.
CREATE TABLE link (
  source TEXT, relation TEXT NOT NULL, target TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  provisions TEXT NOT NULL,        -- JSON list: the parts of the target
  start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE INDEX link_source ON link(source);
CREATE INDEX link_target ON link(target);
CREATE INDEX link_document ON link(document);

CREATE TABLE agency (name TEXT PRIMARY KEY, known INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE assignment (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  section TEXT NOT NULL, evidence TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  form TEXT NOT NULL, deadline TEXT
);
CREATE INDEX assignment_document ON assignment(document, position);

CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  assignment INTEGER REFERENCES assignment(id) ON DELETE CASCADE,  -- NULL: nobody is named for it
  position INTEGER NOT NULL,
  text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, unit TEXT NOT NULL, page INTEGER
);
CREATE INDEX task_assignment ON task(assignment, position);
CREATE INDEX task_document ON task(document);

CREATE TABLE party (
  assignment INTEGER NOT NULL REFERENCES assignment(id) ON DELETE CASCADE,
  role TEXT NOT NULL, position INTEGER NOT NULL,
  agency TEXT NOT NULL REFERENCES agency(name),
  printed TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (assignment, role, position)
) WITHOUT ROWID;
CREATE INDEX party_agency ON party(agency, role);

CREATE TABLE target (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL, value TEXT NOT NULL, unit_of_measure TEXT NOT NULL, period TEXT,
  start INTEGER NOT NULL, end INTEGER NOT NULL, unit TEXT,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;

-- Every act that is catalogued or cited.
CREATE TABLE directive (
  id TEXT PRIMARY KEY,
  number TEXT, type TEXT, date TEXT, issuer TEXT, title TEXT, name TEXT, year INTEGER,
  catalogued INTEGER NOT NULL,
  document TEXT REFERENCES document(id) ON DELETE SET NULL         -- its own text, where the library has it
) WITHOUT ROWID;

-- What can be found. Keys are never used again, so that they mean the same in every generation.
CREATE TABLE passage (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  document TEXT NOT NULL,
  eid TEXT,
  start INTEGER NOT NULL, end INTEGER NOT NULL, page INTEGER,
  heading TEXT NOT NULL, text TEXT NOT NULL, note TEXT NOT NULL,
  searched BLOB NOT NULL,          -- SHA-256 of what is embedded
  type TEXT, issuer TEXT, year INTEGER,
  task INTEGER REFERENCES task(id) ON DELETE CASCADE,
  assignment INTEGER REFERENCES assignment(id) ON DELETE CASCADE
);
CREATE INDEX passage_document ON passage(document, kind);
CREATE INDEX passage_task ON passage(task);
CREATE INDEX passage_assignment ON passage(assignment);

CREATE TABLE passage_citation (
  passage INTEGER NOT NULL REFERENCES passage(key) ON DELETE CASCADE,
  citation INTEGER NOT NULL REFERENCES citation(id) ON DELETE CASCADE,
  PRIMARY KEY (passage, citation)
) WITHOUT ROWID;
CREATE INDEX passage_citation_citation ON passage_citation(citation);

CREATE TABLE passage_party (
  passage INTEGER NOT NULL REFERENCES passage(key) ON DELETE CASCADE,
  role TEXT NOT NULL, agency TEXT NOT NULL,
  PRIMARY KEY (passage, role, agency)
) WITHOUT ROWID;
CREATE INDEX passage_party_agency ON passage_party(agency, role);

-- Vectors by what was embedded and by which model; kept while a passage has these words.
CREATE TABLE embedding (
  model TEXT NOT NULL, searched BLOB NOT NULL, vector BLOB NOT NULL,
  PRIMARY KEY (model, searched)
) WITHOUT ROWID;
