-- What is remembered of addresses that were fetched, so that what has not changed is not fetched again. No article depends on it.
CREATE TABLE fetched (
    url           TEXT PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    changed       TEXT,              -- when a feed or sitemap said that it last changed, as it said so
    seen          TEXT NOT NULL      -- when it was last there
) WITHOUT ROWID;
