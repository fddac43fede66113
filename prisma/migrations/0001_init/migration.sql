-- Weir's tables. Text that is looked up or ordered is COLLATE "C": byte order, whatever the database's locale is.
-- Documents are json, not jsonb: their text comes back as it was written (key order, and U+0000, which jsonb refuses).

CREATE TABLE applications (
    id                       uuid           PRIMARY KEY,
    account_id               text           COLLATE "C" NOT NULL,
    region                   text           COLLATE "C" NOT NULL,
    name                     text           COLLATE "C" NOT NULL,
    arn                      text           COLLATE "C" NOT NULL,
    -- Compare-and-set guard: rises by one with every write.
    revision                 integer        NOT NULL CHECK (revision >= 1),
    status                   text           NOT NULL CHECK (status IN (
        'DELETING', 'STARTING', 'STOPPING', 'READY', 'RUNNING', 'UPDATING', 'AUTOSCALING', 'FORCE_STOPPING',
        'ROLLING_BACK', 'MAINTENANCE', 'ROLLED_BACK')),
    runtime_environment      text           NOT NULL,
    mode                     text           NOT NULL CHECK (mode IN ('STREAMING', 'INTERACTIVE')),
    version_id               integer        NOT NULL CHECK (version_id >= 1),
    conditional_token        text           NOT NULL,
    created_at               timestamptz(3) NOT NULL,
    updated_at               timestamptz(3) NOT NULL,
    spec                     json           NOT NULL,
    current_parallelism      integer        NOT NULL,
    run_configuration        json,
    maintenance_window_start text           NOT NULL
);
-- Names are unique in an account and region; this index also serves ListApplications.
CREATE UNIQUE INDEX applications_account_id_region_name_key ON applications (account_id, region, name);
-- What the sweep looks for.
CREATE INDEX applications_not_ready ON applications (id) WHERE status <> 'READY';

CREATE TABLE application_tags (
    application_id uuid      NOT NULL REFERENCES applications (id) ON DELETE CASCADE ON UPDATE CASCADE,
    key            text      COLLATE "C" NOT NULL,
    value          text      NOT NULL,
    -- Order of arrival; a replaced value keeps its place.
    position       bigserial NOT NULL,
    PRIMARY KEY (application_id, key)
);

CREATE TABLE application_versions (
    application_id    uuid           NOT NULL REFERENCES applications (id) ON DELETE CASCADE ON UPDATE CASCADE,
    version_id        integer        NOT NULL CHECK (version_id >= 1),
    spec              json           NOT NULL,
    created_at        timestamptz(3) NOT NULL,
    conditional_token text           NOT NULL,
    updated_from      integer,
    rolled_back_from  integer,
    rolled_back_to    integer,
    PRIMARY KEY (application_id, version_id)
);

CREATE TABLE operations (
    application_id uuid           NOT NULL REFERENCES applications (id) ON DELETE CASCADE ON UPDATE CASCADE,
    id             text           COLLATE "C" NOT NULL,
    name           text           NOT NULL,
    status         text           NOT NULL CHECK (status IN ('IN_PROGRESS', 'CANCELLED', 'SUCCESSFUL', 'FAILED')),
    started_at     timestamptz(3) NOT NULL,
    ended_at       timestamptz(3),
    error          text,
    version_from   integer,
    version_to     integer,
    intent         json           NOT NULL,
    phases         json           NOT NULL,
    PRIMARY KEY (application_id, id)
);
-- ListApplicationOperations: newest first.
CREATE INDEX operations_application_id_started_at_id_idx ON operations (application_id, started_at DESC, id DESC);
-- At most one operation of an application is in progress.
CREATE UNIQUE INDEX operations_one_in_progress ON operations (application_id) WHERE status = 'IN_PROGRESS';

CREATE TABLE snapshots (
    application_id      uuid           NOT NULL REFERENCES applications (id) ON DELETE CASCADE ON UPDATE CASCADE,
    name                text           COLLATE "C" NOT NULL,
    status              text           NOT NULL CHECK (status IN ('CREATING', 'READY', 'DELETING', 'FAILED')),
    created_at          timestamptz(3) NOT NULL,
    version_id          integer        NOT NULL,
    runtime_environment text           NOT NULL,
    kind                text           NOT NULL CHECK (kind IN ('user', 'stop', 'update')),
    trigger_id          text           NOT NULL,
    -- The deployment's row may be removed before its snapshots.
    deployment_id       uuid,
    location            text,
    failure             text,
    attempts            integer        NOT NULL CHECK (attempts >= 0),
    PRIMARY KEY (application_id, name),
    CONSTRAINT snapshots_ready_has_location CHECK (status <> 'READY' OR location IS NOT NULL)
);
-- ListApplicationSnapshots and the newest READY one.
CREATE INDEX snapshots_application_id_created_at_name_idx ON snapshots (application_id, created_at, name);
CREATE INDEX snapshots_in_flight ON snapshots (application_id) WHERE status IN ('CREATING', 'DELETING');

CREATE TABLE deployments (
    id                       uuid           PRIMARY KEY,
    application_id           uuid           NOT NULL REFERENCES applications (id) ON DELETE CASCADE ON UPDATE CASCADE,
    epoch                    integer        NOT NULL,
    version_id               integer        NOT NULL,
    operation_id             text,
    job_id                   text           NOT NULL,
    parallelism              integer        NOT NULL CHECK (parallelism >= 1),
    host                     text           NOT NULL,
    state                    text           NOT NULL CHECK (state IN ('planned', 'launched', 'running', 'ending', 'ended')),
    outcome                  text           CHECK (outcome IN ('stopped', 'suspended', 'lost', 'failed', 'superseded')),
    restore_from             text,
    allow_non_restored_state boolean        NOT NULL,
    final_savepoint          text,
    engine_ref               json,
    created_at               timestamptz(3) NOT NULL,
    launched_at              timestamptz(3),
    running_at               timestamptz(3),
    ended_at                 timestamptz(3),
    cause                    text,
    observation              json
);
-- An epoch is given once; this index also finds the newest deployment.
CREATE UNIQUE INDEX deployments_application_id_epoch_key ON deployments (application_id, epoch);
-- At most one cluster of an application may have processes.
CREATE UNIQUE INDEX deployments_one_not_ended ON deployments (application_id) WHERE state <> 'ended';

-- One wake-up an application. Adding again gives the row a new number, so that a publisher which removes the number it
-- has published does not remove what was added meanwhile.
CREATE TABLE outbox (
    application_id uuid      PRIMARY KEY REFERENCES applications (id) ON DELETE CASCADE ON UPDATE CASCADE,
    id             bigserial NOT NULL
);
CREATE UNIQUE INDEX outbox_id_key ON outbox (id);

-- The right to act on an application. A released lease keeps its row: its epoch must never fall.
CREATE TABLE leases (
    application_id uuid        PRIMARY KEY REFERENCES applications (id) ON DELETE CASCADE ON UPDATE CASCADE,
    owner          text,
    epoch          integer     NOT NULL CHECK (epoch >= 1),
    expires_at     timestamptz NOT NULL
);

CREATE TABLE workers (
    host      text        COLLATE "C" PRIMARY KEY,
    beaten_at timestamptz NOT NULL
);

CREATE TABLE access_keys (
    access_key_id     text COLLATE "C" PRIMARY KEY,
    secret_access_key text NOT NULL,
    account_id        text NOT NULL,
    user_name         text NOT NULL
);

CREATE TABLE roles (
    arn               text COLLATE "C" PRIMARY KEY,
    account_id        text NOT NULL,
    access_key_id     text NOT NULL,
    secret_access_key text NOT NULL,
    session_token     text
);
