-- The ledger, documents, orders, payments, services; twin of sqlite/0002_money.sql. Triggers stand in 0003.

CREATE TABLE ledger_accounts (
  id uuid PRIMARY KEY,
  code text NOT NULL, -- 'wallet', 'receivable', 'deferred_revenue', 'manual_clearing:bank', …
  owner_id uuid REFERENCES accounts (id),-- the customer account for per-customer codes
  currency text NOT NULL CONSTRAINT ledger_accounts_currency_check CHECK (length(currency) = 3),
  side text NOT NULL CONSTRAINT ledger_accounts_side_check CHECK (side IN ('debit', 'credit')),
  bounded boolean NOT NULL,
  tracked boolean NOT NULL,
  debits bigint NOT NULL DEFAULT 0 CONSTRAINT ledger_accounts_debits_check CHECK (debits >= 0),
  credits bigint NOT NULL DEFAULT 0 CONSTRAINT ledger_accounts_credits_check CHECK (credits >= 0),
  line_count bigint NOT NULL DEFAULT 0 CONSTRAINT ledger_accounts_line_count_check CHECK (line_count >= 0),
  created_at timestamptz NOT NULL,
  CONSTRAINT ledger_accounts_id_currency_key UNIQUE (id, currency),
  CONSTRAINT ledger_accounts_bounded_needs_tracking CHECK (NOT bounded OR tracked),
  CONSTRAINT ledger_accounts_not_below_zero CHECK (
    NOT bounded
    OR (side = 'credit' AND credits >= debits)
    OR (side = 'debit' AND debits >= credits))
);
CREATE UNIQUE INDEX ledger_accounts_owned_key ON ledger_accounts (owner_id, code, currency) WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX ledger_accounts_shared_key ON ledger_accounts (code, currency) WHERE owner_id IS NULL;

CREATE TABLE ledger_entries (
  id uuid PRIMARY KEY,
  event_key text NOT NULL CONSTRAINT ledger_entries_event_key UNIQUE CONSTRAINT ledger_entries_event_key_check CHECK (length(event_key) BETWEEN 1 AND 200),
  kind text NOT NULL,
  actor_kind text NOT NULL CONSTRAINT ledger_entries_actor_kind_check CHECK (actor_kind IN ('user', 'staff', 'system', 'anonymous')),
  actor_id uuid,
  reason text,
  effective_on date NOT NULL, -- business date
  reverses uuid CONSTRAINT ledger_entries_reverses_key UNIQUE REFERENCES ledger_entries (id),
  correlation text,
  first_line integer NOT NULL DEFAULT 1 CONSTRAINT ledger_entries_first_line_check CHECK (first_line = 1),
  created_at timestamptz NOT NULL,
  CONSTRAINT ledger_entries_staff_reason CHECK (actor_kind <> 'staff' OR (reason IS NOT NULL AND length(reason) > 0))
);

CREATE TABLE ledger_transfers (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES ledger_entries (id),
  line integer NOT NULL CONSTRAINT ledger_transfers_line_check CHECK (line BETWEEN 1 AND 64),
  debit_account uuid NOT NULL,
  credit_account uuid NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL CONSTRAINT ledger_transfers_amount_check CHECK (amount BETWEEN 1 AND 100000000000000),
  created_at timestamptz NOT NULL,
  CONSTRAINT ledger_transfers_line_key UNIQUE (entry_id, line),
  CONSTRAINT ledger_transfers_two_accounts CHECK (debit_account <> credit_account),
  FOREIGN KEY (debit_account, currency) REFERENCES ledger_accounts (id, currency),
  FOREIGN KEY (credit_account, currency) REFERENCES ledger_accounts (id, currency)
);
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_not_empty FOREIGN KEY (id, first_line)
  REFERENCES ledger_transfers (entry_id, line) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX ledger_transfers_debit_idx ON ledger_transfers (debit_account, id);
CREATE INDEX ledger_transfers_credit_idx ON ledger_transfers (credit_account, id);

-- One line per movement of a tracked account, with the balance after it on the account's normal side; written by trigger.
CREATE TABLE ledger_statement (
  account_id uuid NOT NULL REFERENCES ledger_accounts (id),
  seq bigint NOT NULL CONSTRAINT ledger_statement_seq_check CHECK (seq > 0),
  transfer_id uuid NOT NULL REFERENCES ledger_transfers (id),
  change bigint NOT NULL, -- signed on the account's normal side
  balance bigint NOT NULL,
  PRIMARY KEY (account_id, seq)
);
CREATE INDEX ledger_statement_transfer_idx ON ledger_statement (transfer_id);

-- Contiguous document numbers; a row is created at 1 and only ever steps by one.
CREATE TABLE doc_series (
  series text PRIMARY KEY CONSTRAINT doc_series_series_check CHECK (length(series) BETWEEN 1 AND 32),
  next_no bigint NOT NULL CONSTRAINT doc_series_next_no_check CHECK (next_no >= 1)
);

CREATE TABLE invoices (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  order_id uuid,
  status text NOT NULL CONSTRAINT invoices_status_check CHECK (status IN ('draft', 'proforma', 'open', 'paid', 'void', 'uncollectible')),
  reference text NOT NULL CONSTRAINT invoices_reference_key UNIQUE, -- PRO-2026-000123
  number_series text REFERENCES doc_series (series),
  number_no bigint CONSTRAINT invoices_number_no_check CHECK (number_no IS NULL OR number_no >= 1),
  number text CONSTRAINT invoices_number_key UNIQUE, -- INV-2026-000045, at most 16 characters
  currency text NOT NULL CONSTRAINT invoices_currency_check CHECK (length(currency) = 3),
  subtotal bigint NOT NULL CONSTRAINT invoices_subtotal_check CHECK (subtotal >= 0),
  discount bigint NOT NULL DEFAULT 0 CONSTRAINT invoices_discount_check CHECK (discount >= 0),
  tax bigint NOT NULL DEFAULT 0 CONSTRAINT invoices_tax_check CHECK (tax >= 0),
  total bigint NOT NULL CONSTRAINT invoices_total_check CHECK (total >= 0),
  allocated bigint NOT NULL DEFAULT 0 CONSTRAINT invoices_allocated_check CHECK (allocated >= 0),
  released bigint NOT NULL DEFAULT 0 CONSTRAINT invoices_released_check CHECK (released >= 0),
  credited bigint NOT NULL DEFAULT 0 CONSTRAINT invoices_credited_check CHECK (credited >= 0),
  written_off bigint NOT NULL DEFAULT 0 CONSTRAINT invoices_written_off_check CHECK (written_off >= 0),
  issued_on date NOT NULL,
  due_on date NOT NULL,
  numbered_on date,
  paid_at timestamptz,
  seller jsonb NOT NULL, -- JSON snapshot
  buyer jsonb NOT NULL, -- JSON snapshot
  notes text,
  pdf_sha256 text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  CONSTRAINT invoices_total CHECK (total = subtotal - discount + tax),
  CONSTRAINT invoices_due CHECK (total - credited - written_off - (allocated - released) >= 0),
  CONSTRAINT invoices_released CHECK (released <= allocated),
  CONSTRAINT invoices_paid_is_settled CHECK (status <> 'paid' OR
    (number IS NOT NULL AND total - credited - written_off - (allocated - released) = 0)),
  CONSTRAINT invoices_open_is_numbered CHECK (status NOT IN ('open', 'uncollectible') OR number IS NOT NULL),
  CONSTRAINT invoices_void_is_not_numbered CHECK (status NOT IN ('void', 'draft', 'proforma') OR number IS NULL),
  CONSTRAINT invoices_number_whole CHECK ((number IS NULL) = (number_series IS NULL) AND (number IS NULL) = (number_no IS NULL)),
  CONSTRAINT invoices_number_length CHECK (number IS NULL OR length(number) <= 16),
  CONSTRAINT invoices_series_no_key UNIQUE (number_series, number_no)
);
CREATE INDEX invoices_account_idx ON invoices (account_id, created_at, id);
CREATE INDEX invoices_created_idx ON invoices (created_at, id);
CREATE INDEX invoices_status_idx ON invoices (status, created_at, id);
CREATE INDEX invoices_order_idx ON invoices (order_id);

CREATE TABLE invoice_lines (
  id uuid PRIMARY KEY,
  invoice_id uuid NOT NULL REFERENCES invoices (id),
  position integer NOT NULL CONSTRAINT invoice_lines_position_check CHECK (position BETWEEN 1 AND 200),
  kind text NOT NULL CONSTRAINT invoice_lines_kind_check CHECK (kind IN ('plan', 'addon', 'setup', 'other')),
  revenue_line text NOT NULL CONSTRAINT invoice_lines_revenue_line_check CHECK (revenue_line IN ('vps', 'shared', 'dedicated', 'addon', 'setup', 'other')),
  description text NOT NULL,
  detail text,
  cycle text,
  period_start date,
  period_end date,
  quantity bigint NOT NULL CONSTRAINT invoice_lines_quantity_check CHECK (quantity >= 1),
  unit_amount bigint NOT NULL CONSTRAINT invoice_lines_unit_amount_check CHECK (unit_amount >= 0),
  amount bigint NOT NULL CONSTRAINT invoice_lines_amount_check CHECK (amount >= 0 AND amount = quantity * unit_amount),
  discount bigint NOT NULL DEFAULT 0 CONSTRAINT invoice_lines_discount_check CHECK (discount >= 0 AND discount <= amount),
  tax_rate_ppm integer NOT NULL DEFAULT 0 CONSTRAINT invoice_lines_tax_rate_ppm_check CHECK (tax_rate_ppm BETWEEN 0 AND 1000000),
  tax bigint NOT NULL DEFAULT 0 CONSTRAINT invoice_lines_tax_check CHECK (tax >= 0),
  created_at timestamptz NOT NULL,
  CONSTRAINT invoice_lines_position_key UNIQUE (invoice_id, position)
);

CREATE TABLE allocations (
  id uuid PRIMARY KEY,
  invoice_id uuid NOT NULL REFERENCES invoices (id),
  transfer_id uuid NOT NULL CONSTRAINT allocations_transfer_key UNIQUE REFERENCES ledger_transfers (id),
  amount bigint NOT NULL CONSTRAINT allocations_amount_check CHECK (amount > 0),
  created_at timestamptz NOT NULL
);
CREATE INDEX allocations_invoice_idx ON allocations (invoice_id);

CREATE TABLE payments (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  invoice_id uuid REFERENCES invoices (id),
  method text NOT NULL CONSTRAINT payments_method_check CHECK (method IN ('wallet', 'bank_transfer', 'crypto', 'card', 'upi', 'other')),
  currency text NOT NULL CONSTRAINT payments_currency_check CHECK (length(currency) = 3),
  amount bigint NOT NULL CONSTRAINT payments_amount_check CHECK (amount > 0),
  reference text NOT NULL,
  reference_key text NOT NULL, -- upper case, no white space
  received_on date NOT NULL,
  note text,
  recorded_by uuid REFERENCES users (id),
  entry_id uuid NOT NULL CONSTRAINT payments_entry_key UNIQUE REFERENCES ledger_entries (id),
  created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX payments_reference_key ON payments (method, reference_key) WHERE method <> 'wallet';
CREATE INDEX payments_invoice_idx ON payments (invoice_id);
CREATE INDEX payments_account_idx ON payments (account_id, created_at, id);

CREATE TABLE topups (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  requested_by uuid NOT NULL REFERENCES users (id),
  method text NOT NULL CONSTRAINT topups_method_check CHECK (method IN ('bank_transfer', 'crypto', 'card', 'upi', 'other')),
  currency text NOT NULL CONSTRAINT topups_currency_check CHECK (length(currency) = 3),
  amount bigint NOT NULL CONSTRAINT topups_amount_check CHECK (amount > 0),
  reference text NOT NULL CONSTRAINT topups_reference_key UNIQUE,
  status text NOT NULL CONSTRAINT topups_status_check CHECK (status IN ('awaiting_payment', 'submitted', 'in_review', 'needs_info', 'approved', 'rejected', 'cancelled', 'expired', 'reversed')),
  verified_amount bigint CONSTRAINT topups_verified_amount_check CHECK (verified_amount IS NULL OR verified_amount > 0),
  value_date date,
  reviewed_by uuid REFERENCES users (id),
  reviewed_at timestamptz,
  entry_id uuid CONSTRAINT topups_entry_key UNIQUE REFERENCES ledger_entries (id),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  CONSTRAINT topups_approved_is_posted CHECK ((status IN ('approved', 'reversed')) = (entry_id IS NOT NULL)),
  CONSTRAINT topups_approved_is_verified CHECK (status <> 'approved' OR
    (verified_amount IS NOT NULL AND value_date IS NOT NULL AND reviewed_by IS NOT NULL AND reviewed_by <> requested_by))
);
CREATE INDEX topups_account_idx ON topups (account_id, created_at, id);
CREATE INDEX topups_status_idx ON topups (status, created_at, id);

CREATE TABLE orders (
  id uuid PRIMARY KEY,
  number bigint NOT NULL CONSTRAINT orders_number_key UNIQUE,
  account_id uuid NOT NULL REFERENCES accounts (id),
  placed_by uuid NOT NULL REFERENCES users (id),
  status text NOT NULL CONSTRAINT orders_status_check CHECK (status IN ('pending', 'provisioning', 'active', 'failed', 'cancelled', 'expired', 'fraud')),
  plan_id uuid NOT NULL REFERENCES plans (id),
  plan_name text NOT NULL,
  category text NOT NULL,
  cycle text NOT NULL,
  operating_system_id uuid REFERENCES operating_systems (id),
  datacenter_id uuid NOT NULL REFERENCES datacenters (id),
  hostname text,
  notes text,
  payment_method text NOT NULL CONSTRAINT orders_payment_method_check CHECK (payment_method IN ('wallet', 'bank_transfer', 'crypto', 'card', 'upi', 'other')),
  currency text NOT NULL CONSTRAINT orders_currency_check CHECK (length(currency) = 3),
  total bigint NOT NULL CONSTRAINT orders_total_check CHECK (total >= 0),
  invoice_id uuid NOT NULL CONSTRAINT orders_invoice_key UNIQUE REFERENCES invoices (id),
  service_id uuid,
  expires_at timestamptz,
  paid_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);
CREATE INDEX orders_created_idx ON orders (created_at, id);
CREATE INDEX orders_account_idx ON orders (account_id, created_at, id);
CREATE INDEX orders_status_idx ON orders (status, created_at, id);

CREATE TABLE order_items (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders (id),
  position integer NOT NULL,
  kind text NOT NULL CONSTRAINT order_items_kind_check CHECK (kind IN ('plan', 'addon')),
  addon_id uuid REFERENCES addons (id),
  price_id uuid NOT NULL, -- plan_prices or addon_prices row, by kind
  description text NOT NULL,
  cycle text NOT NULL,
  amount bigint NOT NULL CONSTRAINT order_items_amount_check CHECK (amount >= 0),
  setup_fee bigint NOT NULL DEFAULT 0 CONSTRAINT order_items_setup_fee_check CHECK (setup_fee >= 0),
  CONSTRAINT order_items_position_key UNIQUE (order_id, position)
);

CREATE TABLE services (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  order_id uuid CONSTRAINT services_order_key UNIQUE REFERENCES orders (id),
  plan_id uuid NOT NULL REFERENCES plans (id),
  plan_name text NOT NULL,
  category text NOT NULL CONSTRAINT services_category_check CHECK (category IN ('vps', 'shared', 'dedicated')),
  cycle text NOT NULL,
  datacenter_id uuid NOT NULL REFERENCES datacenters (id),
  operating_system_id uuid REFERENCES operating_systems (id),
  status text NOT NULL CONSTRAINT services_status_check CHECK (status IN ('pending', 'provisioning', 'active', 'terminating', 'terminated', 'failed')),
  driver text NOT NULL,
  label text,
  hostname text,
  ip_address text,
  ssh_port integer CONSTRAINT services_ssh_port_check CHECK (ssh_port IS NULL OR ssh_port BETWEEN 1 AND 65535),
  panel_kind text, -- add-on name, e.g. 'cPanel/WHM'
  panel_url text,
  notes text, -- from staff to the customer
  auto_renew boolean NOT NULL DEFAULT true,
  currency text NOT NULL CONSTRAINT services_currency_check CHECK (length(currency) = 3),
  recurring_amount bigint NOT NULL CONSTRAINT services_recurring_amount_check CHECK (recurring_amount >= 0), -- of the plan item, per cycle
  next_due_on date,
  activated_at timestamptz,
  terminated_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1
);
CREATE INDEX services_account_idx ON services (account_id, created_at, id);
CREATE INDEX services_created_idx ON services (created_at, id);
CREATE INDEX services_status_idx ON services (status, created_at, id);
CREATE INDEX services_ip_idx ON services (ip_address) WHERE ip_address IS NOT NULL;
CREATE INDEX services_due_idx ON services (next_due_on) WHERE next_due_on IS NOT NULL;

-- What recurs: the plan and each add-on, each with its own cycle, anchor and next date.
CREATE TABLE service_items (
  id uuid PRIMARY KEY,
  service_id uuid NOT NULL REFERENCES services (id),
  kind text NOT NULL CONSTRAINT service_items_kind_check CHECK (kind IN ('plan', 'addon')),
  addon_id uuid REFERENCES addons (id),
  price_id uuid NOT NULL,
  description text NOT NULL,
  cycle text NOT NULL,
  currency text NOT NULL CONSTRAINT service_items_currency_check CHECK (length(currency) = 3),
  amount bigint NOT NULL CONSTRAINT service_items_amount_check CHECK (amount >= 0),
  anchor_on date,
  next_due_on date,
  ended_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX service_items_service_idx ON service_items (service_id);

CREATE TABLE service_periods (
  id uuid PRIMARY KEY,
  service_item_id uuid NOT NULL REFERENCES service_items (id),
  period_no integer NOT NULL CONSTRAINT service_periods_period_no_check CHECK (period_no >= 0),
  starts_on date NOT NULL,
  ends_on date NOT NULL, -- half open: the first day not covered
  invoice_id uuid NOT NULL REFERENCES invoices (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT service_periods_no_key UNIQUE (service_item_id, period_no),
  CONSTRAINT service_periods_forward CHECK (ends_on > starts_on)
);
CREATE INDEX service_periods_invoice_idx ON service_periods (invoice_id);

CREATE TABLE service_holds (
  id uuid PRIMARY KEY,
  service_id uuid NOT NULL REFERENCES services (id),
  kind text NOT NULL CONSTRAINT service_holds_kind_check CHECK (kind IN ('overdue', 'abuse', 'dispute', 'admin', 'customer_pause')),
  reason text,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE UNIQUE INDEX service_holds_open_key ON service_holds (service_id, kind) WHERE closed_at IS NULL;

CREATE TABLE service_credentials (
  id uuid PRIMARY KEY,
  service_id uuid NOT NULL REFERENCES services (id),
  kind text NOT NULL CONSTRAINT service_credentials_kind_check CHECK (kind IN ('ssh', 'control_panel')),
  username text NOT NULL,
  sealed bytea, -- NULL once destroyed
  key_id text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  CONSTRAINT service_credentials_kind_key UNIQUE (service_id, kind)
);

CREATE TABLE allowed_transitions (
  machine text NOT NULL CONSTRAINT allowed_transitions_machine_check CHECK (machine IN ('order', 'invoice', 'service', 'topup')),
  from_state text NOT NULL,
  to_state text NOT NULL,
  PRIMARY KEY (machine, from_state, to_state)
);
INSERT INTO allowed_transitions (machine, from_state, to_state) VALUES
  ('order', 'pending', 'provisioning'), ('order', 'pending', 'active'), ('order', 'pending', 'cancelled'),
  ('order', 'pending', 'expired'), ('order', 'pending', 'fraud'),
  ('order', 'provisioning', 'active'), ('order', 'provisioning', 'failed'), ('order', 'provisioning', 'pending'),
  ('order', 'failed', 'provisioning'), ('order', 'failed', 'cancelled'), ('order', 'fraud', 'pending'),
  ('order', 'fraud', 'cancelled'),
  ('invoice', 'draft', 'proforma'), ('invoice', 'draft', 'void'), ('invoice', 'proforma', 'paid'),
  ('invoice', 'proforma', 'open'), ('invoice', 'proforma', 'void'), ('invoice', 'open', 'paid'),
  ('invoice', 'open', 'uncollectible'), ('invoice', 'uncollectible', 'paid'),
  ('service', 'pending', 'provisioning'), ('service', 'pending', 'active'), ('service', 'pending', 'failed'),
  ('service', 'provisioning', 'active'), ('service', 'provisioning', 'failed'), ('service', 'provisioning', 'pending'),
  ('service', 'failed', 'provisioning'), ('service', 'failed', 'terminated'), ('service', 'active', 'terminating'),
  ('service', 'pending', 'terminated'), ('service', 'terminating', 'active'), ('service', 'terminating', 'terminated'),
  ('topup', 'awaiting_payment', 'submitted'), ('topup', 'awaiting_payment', 'cancelled'),
  ('topup', 'awaiting_payment', 'expired'), ('topup', 'submitted', 'in_review'), ('topup', 'submitted', 'cancelled'),
  ('topup', 'submitted', 'expired'), ('topup', 'submitted', 'approved'), ('topup', 'submitted', 'rejected'),
  ('topup', 'in_review', 'approved'), ('topup', 'in_review', 'rejected'), ('topup', 'in_review', 'needs_info'),
  ('topup', 'needs_info', 'submitted'), ('topup', 'approved', 'reversed');
