-- What machines share besides the schemas of publications. A change of this file raises database.VERSION.
CREATE SCHEMA cancu;

CREATE TABLE cancu.store (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),  -- which shared store this is: a home belongs to one
  version integer NOT NULL
);

-- Something whole: a generation, the store that it was built from, the codification, the index of its articles.
CREATE TABLE cancu.publication (
  id text COLLATE "C" PRIMARY KEY,
  kind text COLLATE "C" NOT NULL,
  tables text,                     -- the schema that its tables are in; NULL where it has files only
  described text NOT NULL,         -- JSON
  published timestamptz NOT NULL DEFAULT now(),
  replaced timestamptz             -- since when another one is served; NULL while this one is
);

-- The alias: what is served of each kind.
CREATE TABLE cancu.served (
  kind text COLLATE "C" PRIMARY KEY,
  publication text COLLATE "C" NOT NULL REFERENCES cancu.publication(id)
);

-- Files by what is in them: what two publications share is kept once.
CREATE TABLE cancu.content (
  digest text COLLATE "C" NOT NULL,  -- SHA-256 of the whole
  part integer NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (digest, part)
);
ALTER TABLE cancu.content ALTER COLUMN data SET STORAGE EXTERNAL;  -- indexes and vectors do not compress

CREATE TABLE cancu.file (
  publication text COLLATE "C" NOT NULL REFERENCES cancu.publication(id) ON DELETE CASCADE,
  path text COLLATE "C" NOT NULL,
  digest text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  PRIMARY KEY (publication, path)
);
CREATE INDEX file_digest ON cancu.file(digest);

-- Files to be read: a worker holds one by a lease, which ends with the worker.
CREATE TABLE cancu.job (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,              -- of the file
  digest text COLLATE "C" NOT NULL,
  reader text COLLATE "C" NOT NULL,  -- the state of the reading code: only a worker of the same may read it
  model text COLLATE "C" NOT NULL,   -- the setting of the model, then its key
  model_key text COLLATE "C" NOT NULL,
  content bytea,                   -- NULL once it is read
  state text COLLATE "C" NOT NULL DEFAULT 'waiting',  -- waiting, leased, done
  attempts integer NOT NULL DEFAULT 0,
  lease uuid,
  worker text,
  until timestamptz,               -- when the lease ends
  found bytea,                     -- the document, or why it cannot be read
  vectors bytea,                   -- of its passages
  at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (digest, name, reader, model_key)
);
CREATE INDEX job_waiting ON cancu.job(reader, id) WHERE state <> 'done';
