-- People: who may sign in, what they may do, and by what they are known while they do it.
--
-- Secrets are kept only as what cannot be turned back: passwords as argon2id, all else
-- (100 random bits or more) as its SHA-256.
--
-- What changes at every use - when someone last signed in, when a token was last used -
-- is in tables of its own, so that using something does not change its record.

-- +goose Up
CREATE TABLE users (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text NOT NULL UNIQUE CHECK (email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    name          text NOT NULL CHECK (name <> ''),
    password_hash text, -- none until the invitation is taken up
    state         text NOT NULL DEFAULT 'invited' CHECK (state IN ('invited', 'active', 'disabled')),
    demonstration boolean NOT NULL DEFAULT false, -- signs in from the list of the demonstration, without a password
    made_at       timestamptz NOT NULL DEFAULT now(),
    version       integer NOT NULL DEFAULT 1,
    CHECK (state <> 'active' OR password_hash IS NOT NULL OR demonstration)
);

-- When each user last signed in.
CREATE TABLE sign_ins (
    user_id bigint PRIMARY KEY REFERENCES users,
    at      timestamptz NOT NULL
);

-- What a user may do, by role. A property lead is one of an authority, a project manager
-- one of a project; the two separate rights may be held for one authority or for all.
-- What each role may do: accounts/rights.csv.
CREATE TABLE user_roles (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id        bigint NOT NULL REFERENCES users,
    role           text NOT NULL CHECK (role IN ('viewer', 'property_lead', 'project_manager', 'board', 'finance', 'dfe', 'administrator',
                       'exact_locations', 'demand_steward')),
    authority_code text REFERENCES authorities,
    project_id     bigint REFERENCES projects ON DELETE CASCADE,
    CHECK ((role = 'property_lead') <= (authority_code IS NOT NULL)),
    CHECK ((role = 'project_manager') = (project_id IS NOT NULL)),
    CHECK (authority_code IS NULL OR role IN ('property_lead', 'exact_locations', 'demand_steward'))
);
CREATE UNIQUE INDEX user_roles_once ON user_roles (user_id, role, coalesce(authority_code, ''), coalesce(project_id, 0));

-- A link that lets a user set a password, once: an invitation, or help for one who
-- forgot. A user has one at most; it goes when it is used or another is made.
CREATE TABLE invitations (
    user_id   bigint PRIMARY KEY REFERENCES users,
    code_hash bytea NOT NULL UNIQUE,
    ends_at   timestamptz NOT NULL
);

-- The code printed at the first start, with which the first administrator is made.
CREATE TABLE setup_codes (
    code_hash bytea PRIMARY KEY,
    ends_at   timestamptz NOT NULL
);

CREATE TABLE sessions (
    secret_hash bytea PRIMARY KEY,
    public_id   text NOT NULL UNIQUE, -- names the session in the audit
    csrf        text NOT NULL,
    user_id     bigint NOT NULL REFERENCES users,
    made_at     timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    address     text NOT NULL,
    agent       text NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);

-- Tokens for programs. A token never does more than its user may.
CREATE TABLE tokens (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     bigint NOT NULL REFERENCES users,
    name        text NOT NULL CHECK (name <> ''),
    secret_hash bytea NOT NULL UNIQUE,
    hint        text NOT NULL, -- its last four characters
    scope       text NOT NULL CHECK (scope IN ('read', 'write')),
    made_at     timestamptz NOT NULL DEFAULT now(),
    ends_at     timestamptz NOT NULL,
    revoked_at  timestamptz,
    version     integer NOT NULL DEFAULT 1
);
CREATE INDEX tokens_user ON tokens (user_id);

-- When each token was last used, to the minute.
CREATE TABLE token_uses (
    token_id bigint PRIMARY KEY REFERENCES tokens,
    at       timestamptz NOT NULL
);

-- Tries of passwords and codes lately that did not come right: by the SHA-256 of the
-- account that was named, whether there is one or not, and of the address they came from.
CREATE TABLE sign_in_failures (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key   bytea NOT NULL,
    at    timestamptz NOT NULL,
    ended boolean NOT NULL DEFAULT false -- false while the password is being looked at
);
CREATE INDEX sign_in_failures_key ON sign_in_failures (key, at);
CREATE INDEX sign_in_failures_at ON sign_in_failures (at);

-- What a creation answered, so that the same request sent twice is one.
CREATE TABLE idempotency_keys (
    user_id bigint NOT NULL REFERENCES users,
    key     text NOT NULL,
    request bytea NOT NULL, -- SHA-256 of method, address and body
    status  integer,
    answer  text,
    at      timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);
