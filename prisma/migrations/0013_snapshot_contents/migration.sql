-- What is in a snapshot: its size, and the state of each operator.
ALTER TABLE snapshots ADD COLUMN contents json;
