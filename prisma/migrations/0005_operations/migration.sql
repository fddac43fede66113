-- The system rollback that answers a failed operation.
ALTER TABLE operations ADD COLUMN rollback_operation_id text;
-- What the retention sweep looks for.
CREATE INDEX operations_ended_at_idx ON operations (ended_at) WHERE ended_at IS NOT NULL;

-- The status in which the application left the version before this one.
ALTER TABLE application_versions ADD COLUMN previous_status text CHECK (previous_status IN (
    'DELETING', 'STARTING', 'STOPPING', 'READY', 'RUNNING', 'UPDATING', 'AUTOSCALING', 'FORCE_STOPPING',
    'ROLLING_BACK', 'MAINTENANCE', 'ROLLED_BACK'));
