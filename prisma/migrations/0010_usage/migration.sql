-- The meter: which KPUs ran from when to when. It references nothing, for it outlives applications and deployments.
CREATE TABLE usage_periods (
    deployment_id    uuid NOT NULL,
    ordinal          integer NOT NULL,
    application_id   uuid NOT NULL,
    application_name text COLLATE "C" NOT NULL,
    account_id       text COLLATE "C" NOT NULL,
    region           text COLLATE "C" NOT NULL,
    host             text COLLATE "C" NOT NULL,
    kpus             integer NOT NULL CHECK (kpus > 0),
    started_at       timestamptz(3),
    seen_at          timestamptz(3),
    ended_at         timestamptz(3),
    PRIMARY KEY (deployment_id, ordinal),
    CHECK (ended_at IS NULL OR ended_at >= started_at)
-- Open rows are written once a second: room for that without touching an index.
) WITH (fillfactor = 70);
CREATE INDEX usage_periods_of_application_idx ON usage_periods (application_id, started_at);
CREATE INDEX usage_periods_of_account_idx ON usage_periods (account_id, region, started_at);
CREATE INDEX usage_periods_open_idx ON usage_periods (host) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX usage_periods_one_open_idx ON usage_periods (deployment_id) WHERE ended_at IS NULL;
