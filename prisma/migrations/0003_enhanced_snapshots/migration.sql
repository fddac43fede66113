-- Enhanced snapshots belong to an account and region. Nothing here references an application: they outlive it.

CREATE TABLE enhanced_snapshots (
    id                      uuid           PRIMARY KEY,
    account_id              text           COLLATE "C" NOT NULL,
    region                  text           COLLATE "C" NOT NULL,
    name                    text           COLLATE "C" NOT NULL,
    arn                     text           COLLATE "C" NOT NULL,
    status                  text           NOT NULL CHECK (status IN ('CREATING', 'READY', 'DELETING', 'FAILED')),
    description             text,
    created_at              timestamptz(3) NOT NULL,
    initiator               text           NOT NULL CHECK (initiator IN ('USER', 'SYSTEM')),
    initiator_operation     text           NOT NULL CHECK (initiator_operation IN (
        'CreateSnapshot', 'ImportSnapshot', 'SystemCreateSnapshot')),
    source                  json           NOT NULL,
    -- Of `source`, for the list's filter and to find what was taken of one application.
    source_application_id   uuid,
    source_application_name text           COLLATE "C",
    runtime_environment     text,
    size_in_bytes           bigint         NOT NULL CHECK (size_in_bytes >= 0),
    encryption              json           NOT NULL,
    location                text,
    tags                    json           NOT NULL,
    CONSTRAINT enhanced_snapshots_ready_has_location CHECK (status <> 'READY' OR location IS NOT NULL)
);
-- A name is taken whatever the status is.
CREATE UNIQUE INDEX enhanced_snapshots_account_id_region_name_key ON enhanced_snapshots (account_id, region, name);
-- ListSnapshots: newest first.
CREATE INDEX enhanced_snapshots_list_idx ON enhanced_snapshots (account_id, region, created_at DESC, name DESC);
CREATE INDEX enhanced_snapshots_creating ON enhanced_snapshots (source_application_id) WHERE status = 'CREATING';

-- Found by the snapshot's name, also when the snapshot is gone: no reference to it.
CREATE TABLE snapshot_operations (
    account_id    text           COLLATE "C" NOT NULL,
    region        text           COLLATE "C" NOT NULL,
    id            text           COLLATE "C" NOT NULL,
    snapshot_id   uuid           NOT NULL,
    snapshot_name text           COLLATE "C" NOT NULL,
    snapshot_arn  text           NOT NULL,
    kind          text           NOT NULL CHECK (kind IN (
        'CreateSnapshot', 'DeleteSnapshot', 'ImportSnapshot', 'ExportSnapshot', 'SystemCreateSnapshot')),
    status        text           NOT NULL CHECK (status IN ('IN_PROGRESS', 'CANCELLED', 'SUCCESSFUL', 'FAILED')),
    started_at    timestamptz(3) NOT NULL,
    ended_at      timestamptz(3),
    failure       json,
    "order"       json           NOT NULL,
    -- Who carries it out, and until when nobody else may.
    claimed_by    text,
    claim_epoch   integer        NOT NULL DEFAULT 0 CHECK (claim_epoch >= 0),
    claimed_until timestamptz,
    PRIMARY KEY (account_id, region, snapshot_name, id)
);
-- ListSnapshotOperations: newest first.
CREATE INDEX snapshot_operations_list_idx
    ON snapshot_operations (account_id, region, snapshot_name, started_at DESC, id DESC);
-- What the couriers look for.
CREATE INDEX snapshot_operations_in_progress ON snapshot_operations (started_at) WHERE status = 'IN_PROGRESS';
CREATE INDEX snapshot_operations_ended ON snapshot_operations (started_at) WHERE status <> 'IN_PROGRESS';
-- A snapshot has at most one export in progress.
CREATE UNIQUE INDEX snapshot_operations_one_export ON snapshot_operations (snapshot_id)
    WHERE kind = 'ExportSnapshot' AND status = 'IN_PROGRESS';

-- An application's end of an enhanced snapshot, and where the copy of its savepoint is once that is complete.
ALTER TABLE snapshots ADD COLUMN enhanced_id uuid, ADD COLUMN copied_to text;
CREATE UNIQUE INDEX snapshots_enhanced_id_key ON snapshots (enhanced_id);
CREATE INDEX snapshots_copied ON snapshots (application_id) WHERE copied_to IS NOT NULL AND location <> copied_to;

-- State outside of the application's prefix that a deployment starts from.
ALTER TABLE deployments ADD COLUMN restore_source text;
CREATE INDEX deployments_restore_source ON deployments (restore_source) WHERE state = 'planned';
