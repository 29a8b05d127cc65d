const version1 = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

  -- One per id, protocol and address; the one the id stands for now is current.
  CREATE TABLE target (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    protocol TEXT NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    current INTEGER NOT NULL,
    UNIQUE (id, protocol, address)
  ) STRICT;

  CREATE TABLE memory (
    target_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (target_id, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE seen (target_id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE incident (
    id TEXT PRIMARY KEY,
    target INTEGER NOT NULL REFERENCES target (key) ON DELETE CASCADE,
    opened INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    closed INTEGER,
    end_unknown INTEGER NOT NULL,
    codes TEXT NOT NULL,
    worst INTEGER NOT NULL,
    reason TEXT,
    message TEXT NOT NULL,
    failures INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX incident_opened ON incident (opened);
  CREATE INDEX incident_target ON incident (target, opened);

  CREATE TABLE decision (
    n INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    target_id TEXT,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX decision_target ON decision (target_id, n);
`

const version2 = `
  -- What was not put in order yet: one row per transaction. See tail-codec.ts.
  CREATE TABLE tail (n INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

  -- Ids hold the target's key and the place in time. See tiers.ts.
  CREATE TABLE raw (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
  CREATE TABLE rollup_5m (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
  CREATE TABLE rollup_1h (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

  -- Hours before rolled are in the rollups; raw results of hours before purged are gone.
  CREATE TABLE progress (
    target INTEGER PRIMARY KEY,
    rolled INTEGER NOT NULL,
    purged INTEGER NOT NULL
  ) STRICT;

  -- Target 0: of every target. Causes by their place in the contract's list.
  CREATE TABLE gap (
    target INTEGER NOT NULL,
    at INTEGER NOT NULL,
    cause INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (target, at, cause)
  ) STRICT, WITHOUT ROWID;

  -- What is the same in one failure after the other.
  CREATE TABLE body (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    target INTEGER NOT NULL,
    at INTEGER NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX body_target ON body (target, at);

  CREATE TABLE latest (target INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
`

/** What brings a file from each version to the next, beginning with an empty one. Only ever added to. */
export const migrations: readonly string[] = [version1, version2]

export const schemaVersion = migrations.length
