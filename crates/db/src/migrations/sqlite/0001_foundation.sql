-- People, accounts, sessions, the catalogue, settings, jobs, audit.
-- Ids are 16-byte UUIDv7 blobs; instants RFC 3339 UTC text; dates YYYY-MM-DD text; money integer minor units.

CREATE TABLE users (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL CONSTRAINT users_email_folded_key UNIQUE,
  full_name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  phone TEXT,
  country TEXT CONSTRAINT users_country_check CHECK (country IS NULL OR length(country) = 2),
  locale TEXT NOT NULL DEFAULT 'en',
  time_zone TEXT NOT NULL DEFAULT 'UTC',
  email_verified_at TEXT,
  disabled_at TEXT,
  is_demo INTEGER NOT NULL DEFAULT 0 CONSTRAINT users_is_demo_check CHECK (is_demo IN (0, 1)),
  terms_accepted_at TEXT,
  last_seen_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX users_created_idx ON users (created_at, id);

-- Who owes and owns; separate from who signs in.
CREATE TABLE accounts (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  number INTEGER NOT NULL CONSTRAINT accounts_number_key UNIQUE,
  name TEXT NOT NULL,
  company TEXT,
  currency TEXT NOT NULL CONSTRAINT accounts_currency_check CHECK (length(currency) = 3),
  billing_email TEXT NOT NULL,
  address_line1 TEXT,
  address_line2 TEXT,
  city TEXT,
  region TEXT,
  postal_code TEXT,
  country TEXT CONSTRAINT accounts_country_check CHECK (country IS NULL OR length(country) = 2),
  tax_id TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE memberships (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  user_id BLOB NOT NULL REFERENCES users (id),
  account_id BLOB NOT NULL REFERENCES accounts (id),
  role TEXT NOT NULL CONSTRAINT memberships_role_check CHECK (role IN ('owner', 'billing', 'technical', 'read_only')),
  created_at TEXT NOT NULL,
  CONSTRAINT memberships_user_account_key UNIQUE (user_id, account_id)
) STRICT;
CREATE INDEX memberships_account_idx ON memberships (account_id);

CREATE TABLE staff_roles (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  key TEXT NOT NULL CONSTRAINT staff_roles_key_key UNIQUE,
  name TEXT NOT NULL,
  permissions TEXT NOT NULL,             -- JSON array of permission names
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE staff (
  user_id BLOB PRIMARY KEY NOT NULL REFERENCES users (id),
  role_id BLOB NOT NULL REFERENCES staff_roles (id),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE sessions (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  user_id BLOB NOT NULL REFERENCES users (id),
  active_account_id BLOB REFERENCES accounts (id),
  transport TEXT NOT NULL CONSTRAINT sessions_transport_check CHECK (transport IN ('cookie', 'bearer')),
  user_agent TEXT,
  ip TEXT,
  authenticated_at TEXT NOT NULL,        -- last time a factor was given; step-up counts from here
  last_used_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,              -- absolute end
  revoked_at TEXT,
  revoke_reason TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_user_idx ON sessions (user_id, created_at);

CREATE TABLE refresh_tokens (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  session_id BLOB NOT NULL REFERENCES sessions (id),
  token_hash BLOB NOT NULL CONSTRAINT refresh_tokens_hash_key UNIQUE,
  successor_id BLOB REFERENCES refresh_tokens (id) DEFERRABLE INITIALLY DEFERRED,
  consumed_at TEXT,
  revoked_at TEXT,
  expires_at TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX refresh_tokens_session_idx ON refresh_tokens (session_id);

CREATE TABLE plans (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  slug TEXT NOT NULL CONSTRAINT plans_slug_key UNIQUE,
  category TEXT NOT NULL CONSTRAINT plans_category_check CHECK (category IN ('vps', 'shared', 'dedicated')),
  name TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  vcpu INTEGER,
  cpu_label TEXT NOT NULL,
  ram_mb INTEGER NOT NULL CONSTRAINT plans_ram_mb_check CHECK (ram_mb > 0),
  disk_gb INTEGER NOT NULL CONSTRAINT plans_disk_gb_check CHECK (disk_gb > 0),
  disk_kind TEXT NOT NULL CONSTRAINT plans_disk_kind_check CHECK (disk_kind IN ('nvme', 'ssd', 'hdd')),
  traffic_gb INTEGER,                    -- NULL: unmetered
  features TEXT NOT NULL DEFAULT '[]',   -- JSON array of short lines
  state TEXT NOT NULL CONSTRAINT plans_state_check CHECK (state IN ('draft', 'live', 'hidden', 'retired')),
  position INTEGER NOT NULL DEFAULT 0,
  driver TEXT NOT NULL DEFAULT 'manual',
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Price rows never change; a new price retires the old row, and whoever bought keeps theirs.
CREATE TABLE plan_prices (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  plan_id BLOB NOT NULL REFERENCES plans (id),
  cycle TEXT NOT NULL CONSTRAINT plan_prices_cycle_check CHECK (cycle IN ('monthly', 'quarterly', 'semiannual', 'yearly', 'biennial')),
  currency TEXT NOT NULL CONSTRAINT plan_prices_currency_check CHECK (length(currency) = 3),
  amount INTEGER NOT NULL CONSTRAINT plan_prices_amount_check CHECK (amount >= 0),
  setup_fee INTEGER NOT NULL DEFAULT 0 CONSTRAINT plan_prices_setup_fee_check CHECK (setup_fee >= 0),
  retired_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX plan_prices_current_key ON plan_prices (plan_id, cycle, currency) WHERE retired_at IS NULL;

CREATE TABLE datacenters (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  slug TEXT NOT NULL CONSTRAINT datacenters_slug_key UNIQUE,
  name TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL CONSTRAINT datacenters_country_check CHECK (length(country) = 2),
  description TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CONSTRAINT datacenters_state_check CHECK (state IN ('active', 'disabled')),
  position INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE operating_systems (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  slug TEXT NOT NULL CONSTRAINT operating_systems_slug_key UNIQUE,
  family TEXT NOT NULL CONSTRAINT operating_systems_family_check CHECK (family IN ('linux', 'windows')),
  name TEXT NOT NULL,
  state TEXT NOT NULL CONSTRAINT operating_systems_state_check CHECK (state IN ('active', 'disabled')),
  position INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE addons (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  slug TEXT NOT NULL CONSTRAINT addons_slug_key UNIQUE,
  kind TEXT NOT NULL CONSTRAINT addons_kind_check CHECK (kind IN ('control_panel', 'ssl', 'backup', 'ip', 'support', 'other')),
  name TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  categories TEXT NOT NULL,              -- JSON array: plan categories it fits
  os_families TEXT NOT NULL,             -- JSON array: operating system families it fits
  state TEXT NOT NULL CONSTRAINT addons_state_check CHECK (state IN ('active', 'disabled')),
  position INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE addon_prices (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  addon_id BLOB NOT NULL REFERENCES addons (id),
  cycle TEXT NOT NULL CONSTRAINT addon_prices_cycle_check CHECK (cycle IN ('monthly', 'quarterly', 'semiannual', 'yearly', 'biennial')),
  currency TEXT NOT NULL CONSTRAINT addon_prices_currency_check CHECK (length(currency) = 3),
  amount INTEGER NOT NULL CONSTRAINT addon_prices_amount_check CHECK (amount >= 0),
  setup_fee INTEGER NOT NULL DEFAULT 0 CONSTRAINT addon_prices_setup_fee_check CHECK (setup_fee >= 0),
  retired_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX addon_prices_current_key ON addon_prices (addon_id, currency) WHERE retired_at IS NULL;

CREATE TABLE settings (
  section TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,                   -- JSON object, no secrets
  sealed BLOB,                           -- sealed JSON object of the section's secrets
  updated_by BLOB REFERENCES users (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE counters (
  name TEXT PRIMARY KEY NOT NULL,
  next_value INTEGER NOT NULL CONSTRAINT counters_next_value_check CHECK (next_value > 0)
) STRICT;
INSERT INTO counters (name, next_value) VALUES ('order', 10001), ('account', 1001);

CREATE TABLE idempotency_keys (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  user_id BLOB NOT NULL REFERENCES users (id),
  account_id BLOB,                       -- NULL for staff routes
  scope TEXT NOT NULL,                   -- 'user/account/route', the uniqueness key together with `key`
  key TEXT NOT NULL CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 128),
  request_hash BLOB NOT NULL,
  status INTEGER NOT NULL,
  response TEXT NOT NULL,                -- JSON of the first answer
  created_at TEXT NOT NULL,
  CONSTRAINT idempotency_keys_scope_key UNIQUE (scope, key)
) STRICT;
CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (created_at);

CREATE TABLE jobs (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,                 -- JSON, never a secret
  dedupe_key TEXT CONSTRAINT jobs_dedupe_key UNIQUE,
  run_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL DEFAULT 12,
  lease_owner TEXT,
  lease_until TEXT,
  last_error TEXT,
  finished_at TEXT,
  failed_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_ready_idx ON jobs (run_at, id) WHERE finished_at IS NULL AND failed_at IS NULL;
CREATE INDEX jobs_failed_idx ON jobs (failed_at, id) WHERE failed_at IS NOT NULL;

CREATE TABLE workflows (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  subject_id BLOB NOT NULL,
  status TEXT NOT NULL CONSTRAINT workflows_status_check CHECK (status IN ('running', 'done', 'compensating', 'compensated', 'stuck')),
  step INTEGER NOT NULL DEFAULT 0 CONSTRAINT workflows_step_check CHECK (step >= 0),
  state TEXT NOT NULL,                   -- JSON carried from step to step, never a secret
  last_error TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX workflows_live_key ON workflows (kind, subject_id) WHERE status IN ('running', 'compensating');
CREATE INDEX workflows_subject_idx ON workflows (subject_id);

CREATE TABLE audit_log (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  at TEXT NOT NULL,
  actor_kind TEXT NOT NULL CONSTRAINT audit_log_actor_kind_check CHECK (actor_kind IN ('user', 'staff', 'system', 'anonymous')),
  actor_id BLOB,
  account_id BLOB,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  before TEXT,
  after TEXT,
  reason TEXT,
  ip TEXT,
  session_id BLOB,
  request_id TEXT
) STRICT;
CREATE INDEX audit_log_at_idx ON audit_log (at, id);
CREATE INDEX audit_log_subject_idx ON audit_log (subject_kind, subject_id, at);

-- What an account's people see as activity.
CREATE TABLE activities (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES accounts (id),
  service_id BLOB,
  kind TEXT NOT NULL,
  summary TEXT NOT NULL,
  actor_label TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX activities_account_idx ON activities (account_id, at, id);
CREATE INDEX activities_service_idx ON activities (service_id, at, id) WHERE service_id IS NOT NULL;

CREATE TABLE emails (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  account_id BLOB REFERENCES accounts (id),
  template TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL CONSTRAINT emails_status_check CHECK (status IN ('queued', 'sent', 'failed')),
  transport TEXT,
  provider_id TEXT,
  last_error TEXT,
  sent_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX emails_created_idx ON emails (created_at, id);
