-- A change of parallelism in place that was begun: whoever comes next goes on with it.
ALTER TABLE deployments ADD COLUMN rescaling json;

-- Where automatic scaling stands for each application, and what it has decided.
CREATE TABLE scaling_states (
    application_id uuid PRIMARY KEY REFERENCES applications (id) ON DELETE CASCADE,
    evaluated_at   timestamptz(3) NOT NULL,
    policy         text COLLATE "C" NOT NULL,
    verdict        text NOT NULL,
    memory         json NOT NULL,
    reading        json
);

CREATE TABLE scaling_decisions (
    id             uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    operation_id   text COLLATE "C" NOT NULL,
    decided_at     timestamptz(3) NOT NULL,
    policy         text COLLATE "C" NOT NULL,
    "from"         integer NOT NULL,
    "to"           integer NOT NULL,
    reason         text NOT NULL,
    -- All that it was decided from.
    inputs         json NOT NULL
);
CREATE INDEX scaling_decisions_of_idx ON scaling_decisions (application_id, decided_at DESC, id DESC);
CREATE INDEX scaling_decisions_at_idx ON scaling_decisions (decided_at);

-- The snapshot of an update in place leaves the job running.
ALTER TABLE snapshots DROP CONSTRAINT snapshots_kind_check;
ALTER TABLE snapshots ADD CONSTRAINT snapshots_kind_check CHECK (kind IN ('user', 'stop', 'update', 'rescale'));
