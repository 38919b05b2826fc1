-- What texts say of effect, other forms of one document, files with their own digest. What is new is filled in when a
-- file is read again, which a change of the reading code brings about by itself.
ALTER TABLE document ADD COLUMN stated TEXT;
ALTER TABLE document ADD COLUMN letters TEXT NOT NULL DEFAULT '';
CREATE INDEX document_letters ON document(letters);

CREATE TABLE sketch (
  hash INTEGER NOT NULL,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  PRIMARY KEY (hash, document)
) WITHOUT ROWID;
CREATE INDEX sketch_document ON sketch(document);

ALTER TABLE file ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN reader TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN format TEXT NOT NULL DEFAULT '';
ALTER TABLE file ADD COLUMN pages INTEGER;
CREATE INDEX file_digest ON file(digest);
UPDATE file SET (digest, reader, format, pages) =
  (SELECT digest, reader, format, pages FROM document WHERE document.id = file.document);

CREATE TABLE effect (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  target INTEGER,
  provisions TEXT NOT NULL,
  partly INTEGER NOT NULL, day TEXT, counted TEXT NOT NULL, exception TEXT NOT NULL,
  heading TEXT NOT NULL,
  act TEXT,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX effect_act ON effect(act);

CREATE TABLE link (
  source TEXT, relation TEXT NOT NULL, target TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  provisions TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE INDEX link_source ON link(source);
CREATE INDEX link_target ON link(target);
CREATE INDEX link_document ON link(document);
