-- Keys come to be made anew when the way of making them changes. Those of before are of no use to this one.
DELETE FROM keys;
CREATE TABLE keyed (
    way INTEGER NOT NULL             -- 0: not made yet
);
INSERT INTO keyed (way) VALUES (0);
-- Which events an article was the first to tell: without this, each new report looked at every event there is.
CREATE INDEX events_from ON events (article, report);
