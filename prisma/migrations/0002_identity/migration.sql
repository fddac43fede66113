-- Who there is and what they may do: accounts, users and roles, keys, policies, API tokens.

CREATE TABLE accounts (
    id         text           COLLATE "C" PRIMARY KEY CHECK (id ~ '^[0-9]{12}$'),
    name       text           NOT NULL,
    created_at timestamptz(3) NOT NULL
);

-- Users and roles alike: whatever keys, tokens and policies hang on, so that all of it goes with them.
CREATE TABLE principals (
    arn        text           COLLATE "C" PRIMARY KEY,
    account_id text           COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    kind       text           NOT NULL CHECK (kind IN ('user', 'role')),
    name       text           COLLATE "C" NOT NULL,
    created_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX principals_account_id_kind_name_key ON principals (account_id, kind, name);

-- What an installation of the first version has: keys of users by name, and roles.
INSERT INTO accounts (id, name, created_at)
SELECT account_id, account_id, now() FROM (SELECT account_id FROM access_keys UNION SELECT account_id FROM roles) AS known;
INSERT INTO principals (arn, account_id, kind, name, created_at)
SELECT DISTINCT 'arn:aws:iam::' || account_id || ':user/' || user_name, account_id, 'user', user_name, now() FROM access_keys;
INSERT INTO principals (arn, account_id, kind, name, created_at)
SELECT arn, account_id, 'role', substr(arn, strpos(arn, ':role/') + 6), now() FROM roles;

-- secret_access_key and session_token are sealed (packages/store/secret-box.ts); the service seals older rows when it starts.
ALTER TABLE access_keys
    ADD COLUMN principal_arn text           COLLATE "C" REFERENCES principals (arn) ON DELETE CASCADE ON UPDATE CASCADE,
    ADD COLUMN active        boolean        NOT NULL DEFAULT true,
    ADD COLUMN created_at    timestamptz(3) NOT NULL DEFAULT now(),
    ADD COLUMN last_used_at  timestamptz(3),
    ADD COLUMN session_token text,
    ADD COLUMN session_name  text,
    ADD COLUMN expires_at    timestamptz(3),
    ADD CONSTRAINT access_keys_session_ends CHECK ((session_token IS NULL) = (expires_at IS NULL));
UPDATE access_keys SET principal_arn = 'arn:aws:iam::' || account_id || ':user/' || user_name;
ALTER TABLE access_keys
    ALTER COLUMN principal_arn SET NOT NULL,
    ALTER COLUMN active DROP DEFAULT,
    ALTER COLUMN created_at DROP DEFAULT,
    DROP COLUMN user_name;
CREATE INDEX access_keys_principal_arn_created_at_idx ON access_keys (principal_arn, created_at);
CREATE INDEX access_keys_ending ON access_keys (expires_at) WHERE expires_at IS NOT NULL;

ALTER TABLE roles
    ALTER COLUMN access_key_id DROP NOT NULL,
    ALTER COLUMN secret_access_key DROP NOT NULL,
    ADD COLUMN region        text,
    ADD COLUMN endpoints     json NOT NULL DEFAULT '{}',
    ADD COLUMN s3_path_style boolean,
    ADD CONSTRAINT roles_arn_fkey FOREIGN KEY (arn) REFERENCES principals (arn) ON DELETE CASCADE ON UPDATE CASCADE,
    ADD CONSTRAINT roles_whole_key CHECK ((access_key_id IS NULL) = (secret_access_key IS NULL));
ALTER TABLE roles ALTER COLUMN endpoints DROP DEFAULT;

-- account_id is 'aws' for those that every installation has.
CREATE TABLE policies (
    arn        text           COLLATE "C" PRIMARY KEY,
    account_id text           COLLATE "C" NOT NULL,
    name       text           COLLATE "C" NOT NULL,
    document   text           NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX policies_account_id_name_key ON policies (account_id, name);

CREATE TABLE policy_attachments (
    principal_arn text COLLATE "C" NOT NULL REFERENCES principals (arn) ON DELETE CASCADE ON UPDATE CASCADE,
    policy_arn    text COLLATE "C" NOT NULL REFERENCES policies (arn) ON DELETE RESTRICT ON UPDATE CASCADE,
    PRIMARY KEY (principal_arn, policy_arn)
);

CREATE TABLE inline_policies (
    principal_arn text COLLATE "C" NOT NULL REFERENCES principals (arn) ON DELETE CASCADE ON UPDATE CASCADE,
    name          text COLLATE "C" NOT NULL,
    document      text NOT NULL,
    PRIMARY KEY (principal_arn, name)
);

-- Bearer tokens of the REST face; of each only its SHA-256 is kept.
CREATE TABLE api_tokens (
    id            text           COLLATE "C" PRIMARY KEY,
    token_sha256  text           COLLATE "C" NOT NULL,
    account_id    text           COLLATE "C" NOT NULL,
    principal_arn text           COLLATE "C" NOT NULL REFERENCES principals (arn) ON DELETE CASCADE ON UPDATE CASCADE,
    name          text           NOT NULL,
    created_at    timestamptz(3) NOT NULL,
    expires_at    timestamptz(3)
);
CREATE UNIQUE INDEX api_tokens_token_sha256_key ON api_tokens (token_sha256);
CREATE INDEX api_tokens_principal_arn_created_at_idx ON api_tokens (principal_arn, created_at);
