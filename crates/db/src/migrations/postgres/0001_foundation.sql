-- People, accounts, sessions, the catalogue, settings, jobs, audit.
-- The twin of sqlite/0001_foundation.sql: same tables, columns and constraint names, native types.
-- Ids are UUIDv7; instants UTC at microsecond precision; money bigint minor units.

CREATE TABLE users (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  email_folded text NOT NULL CONSTRAINT users_email_folded_key UNIQUE,
  full_name text NOT NULL,
  password_hash text NOT NULL,
  phone text,
  country text CONSTRAINT users_country_check CHECK (country IS NULL OR length(country) = 2),
  locale text NOT NULL DEFAULT 'en',
  time_zone text NOT NULL DEFAULT 'UTC',
  email_verified_at timestamptz,
  disabled_at timestamptz,
  is_demo boolean NOT NULL DEFAULT false,
  terms_accepted_at timestamptz,
  last_seen_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);
CREATE INDEX users_created_idx ON users (created_at, id);

-- Who owes and owns; separate from who signs in.
CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  number bigint NOT NULL CONSTRAINT accounts_number_key UNIQUE,
  name text NOT NULL,
  company text,
  currency text NOT NULL CONSTRAINT accounts_currency_check CHECK (length(currency) = 3),
  billing_email text NOT NULL,
  address_line1 text,
  address_line2 text,
  city text,
  region text,
  postal_code text,
  country text CONSTRAINT accounts_country_check CHECK (country IS NULL OR length(country) = 2),
  tax_id text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

CREATE TABLE memberships (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id),
  account_id uuid NOT NULL REFERENCES accounts (id),
  role text NOT NULL CONSTRAINT memberships_role_check CHECK (role IN ('owner', 'billing', 'technical', 'read_only')),
  created_at timestamptz NOT NULL,
  CONSTRAINT memberships_user_account_key UNIQUE (user_id, account_id)
);
CREATE INDEX memberships_account_idx ON memberships (account_id);

CREATE TABLE staff_roles (
  id uuid PRIMARY KEY,
  key text NOT NULL CONSTRAINT staff_roles_key_key UNIQUE,
  name text NOT NULL,
  permissions jsonb NOT NULL, -- JSON array of permission names
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

CREATE TABLE staff (
  user_id uuid PRIMARY KEY REFERENCES users (id),
  role_id uuid NOT NULL REFERENCES staff_roles (id),
  created_at timestamptz NOT NULL
);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id),
  active_account_id uuid REFERENCES accounts (id),
  transport text NOT NULL CONSTRAINT sessions_transport_check CHECK (transport IN ('cookie', 'bearer')),
  user_agent text,
  ip text,
  authenticated_at timestamptz NOT NULL, -- last time a factor was given; step-up counts from here
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL, -- absolute end
  revoked_at timestamptz,
  revoke_reason text,
  created_at timestamptz NOT NULL
);
CREATE INDEX sessions_user_idx ON sessions (user_id, created_at);

CREATE TABLE refresh_tokens (
  id uuid PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions (id),
  token_hash bytea NOT NULL CONSTRAINT refresh_tokens_hash_key UNIQUE,
  successor_id uuid REFERENCES refresh_tokens (id) DEFERRABLE INITIALLY DEFERRED,
  consumed_at timestamptz,
  revoked_at timestamptz,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX refresh_tokens_session_idx ON refresh_tokens (session_id);

CREATE TABLE plans (
  id uuid PRIMARY KEY,
  slug text NOT NULL CONSTRAINT plans_slug_key UNIQUE,
  category text NOT NULL CONSTRAINT plans_category_check CHECK (category IN ('vps', 'shared', 'dedicated')),
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  vcpu integer,
  cpu_label text NOT NULL,
  ram_mb integer NOT NULL CONSTRAINT plans_ram_mb_check CHECK (ram_mb > 0),
  disk_gb integer NOT NULL CONSTRAINT plans_disk_gb_check CHECK (disk_gb > 0),
  disk_kind text NOT NULL CONSTRAINT plans_disk_kind_check CHECK (disk_kind IN ('nvme', 'ssd', 'hdd')),
  traffic_gb integer, -- NULL: unmetered
  features jsonb NOT NULL DEFAULT '[]', -- JSON array of short lines
  state text NOT NULL CONSTRAINT plans_state_check CHECK (state IN ('draft', 'live', 'hidden', 'retired')),
  position integer NOT NULL DEFAULT 0,
  driver text NOT NULL DEFAULT 'manual',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

-- Price rows never change; a new price retires the old row, and whoever bought keeps theirs.
CREATE TABLE plan_prices (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES plans (id),
  cycle text NOT NULL CONSTRAINT plan_prices_cycle_check CHECK (cycle IN ('monthly', 'quarterly', 'semiannual', 'yearly', 'biennial')),
  currency text NOT NULL CONSTRAINT plan_prices_currency_check CHECK (length(currency) = 3),
  amount bigint NOT NULL CONSTRAINT plan_prices_amount_check CHECK (amount >= 0),
  setup_fee bigint NOT NULL DEFAULT 0 CONSTRAINT plan_prices_setup_fee_check CHECK (setup_fee >= 0),
  retired_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX plan_prices_current_key ON plan_prices (plan_id, cycle, currency) WHERE retired_at IS NULL;

CREATE TABLE datacenters (
  id uuid PRIMARY KEY,
  slug text NOT NULL CONSTRAINT datacenters_slug_key UNIQUE,
  name text NOT NULL,
  city text NOT NULL,
  country text NOT NULL CONSTRAINT datacenters_country_check CHECK (length(country) = 2),
  description text NOT NULL DEFAULT '',
  state text NOT NULL CONSTRAINT datacenters_state_check CHECK (state IN ('active', 'disabled')),
  position integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

CREATE TABLE operating_systems (
  id uuid PRIMARY KEY,
  slug text NOT NULL CONSTRAINT operating_systems_slug_key UNIQUE,
  family text NOT NULL CONSTRAINT operating_systems_family_check CHECK (family IN ('linux', 'windows')),
  name text NOT NULL,
  state text NOT NULL CONSTRAINT operating_systems_state_check CHECK (state IN ('active', 'disabled')),
  position integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

CREATE TABLE addons (
  id uuid PRIMARY KEY,
  slug text NOT NULL CONSTRAINT addons_slug_key UNIQUE,
  kind text NOT NULL CONSTRAINT addons_kind_check CHECK (kind IN ('control_panel', 'ssl', 'backup', 'ip', 'support', 'other')),
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  categories jsonb NOT NULL, -- JSON array: plan categories it fits
  os_families jsonb NOT NULL, -- JSON array: operating system families it fits
  state text NOT NULL CONSTRAINT addons_state_check CHECK (state IN ('active', 'disabled')),
  position integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

CREATE TABLE addon_prices (
  id uuid PRIMARY KEY,
  addon_id uuid NOT NULL REFERENCES addons (id),
  cycle text NOT NULL CONSTRAINT addon_prices_cycle_check CHECK (cycle IN ('monthly', 'quarterly', 'semiannual', 'yearly', 'biennial')),
  currency text NOT NULL CONSTRAINT addon_prices_currency_check CHECK (length(currency) = 3),
  amount bigint NOT NULL CONSTRAINT addon_prices_amount_check CHECK (amount >= 0),
  setup_fee bigint NOT NULL DEFAULT 0 CONSTRAINT addon_prices_setup_fee_check CHECK (setup_fee >= 0),
  retired_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX addon_prices_current_key ON addon_prices (addon_id, currency) WHERE retired_at IS NULL;

CREATE TABLE settings (
  section text PRIMARY KEY,
  value jsonb NOT NULL, -- JSON object, no secrets
  sealed bytea, -- sealed JSON object of the section's secrets
  updated_by uuid REFERENCES users (id),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

CREATE TABLE counters (
  name text PRIMARY KEY,
  next_value bigint NOT NULL CONSTRAINT counters_next_value_check CHECK (next_value > 0)
);
INSERT INTO counters (name, next_value) VALUES ('order', 10001), ('account', 1001);

CREATE TABLE idempotency_keys (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id),
  account_id uuid, -- NULL for staff routes
  scope text NOT NULL, -- 'user/account/route', the uniqueness key together with `key`
  key text NOT NULL CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 128),
  request_hash bytea NOT NULL,
  status integer NOT NULL,
  response jsonb NOT NULL, -- JSON of the first answer
  created_at timestamptz NOT NULL,
  CONSTRAINT idempotency_keys_scope_key UNIQUE (scope, key)
);
CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (created_at);

CREATE TABLE jobs (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  payload jsonb NOT NULL, -- JSON, never a secret
  dedupe_key text CONSTRAINT jobs_dedupe_key UNIQUE,
  run_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  max_attempts integer NOT NULL DEFAULT 12,
  lease_owner text,
  lease_until timestamptz,
  last_error text,
  finished_at timestamptz,
  failed_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX jobs_ready_idx ON jobs (run_at, id) WHERE finished_at IS NULL AND failed_at IS NULL;
CREATE INDEX jobs_failed_idx ON jobs (failed_at, id) WHERE failed_at IS NOT NULL;

CREATE TABLE workflows (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  status text NOT NULL CONSTRAINT workflows_status_check CHECK (status IN ('running', 'done', 'compensating', 'compensated', 'stuck')),
  step integer NOT NULL DEFAULT 0 CONSTRAINT workflows_step_check CHECK (step >= 0),
  state jsonb NOT NULL, -- JSON carried from step to step, never a secret
  last_error text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX workflows_live_key ON workflows (kind, subject_id) WHERE status IN ('running', 'compensating');
CREATE INDEX workflows_subject_idx ON workflows (subject_id);

CREATE TABLE audit_log (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CONSTRAINT audit_log_actor_kind_check CHECK (actor_kind IN ('user', 'staff', 'system', 'anonymous')),
  actor_id uuid,
  account_id uuid,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  before jsonb,
  after jsonb,
  reason text,
  ip text,
  session_id uuid,
  request_id text
);
CREATE INDEX audit_log_at_idx ON audit_log (at, id);
CREATE INDEX audit_log_subject_idx ON audit_log (subject_kind, subject_id, at);

-- What an account's people see as activity.
CREATE TABLE activities (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  service_id uuid,
  kind text NOT NULL,
  summary text NOT NULL,
  actor_label text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX activities_account_idx ON activities (account_id, at, id);
CREATE INDEX activities_service_idx ON activities (service_id, at, id) WHERE service_id IS NOT NULL;

CREATE TABLE emails (
  id uuid PRIMARY KEY,
  account_id uuid REFERENCES accounts (id),
  template text NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL DEFAULT '',
  status text NOT NULL CONSTRAINT emails_status_check CHECK (status IN ('queued', 'sent', 'failed')),
  transport text,
  provider_id text,
  last_error text,
  sent_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX emails_created_idx ON emails (created_at, id);
