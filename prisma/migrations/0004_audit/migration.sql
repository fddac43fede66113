-- Calls of the API, one row each, as CloudTrail records them.
CREATE TABLE audit_records (
    id         uuid           PRIMARY KEY,
    account_id text           COLLATE "C" NOT NULL,
    region     text           COLLATE "C" NOT NULL,
    at         timestamptz(3) NOT NULL,
    event_name text           COLLATE "C" NOT NULL,
    user_name  text           COLLATE "C" NOT NULL,
    read_only  boolean        NOT NULL,
    resources  text[]         COLLATE "C" NOT NULL,
    event      text           NOT NULL,
    -- The file it goes out in; absent until one is cut. No foreign key: a file's row goes when it is delivered.
    file_id    uuid
);
-- Serves every look-up: each is within an account, newest first.
CREATE INDEX audit_records_account_id_at_id_idx ON audit_records (account_id, at DESC, id DESC);
CREATE INDEX audit_records_account_id_event_name_at_idx ON audit_records (account_id, event_name, at DESC, id DESC);
-- Serves the end of the retention.
CREATE INDEX audit_records_at_idx ON audit_records (at);
CREATE INDEX audit_records_file_id_idx ON audit_records (file_id);
-- What no file has taken yet.
CREATE INDEX audit_records_waiting ON audit_records (account_id, region, at, id) WHERE file_id IS NULL;

-- Files that are cut and not yet known to be in S3.
CREATE TABLE audit_files (
    id         uuid           PRIMARY KEY,
    account_id text           COLLATE "C" NOT NULL,
    region     text           COLLATE "C" NOT NULL,
    cut_at     timestamptz(3) NOT NULL
);
