-- What happened to each application, for people and programs that follow it.
CREATE TABLE application_events (
    sequence       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    at             timestamptz(3) NOT NULL,
    kind           text COLLATE "C" NOT NULL,
    message        text NOT NULL,
    operation_id   text COLLATE "C",
    deployment_id  uuid,
    detail         json
);
CREATE INDEX application_events_of_idx ON application_events (application_id, sequence);
CREATE INDEX application_events_at_idx ON application_events (at);
