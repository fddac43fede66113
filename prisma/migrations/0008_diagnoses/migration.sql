-- How each application does, and why applications failed.
CREATE TABLE application_health (
    application_id uuid PRIMARY KEY REFERENCES applications (id) ON DELETE CASCADE,
    state          text COLLATE "C" NOT NULL,
    since          timestamptz(3) NOT NULL,
    why            text NOT NULL,
    watch          json
);

CREATE TABLE diagnoses (
    id             uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    operation_id   text COLLATE "C",
    deployment_id  uuid,
    diagnosed_at   timestamptz(3) NOT NULL,
    updated_at     timestamptz(3) NOT NULL,
    occurrences    integer NOT NULL,
    class          text COLLATE "C" NOT NULL,
    rule           text COLLATE "C" NOT NULL,
    remedy         text NOT NULL,
    -- What was found, whole: cause, log, checkpoints, heap.
    findings       json NOT NULL
);
CREATE INDEX diagnoses_of_idx ON diagnoses (application_id, diagnosed_at DESC, id DESC);
