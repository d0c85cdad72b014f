-- The ledger, documents, orders, payments, services. Triggers stand in 0003.

CREATE TABLE ledger_accounts (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,                    -- 'wallet', 'receivable', 'deferred_revenue', 'manual_clearing:bank', …
  owner_id BLOB REFERENCES accounts (id),-- the customer account for per-customer codes
  currency TEXT NOT NULL CONSTRAINT ledger_accounts_currency_check CHECK (length(currency) = 3),
  side TEXT NOT NULL CONSTRAINT ledger_accounts_side_check CHECK (side IN ('debit', 'credit')),
  bounded INTEGER NOT NULL CONSTRAINT ledger_accounts_bounded_check CHECK (bounded IN (0, 1)),
  tracked INTEGER NOT NULL CONSTRAINT ledger_accounts_tracked_check CHECK (tracked IN (0, 1)),
  debits INTEGER NOT NULL DEFAULT 0 CONSTRAINT ledger_accounts_debits_check CHECK (debits >= 0),
  credits INTEGER NOT NULL DEFAULT 0 CONSTRAINT ledger_accounts_credits_check CHECK (credits >= 0),
  line_count INTEGER NOT NULL DEFAULT 0 CONSTRAINT ledger_accounts_line_count_check CHECK (line_count >= 0),
  created_at TEXT NOT NULL,
  CONSTRAINT ledger_accounts_id_currency_key UNIQUE (id, currency),
  CONSTRAINT ledger_accounts_bounded_needs_tracking CHECK (bounded = 0 OR tracked = 1),
  CONSTRAINT ledger_accounts_not_below_zero CHECK (
    bounded = 0
    OR (side = 'credit' AND credits >= debits)
    OR (side = 'debit' AND debits >= credits))
) STRICT;
CREATE UNIQUE INDEX ledger_accounts_owned_key ON ledger_accounts (owner_id, code, currency) WHERE owner_id IS NOT NULL;
CREATE UNIQUE INDEX ledger_accounts_shared_key ON ledger_accounts (code, currency) WHERE owner_id IS NULL;

CREATE TABLE ledger_entries (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  event_key TEXT NOT NULL CONSTRAINT ledger_entries_event_key UNIQUE CONSTRAINT ledger_entries_event_key_check CHECK (length(event_key) BETWEEN 1 AND 200),
  kind TEXT NOT NULL,
  actor_kind TEXT NOT NULL CONSTRAINT ledger_entries_actor_kind_check CHECK (actor_kind IN ('user', 'staff', 'system', 'anonymous')),
  actor_id BLOB,
  reason TEXT,
  effective_on TEXT NOT NULL,            -- business date
  reverses BLOB CONSTRAINT ledger_entries_reverses_key UNIQUE REFERENCES ledger_entries (id),
  correlation TEXT,
  first_line INTEGER NOT NULL DEFAULT 1 CONSTRAINT ledger_entries_first_line_check CHECK (first_line = 1),
  created_at TEXT NOT NULL,
  CONSTRAINT ledger_entries_staff_reason CHECK (actor_kind <> 'staff' OR (reason IS NOT NULL AND length(reason) > 0)),
  CONSTRAINT ledger_entries_not_empty FOREIGN KEY (id, first_line)
    REFERENCES ledger_transfers (entry_id, line) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE ledger_transfers (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  entry_id BLOB NOT NULL REFERENCES ledger_entries (id),
  line INTEGER NOT NULL CONSTRAINT ledger_transfers_line_check CHECK (line BETWEEN 1 AND 64),
  debit_account BLOB NOT NULL,
  credit_account BLOB NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL CONSTRAINT ledger_transfers_amount_check CHECK (amount BETWEEN 1 AND 100000000000000),
  created_at TEXT NOT NULL,
  CONSTRAINT ledger_transfers_line_key UNIQUE (entry_id, line),
  CONSTRAINT ledger_transfers_two_accounts CHECK (debit_account <> credit_account),
  FOREIGN KEY (debit_account, currency) REFERENCES ledger_accounts (id, currency),
  FOREIGN KEY (credit_account, currency) REFERENCES ledger_accounts (id, currency)
) STRICT;
CREATE INDEX ledger_transfers_debit_idx ON ledger_transfers (debit_account, id);
CREATE INDEX ledger_transfers_credit_idx ON ledger_transfers (credit_account, id);

-- One line per movement of a tracked account, with the balance after it on the account's normal side; written by trigger.
CREATE TABLE ledger_statement (
  account_id BLOB NOT NULL REFERENCES ledger_accounts (id),
  seq INTEGER NOT NULL CONSTRAINT ledger_statement_seq_check CHECK (seq > 0),
  transfer_id BLOB NOT NULL REFERENCES ledger_transfers (id),
  change INTEGER NOT NULL,               -- signed on the account's normal side
  balance INTEGER NOT NULL,
  PRIMARY KEY (account_id, seq)
) STRICT;
CREATE INDEX ledger_statement_transfer_idx ON ledger_statement (transfer_id);

-- Contiguous document numbers; a row is created at 1 and only ever steps by one.
CREATE TABLE doc_series (
  series TEXT PRIMARY KEY NOT NULL CONSTRAINT doc_series_series_check CHECK (length(series) BETWEEN 1 AND 32),
  next_no INTEGER NOT NULL CONSTRAINT doc_series_next_no_check CHECK (next_no >= 1)
) STRICT;

CREATE TABLE invoices (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES accounts (id),
  order_id BLOB,
  status TEXT NOT NULL CONSTRAINT invoices_status_check CHECK (status IN ('draft', 'proforma', 'open', 'paid', 'void', 'uncollectible')),
  reference TEXT NOT NULL CONSTRAINT invoices_reference_key UNIQUE,      -- PRO-2026-000123
  number_series TEXT REFERENCES doc_series (series),
  number_no INTEGER CONSTRAINT invoices_number_no_check CHECK (number_no IS NULL OR number_no >= 1),
  number TEXT CONSTRAINT invoices_number_key UNIQUE,                     -- INV-2026-000045, at most 16 characters
  currency TEXT NOT NULL CONSTRAINT invoices_currency_check CHECK (length(currency) = 3),
  subtotal INTEGER NOT NULL CONSTRAINT invoices_subtotal_check CHECK (subtotal >= 0),
  discount INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoices_discount_check CHECK (discount >= 0),
  tax INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoices_tax_check CHECK (tax >= 0),
  total INTEGER NOT NULL CONSTRAINT invoices_total_check CHECK (total >= 0),
  allocated INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoices_allocated_check CHECK (allocated >= 0),
  released INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoices_released_check CHECK (released >= 0),
  credited INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoices_credited_check CHECK (credited >= 0),
  written_off INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoices_written_off_check CHECK (written_off >= 0),
  issued_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  numbered_on TEXT,
  paid_at TEXT,
  seller TEXT NOT NULL,                  -- JSON snapshot
  buyer TEXT NOT NULL,                   -- JSON snapshot
  notes TEXT,
  pdf_sha256 TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
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
) STRICT;
CREATE INDEX invoices_account_idx ON invoices (account_id, created_at, id);
CREATE INDEX invoices_created_idx ON invoices (created_at, id);
CREATE INDEX invoices_status_idx ON invoices (status, created_at, id);
CREATE INDEX invoices_order_idx ON invoices (order_id);

CREATE TABLE invoice_lines (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  invoice_id BLOB NOT NULL REFERENCES invoices (id),
  position INTEGER NOT NULL CONSTRAINT invoice_lines_position_check CHECK (position BETWEEN 1 AND 200),
  kind TEXT NOT NULL CONSTRAINT invoice_lines_kind_check CHECK (kind IN ('plan', 'addon', 'setup', 'other')),
  revenue_line TEXT NOT NULL CONSTRAINT invoice_lines_revenue_line_check CHECK (revenue_line IN ('vps', 'shared', 'dedicated', 'addon', 'setup', 'other')),
  description TEXT NOT NULL,
  detail TEXT,
  cycle TEXT,
  period_start TEXT,
  period_end TEXT,
  quantity INTEGER NOT NULL CONSTRAINT invoice_lines_quantity_check CHECK (quantity >= 1),
  unit_amount INTEGER NOT NULL CONSTRAINT invoice_lines_unit_amount_check CHECK (unit_amount >= 0),
  amount INTEGER NOT NULL CONSTRAINT invoice_lines_amount_check CHECK (amount >= 0 AND amount = quantity * unit_amount),
  discount INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoice_lines_discount_check CHECK (discount >= 0 AND discount <= amount),
  tax_rate_ppm INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoice_lines_tax_rate_ppm_check CHECK (tax_rate_ppm BETWEEN 0 AND 1000000),
  tax INTEGER NOT NULL DEFAULT 0 CONSTRAINT invoice_lines_tax_check CHECK (tax >= 0),
  created_at TEXT NOT NULL,
  CONSTRAINT invoice_lines_position_key UNIQUE (invoice_id, position)
) STRICT;

CREATE TABLE allocations (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  invoice_id BLOB NOT NULL REFERENCES invoices (id),
  transfer_id BLOB NOT NULL CONSTRAINT allocations_transfer_key UNIQUE REFERENCES ledger_transfers (id),
  amount INTEGER NOT NULL CONSTRAINT allocations_amount_check CHECK (amount > 0),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX allocations_invoice_idx ON allocations (invoice_id);

CREATE TABLE payments (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES accounts (id),
  invoice_id BLOB REFERENCES invoices (id),
  method TEXT NOT NULL CONSTRAINT payments_method_check CHECK (method IN ('wallet', 'bank_transfer', 'crypto', 'card', 'upi', 'other')),
  currency TEXT NOT NULL CONSTRAINT payments_currency_check CHECK (length(currency) = 3),
  amount INTEGER NOT NULL CONSTRAINT payments_amount_check CHECK (amount > 0),
  reference TEXT NOT NULL,
  reference_key TEXT NOT NULL,           -- upper case, no white space
  received_on TEXT NOT NULL,
  note TEXT,
  recorded_by BLOB REFERENCES users (id),
  entry_id BLOB NOT NULL CONSTRAINT payments_entry_key UNIQUE REFERENCES ledger_entries (id),
  created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX payments_reference_key ON payments (method, reference_key) WHERE method <> 'wallet';
CREATE INDEX payments_invoice_idx ON payments (invoice_id);
CREATE INDEX payments_account_idx ON payments (account_id, created_at, id);

CREATE TABLE topups (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES accounts (id),
  requested_by BLOB NOT NULL REFERENCES users (id),
  method TEXT NOT NULL CONSTRAINT topups_method_check CHECK (method IN ('bank_transfer', 'crypto', 'card', 'upi', 'other')),
  currency TEXT NOT NULL CONSTRAINT topups_currency_check CHECK (length(currency) = 3),
  amount INTEGER NOT NULL CONSTRAINT topups_amount_check CHECK (amount > 0),
  reference TEXT NOT NULL CONSTRAINT topups_reference_key UNIQUE,
  status TEXT NOT NULL CONSTRAINT topups_status_check CHECK (status IN ('awaiting_payment', 'submitted', 'in_review', 'needs_info', 'approved', 'rejected', 'cancelled', 'expired', 'reversed')),
  verified_amount INTEGER CONSTRAINT topups_verified_amount_check CHECK (verified_amount IS NULL OR verified_amount > 0),
  value_date TEXT,
  reviewed_by BLOB REFERENCES users (id),
  reviewed_at TEXT,
  entry_id BLOB CONSTRAINT topups_entry_key UNIQUE REFERENCES ledger_entries (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT topups_approved_is_posted CHECK ((status IN ('approved', 'reversed')) = (entry_id IS NOT NULL)),
  CONSTRAINT topups_approved_is_verified CHECK (status <> 'approved' OR
    (verified_amount IS NOT NULL AND value_date IS NOT NULL AND reviewed_by IS NOT NULL AND reviewed_by <> requested_by))
) STRICT;
CREATE INDEX topups_account_idx ON topups (account_id, created_at, id);
CREATE INDEX topups_status_idx ON topups (status, created_at, id);

CREATE TABLE orders (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  number INTEGER NOT NULL CONSTRAINT orders_number_key UNIQUE,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  placed_by BLOB NOT NULL REFERENCES users (id),
  status TEXT NOT NULL CONSTRAINT orders_status_check CHECK (status IN ('pending', 'provisioning', 'active', 'failed', 'cancelled', 'expired', 'fraud')),
  plan_id BLOB NOT NULL REFERENCES plans (id),
  plan_name TEXT NOT NULL,
  category TEXT NOT NULL,
  cycle TEXT NOT NULL,
  operating_system_id BLOB REFERENCES operating_systems (id),
  datacenter_id BLOB NOT NULL REFERENCES datacenters (id),
  hostname TEXT,
  notes TEXT,
  payment_method TEXT NOT NULL CONSTRAINT orders_payment_method_check CHECK (payment_method IN ('wallet', 'bank_transfer', 'crypto', 'card', 'upi', 'other')),
  currency TEXT NOT NULL CONSTRAINT orders_currency_check CHECK (length(currency) = 3),
  total INTEGER NOT NULL CONSTRAINT orders_total_check CHECK (total >= 0),
  invoice_id BLOB NOT NULL CONSTRAINT orders_invoice_key UNIQUE REFERENCES invoices (id),
  service_id BLOB,
  expires_at TEXT,
  paid_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX orders_created_idx ON orders (created_at, id);
CREATE INDEX orders_account_idx ON orders (account_id, created_at, id);
CREATE INDEX orders_status_idx ON orders (status, created_at, id);

CREATE TABLE order_items (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  order_id BLOB NOT NULL REFERENCES orders (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CONSTRAINT order_items_kind_check CHECK (kind IN ('plan', 'addon')),
  addon_id BLOB REFERENCES addons (id),
  price_id BLOB NOT NULL,                -- plan_prices or addon_prices row, by kind
  description TEXT NOT NULL,
  cycle TEXT NOT NULL,
  amount INTEGER NOT NULL CONSTRAINT order_items_amount_check CHECK (amount >= 0),
  setup_fee INTEGER NOT NULL DEFAULT 0 CONSTRAINT order_items_setup_fee_check CHECK (setup_fee >= 0),
  CONSTRAINT order_items_position_key UNIQUE (order_id, position)
) STRICT;

CREATE TABLE services (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES accounts (id),
  order_id BLOB CONSTRAINT services_order_key UNIQUE REFERENCES orders (id),
  plan_id BLOB NOT NULL REFERENCES plans (id),
  plan_name TEXT NOT NULL,
  category TEXT NOT NULL CONSTRAINT services_category_check CHECK (category IN ('vps', 'shared', 'dedicated')),
  cycle TEXT NOT NULL,
  datacenter_id BLOB NOT NULL REFERENCES datacenters (id),
  operating_system_id BLOB REFERENCES operating_systems (id),
  status TEXT NOT NULL CONSTRAINT services_status_check CHECK (status IN ('pending', 'provisioning', 'active', 'terminating', 'terminated', 'failed')),
  driver TEXT NOT NULL,
  label TEXT,
  hostname TEXT,
  ip_address TEXT,
  ssh_port INTEGER CONSTRAINT services_ssh_port_check CHECK (ssh_port IS NULL OR ssh_port BETWEEN 1 AND 65535),
  panel_kind TEXT,                       -- add-on name, e.g. 'cPanel/WHM'
  panel_url TEXT,
  notes TEXT,                            -- from staff to the customer
  auto_renew INTEGER NOT NULL DEFAULT 1 CONSTRAINT services_auto_renew_check CHECK (auto_renew IN (0, 1)),
  currency TEXT NOT NULL CONSTRAINT services_currency_check CHECK (length(currency) = 3),
  recurring_amount INTEGER NOT NULL CONSTRAINT services_recurring_amount_check CHECK (recurring_amount >= 0),   -- of the plan item, per cycle
  next_due_on TEXT,
  activated_at TEXT,
  terminated_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX services_account_idx ON services (account_id, created_at, id);
CREATE INDEX services_created_idx ON services (created_at, id);
CREATE INDEX services_status_idx ON services (status, created_at, id);
CREATE INDEX services_ip_idx ON services (ip_address) WHERE ip_address IS NOT NULL;
CREATE INDEX services_due_idx ON services (next_due_on) WHERE next_due_on IS NOT NULL;

-- What recurs: the plan and each add-on, each with its own cycle, anchor and next date.
CREATE TABLE service_items (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  service_id BLOB NOT NULL REFERENCES services (id),
  kind TEXT NOT NULL CONSTRAINT service_items_kind_check CHECK (kind IN ('plan', 'addon')),
  addon_id BLOB REFERENCES addons (id),
  price_id BLOB NOT NULL,
  description TEXT NOT NULL,
  cycle TEXT NOT NULL,
  currency TEXT NOT NULL CONSTRAINT service_items_currency_check CHECK (length(currency) = 3),
  amount INTEGER NOT NULL CONSTRAINT service_items_amount_check CHECK (amount >= 0),
  anchor_on TEXT,
  next_due_on TEXT,
  ended_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX service_items_service_idx ON service_items (service_id);

CREATE TABLE service_periods (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  service_item_id BLOB NOT NULL REFERENCES service_items (id),
  period_no INTEGER NOT NULL CONSTRAINT service_periods_period_no_check CHECK (period_no >= 0),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,                 -- half open: the first day not covered
  invoice_id BLOB NOT NULL REFERENCES invoices (id),
  created_at TEXT NOT NULL,
  CONSTRAINT service_periods_no_key UNIQUE (service_item_id, period_no),
  CONSTRAINT service_periods_forward CHECK (ends_on > starts_on)
) STRICT;
CREATE INDEX service_periods_invoice_idx ON service_periods (invoice_id);

CREATE TABLE service_holds (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  service_id BLOB NOT NULL REFERENCES services (id),
  kind TEXT NOT NULL CONSTRAINT service_holds_kind_check CHECK (kind IN ('overdue', 'abuse', 'dispute', 'admin', 'customer_pause')),
  reason TEXT,
  opened_at TEXT NOT NULL,
  closed_at TEXT
) STRICT;
CREATE UNIQUE INDEX service_holds_open_key ON service_holds (service_id, kind) WHERE closed_at IS NULL;

CREATE TABLE service_credentials (
  id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  service_id BLOB NOT NULL REFERENCES services (id),
  kind TEXT NOT NULL CONSTRAINT service_credentials_kind_check CHECK (kind IN ('ssh', 'control_panel')),
  username TEXT NOT NULL,
  sealed BLOB,                           -- NULL once destroyed
  key_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT service_credentials_kind_key UNIQUE (service_id, kind)
) STRICT;

CREATE TABLE allowed_transitions (
  machine TEXT NOT NULL CONSTRAINT allowed_transitions_machine_check CHECK (machine IN ('order', 'invoice', 'service', 'topup')),
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  PRIMARY KEY (machine, from_state, to_state)
) STRICT;
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
