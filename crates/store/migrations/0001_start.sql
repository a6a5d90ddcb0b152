-- The store as first made. Nothing here is ever updated in place, except: an article's current reading and what it copies, a
-- version's `ended`, and the present place of each report. What is packed is a zstd frame; `dictionary` says with which dictionary.

-- Dictionaries for packing, kept for ever: what was packed with one needs it.
CREATE TABLE dictionaries (
    id    INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
);

-- The bytes that were handed in, each once.
CREATE TABLE captures (
    id         INTEGER PRIMARY KEY,
    sha256     BLOB NOT NULL UNIQUE,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    body       BLOB NOT NULL
);

-- What was done, when, by which program: one row a transaction.
CREATE TABLE runs (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    what    TEXT NOT NULL,
    program TEXT NOT NULL
);

CREATE TABLE articles (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,  -- ar-…
    reading  INTEGER,               -- the newest
    copy_of  INTEGER REFERENCES articles (id),
    likeness REAL
);

-- Every reading of every article; the newest is the one that counts.
CREATE TABLE readings (
    id         INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES articles (id),
    capture    INTEGER NOT NULL REFERENCES captures (id),
    run        INTEGER NOT NULL REFERENCES runs (id),
    input      TEXT NOT NULL,       -- what the input was called
    locator    TEXT NOT NULL,       -- where in it
    retrieved  TEXT NOT NULL,
    url        TEXT,
    source     TEXT,
    published  TEXT,
    dictionary INTEGER NOT NULL,
    prefix     INTEGER NOT NULL,    -- so many of the capture's first bytes were added to the dictionary
    record     BLOB NOT NULL,
    sha256     BLOB NOT NULL,       -- of the record's JSON
    signature  BLOB NOT NULL
);
CREATE INDEX readings_of ON readings (article);
CREATE INDEX readings_from ON readings (capture);

-- Inputs that need not be read again: the first bytes of a digest of locator and content.
CREATE TABLE seen (
    digest BLOB PRIMARY KEY
) WITHOUT ROWID;

-- Under which keys an article is found when others are linked.
CREATE TABLE keys (
    key     INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (key, article)
) WITHOUT ROWID;

-- Events: what never changes about them. The founder is the report for which the id was made.
CREATE TABLE events (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,   -- ev-…
    article INTEGER NOT NULL REFERENCES articles (id),
    report  TEXT NOT NULL,
    salt    INTEGER NOT NULL
);

-- Which event each report belongs to now.
CREATE TABLE reports (
    article INTEGER NOT NULL,
    report  TEXT NOT NULL,          -- id of the event in the record
    event   INTEGER NOT NULL REFERENCES events (id),
    PRIMARY KEY (article, report)
) WITHOUT ROWID;
CREATE INDEX reports_of ON reports (event);

-- Every version of every event. Its id is its place in the order of all changes.
CREATE TABLE versions (
    id         INTEGER PRIMARY KEY,
    event      INTEGER NOT NULL REFERENCES events (id),
    version    INTEGER NOT NULL,
    run        INTEGER NOT NULL REFERENCES runs (id),
    recorded   TEXT NOT NULL,
    ended      TEXT,                -- when the next version was recorded
    what       TEXT NOT NULL,       -- new, changed, merged, withdrawn, rejected, restored
    state      TEXT NOT NULL,       -- current, merged, withdrawn, rejected
    review     TEXT NOT NULL,
    day        INTEGER NOT NULL,    -- yyyymmdd of the best supported date, for the order; 99999999: none
    confidence REAL NOT NULL,
    dictionary INTEGER NOT NULL,
    body       BLOB NOT NULL,
    UNIQUE (event, version)
);
CREATE INDEX versions_now ON versions (day) WHERE ended IS NULL;

-- Words and codes by which versions are found.
CREATE TABLE terms (
    id   INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (kind, text)
);
CREATE TABLE facets (
    term    INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (term, version)
) WITHOUT ROWID;

-- The days (yyyymmdd) that a version's dates cover.
CREATE TABLE days (
    version INTEGER NOT NULL,
    first   INTEGER NOT NULL,
    last    INTEGER NOT NULL,
    PRIMARY KEY (version, first, last)
) WITHOUT ROWID;

-- What people decided.
CREATE TABLE decisions (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,      -- de-…
    run  INTEGER NOT NULL REFERENCES runs (id),
    at   TEXT NOT NULL,
    who  TEXT NOT NULL,
    why  TEXT NOT NULL,
    body TEXT NOT NULL              -- as decided
);

-- The reports that a decision names, as they were then and under which id they stand in the newest reading now.
CREATE TABLE decided (
    decision INTEGER NOT NULL REFERENCES decisions (id),
    article  INTEGER NOT NULL REFERENCES articles (id),
    report   TEXT NOT NULL,
    anchor   TEXT NOT NULL,         -- type, place and words of the event
    now      TEXT,                  -- null: the newest reading has no such event
    PRIMARY KEY (decision, article, report)
) WITHOUT ROWID;
CREATE INDEX decided_about ON decided (article);
