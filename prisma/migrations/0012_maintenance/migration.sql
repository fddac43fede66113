-- The release of its runtime that a deployment runs on: patches are other releases, brought in the maintenance window.
ALTER TABLE deployments ADD COLUMN release text COLLATE "C";
