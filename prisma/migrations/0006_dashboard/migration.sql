-- Where other processes of the installation reach a worker; null while it has no address of its own.
ALTER TABLE workers ADD COLUMN url text;

-- Random keys that all processes of the installation share, each made by the first that needs it.
CREATE TABLE installation_keys (
    name  text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
);
