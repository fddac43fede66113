-- What was measured of each application in the recent past: one row a moment, its numbers in the order of the layout's series.
CREATE TABLE metric_layouts (
    id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    digest         text COLLATE "C" NOT NULL,
    series         text[] COLLATE "C" NOT NULL,
    used_at        timestamptz(3) NOT NULL,
    UNIQUE (application_id, digest)
);

-- No reference to the layout: it would be looked up for every row, and layouts are removed only when no row names them.
CREATE TABLE metric_points (
    application_id uuid NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    at             timestamptz(3) NOT NULL,
    layout_id      integer NOT NULL,
    numbers        double precision[] NOT NULL,
    PRIMARY KEY (application_id, at)
);
-- Rows come in the order of time and leave in it: a few bytes for each range of pages are index enough.
CREATE INDEX metric_points_at_idx ON metric_points USING brin (at) WITH (pages_per_range = 16, autosummarize = on);
