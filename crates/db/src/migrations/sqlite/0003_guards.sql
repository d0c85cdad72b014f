-- What a CHECK or a UNIQUE can't say. The books stay right even when the application is wrong.
--
-- Every message starts with 'kn: '; 'kn: check <name>' says the same as the CHECK <name>, only earlier.
-- RAISE(ABORT) is not weakened by INSERT OR IGNORE / OR FAIL, which would skip or half undo a failing
-- CHECK inside a trigger; therefore whatever must not happen is raised before anything is written.
-- Messages are literals: an expression there would need SQLite 3.47 in every tool that opens the file.

-- ---- Rows that never change and never go ------------------------------------------------------

CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'kn: ledger_entries is append-only'); END;
CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'kn: ledger_entries is append-only'); END;

CREATE TRIGGER ledger_transfers_no_update BEFORE UPDATE ON ledger_transfers
BEGIN SELECT RAISE(ABORT, 'kn: ledger_transfers is append-only'); END;
CREATE TRIGGER ledger_transfers_no_delete BEFORE DELETE ON ledger_transfers
BEGIN SELECT RAISE(ABORT, 'kn: ledger_transfers is append-only'); END;

CREATE TRIGGER ledger_statement_no_update BEFORE UPDATE ON ledger_statement
BEGIN SELECT RAISE(ABORT, 'kn: ledger_statement is append-only'); END;
CREATE TRIGGER ledger_statement_no_delete BEFORE DELETE ON ledger_statement
BEGIN SELECT RAISE(ABORT, 'kn: ledger_statement is append-only'); END;

CREATE TRIGGER allocations_no_update BEFORE UPDATE ON allocations
BEGIN SELECT RAISE(ABORT, 'kn: allocations is append-only'); END;
CREATE TRIGGER allocations_no_delete BEFORE DELETE ON allocations
BEGIN SELECT RAISE(ABORT, 'kn: allocations is append-only'); END;

CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments
BEGIN SELECT RAISE(ABORT, 'kn: payments is append-only'); END;
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'kn: payments is append-only'); END;

CREATE TRIGGER service_periods_no_update BEFORE UPDATE ON service_periods
BEGIN SELECT RAISE(ABORT, 'kn: service_periods is append-only'); END;
CREATE TRIGGER service_periods_no_delete BEFORE DELETE ON service_periods
BEGIN SELECT RAISE(ABORT, 'kn: service_periods is append-only'); END;

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'kn: audit_log is append-only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'kn: audit_log is append-only'); END;

CREATE TRIGGER activities_no_update BEFORE UPDATE ON activities
BEGIN SELECT RAISE(ABORT, 'kn: activities is append-only'); END;
CREATE TRIGGER activities_no_delete BEFORE DELETE ON activities
BEGIN SELECT RAISE(ABORT, 'kn: activities is append-only'); END;

-- Answers are stored once; old ones are swept.
CREATE TRIGGER idempotency_keys_no_update BEFORE UPDATE ON idempotency_keys
BEGIN SELECT RAISE(ABORT, 'kn: idempotency_keys is not updated'); END;

-- A migration that adds a transition drops these three, inserts, and creates them again.
CREATE TRIGGER allowed_transitions_no_insert BEFORE INSERT ON allowed_transitions
BEGIN SELECT RAISE(ABORT, 'kn: allowed_transitions is changed by migrations only'); END;
CREATE TRIGGER allowed_transitions_no_update BEFORE UPDATE ON allowed_transitions
BEGIN SELECT RAISE(ABORT, 'kn: allowed_transitions is changed by migrations only'); END;
CREATE TRIGGER allowed_transitions_no_delete BEFORE DELETE ON allowed_transitions
BEGIN SELECT RAISE(ABORT, 'kn: allowed_transitions is changed by migrations only'); END;

-- ---- Prices: a row retires once and never changes otherwise -----------------------------------

CREATE TRIGGER plan_prices_fixed BEFORE UPDATE ON plan_prices
WHEN OLD.retired_at IS NOT NULL OR NEW.retired_at IS NULL
  OR NEW.id IS NOT OLD.id OR NEW.plan_id IS NOT OLD.plan_id OR NEW.cycle IS NOT OLD.cycle
  OR NEW.currency IS NOT OLD.currency OR NEW.amount IS NOT OLD.amount
  OR NEW.setup_fee IS NOT OLD.setup_fee OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'kn: a price never changes, it retires once'); END;
CREATE TRIGGER plan_prices_no_delete BEFORE DELETE ON plan_prices
BEGIN SELECT RAISE(ABORT, 'kn: a price never changes, it retires once'); END;

CREATE TRIGGER addon_prices_fixed BEFORE UPDATE ON addon_prices
WHEN OLD.retired_at IS NOT NULL OR NEW.retired_at IS NULL
  OR NEW.id IS NOT OLD.id OR NEW.addon_id IS NOT OLD.addon_id OR NEW.cycle IS NOT OLD.cycle
  OR NEW.currency IS NOT OLD.currency OR NEW.amount IS NOT OLD.amount
  OR NEW.setup_fee IS NOT OLD.setup_fee OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'kn: a price never changes, it retires once'); END;
CREATE TRIGGER addon_prices_no_delete BEFORE DELETE ON addon_prices
BEGIN SELECT RAISE(ABORT, 'kn: a price never changes, it retires once'); END;

-- ---- Ledger accounts: balances are moved by the posting trigger only --------------------------

CREATE TRIGGER ledger_accounts_start BEFORE INSERT ON ledger_accounts
WHEN NEW.debits <> 0 OR NEW.credits <> 0 OR NEW.line_count <> 0
BEGIN SELECT RAISE(ABORT, 'kn: a ledger account starts empty'); END;

CREATE TRIGGER ledger_accounts_nature BEFORE UPDATE ON ledger_accounts
WHEN NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.owner_id IS NOT OLD.owner_id
  OR NEW.currency IS NOT OLD.currency OR NEW.side IS NOT OLD.side OR NEW.bounded IS NOT OLD.bounded
  OR NEW.tracked IS NOT OLD.tracked OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'kn: a ledger account never changes its nature'); END;

-- A step is legal when the statement line for it stands already: the posting trigger writes that first.
CREATE TRIGGER ledger_accounts_step BEFORE UPDATE ON ledger_accounts
WHEN (NEW.debits IS NOT OLD.debits OR NEW.credits IS NOT OLD.credits OR NEW.line_count IS NOT OLD.line_count)
  AND NOT EXISTS (
    SELECT 1 FROM ledger_statement s JOIN ledger_transfers t ON t.id = s.transfer_id
    WHERE s.account_id = OLD.id AND s.seq = OLD.line_count + 1 AND NEW.line_count = OLD.line_count + 1
      AND NEW.debits = OLD.debits + CASE WHEN t.debit_account = OLD.id THEN t.amount ELSE 0 END
      AND NEW.credits = OLD.credits + CASE WHEN t.credit_account = OLD.id THEN t.amount ELSE 0 END)
BEGIN SELECT RAISE(ABORT, 'kn: balances are moved by posting a transfer only'); END;

CREATE TRIGGER ledger_accounts_no_delete BEFORE DELETE ON ledger_accounts
BEGIN SELECT RAISE(ABORT, 'kn: a ledger account is never deleted'); END;

CREATE TRIGGER ledger_statement_match BEFORE INSERT ON ledger_statement
WHEN EXISTS (
    SELECT 1 FROM ledger_statement s
    WHERE s.transfer_id = NEW.transfer_id AND s.account_id = NEW.account_id)
  OR NOT EXISTS (
    SELECT 1 FROM ledger_accounts a JOIN ledger_transfers t ON t.id = NEW.transfer_id
    WHERE a.id = NEW.account_id AND a.tracked = 1 AND a.id IN (t.debit_account, t.credit_account)
      AND NEW.seq = a.line_count + 1
      AND NEW.change = CASE WHEN (t.debit_account = a.id) = (a.side = 'debit') THEN t.amount ELSE -t.amount END
      AND NEW.balance = NEW.change
        + CASE a.side WHEN 'debit' THEN a.debits - a.credits ELSE a.credits - a.debits END)
BEGIN SELECT RAISE(ABORT, 'kn: statement lines are written by posting a transfer only'); END;

CREATE TRIGGER ledger_transfers_bound BEFORE INSERT ON ledger_transfers
WHEN EXISTS (
    SELECT 1 FROM ledger_accounts a
    WHERE a.id = NEW.debit_account AND a.bounded = 1 AND a.side = 'credit'
      AND a.credits - a.debits < NEW.amount)
  OR EXISTS (
    SELECT 1 FROM ledger_accounts a
    WHERE a.id = NEW.credit_account AND a.bounded = 1 AND a.side = 'debit'
      AND a.debits - a.credits < NEW.amount)
BEGIN SELECT RAISE(ABORT, 'kn: check ledger_accounts_not_below_zero'); END;

CREATE TRIGGER ledger_transfers_post AFTER INSERT ON ledger_transfers
BEGIN
  INSERT INTO ledger_statement (account_id, seq, transfer_id, change, balance)
    SELECT a.id, a.line_count + 1, NEW.id,
      CASE a.side WHEN 'debit' THEN NEW.amount ELSE -NEW.amount END,
      CASE a.side WHEN 'debit' THEN a.debits + NEW.amount - a.credits ELSE a.credits - a.debits - NEW.amount END
    FROM ledger_accounts a WHERE a.id = NEW.debit_account AND a.tracked = 1;
  UPDATE ledger_accounts SET debits = debits + NEW.amount, line_count = line_count + 1
    WHERE id = NEW.debit_account AND tracked = 1;
  INSERT INTO ledger_statement (account_id, seq, transfer_id, change, balance)
    SELECT a.id, a.line_count + 1, NEW.id,
      CASE a.side WHEN 'credit' THEN NEW.amount ELSE -NEW.amount END,
      CASE a.side WHEN 'credit' THEN a.credits + NEW.amount - a.debits ELSE a.debits - a.credits - NEW.amount END
    FROM ledger_accounts a WHERE a.id = NEW.credit_account AND a.tracked = 1;
  UPDATE ledger_accounts SET credits = credits + NEW.amount, line_count = line_count + 1
    WHERE id = NEW.credit_account AND tracked = 1;
  -- Whatever conflict clause the outer statement had: both sides moved, or nothing stands.
  SELECT RAISE(ABORT, 'kn: the transfer could not be posted')
    WHERE (SELECT count(*) FROM ledger_statement WHERE transfer_id = NEW.id)
      <> (SELECT count(*) FROM ledger_accounts a JOIN ledger_statement s
            ON s.account_id = a.id AND s.seq = a.line_count AND s.transfer_id = NEW.id
          WHERE a.id IN (NEW.debit_account, NEW.credit_account));
END;

-- ---- Allocations ------------------------------------------------------------------------------

CREATE TRIGGER allocations_match BEFORE INSERT ON allocations
BEGIN
  SELECT RAISE(ABORT, 'kn: an allocation has the amount of its transfer')
    WHERE EXISTS (SELECT 1 FROM ledger_transfers t WHERE t.id = NEW.transfer_id AND t.amount <> NEW.amount);
  SELECT RAISE(ABORT, 'kn: an allocation has the currency of its invoice')
    WHERE EXISTS (
      SELECT 1 FROM ledger_transfers t JOIN invoices i ON i.id = NEW.invoice_id
      WHERE t.id = NEW.transfer_id AND t.currency <> i.currency);
  SELECT RAISE(ABORT, 'kn: an allocation is a transfer to the receivable of the invoice''s account')
    WHERE NOT EXISTS (
      SELECT 1 FROM ledger_transfers t
        JOIN ledger_accounts a ON a.id = t.credit_account
        JOIN invoices i ON i.id = NEW.invoice_id
      WHERE t.id = NEW.transfer_id AND a.code = 'receivable' AND a.owner_id = i.account_id);
  SELECT RAISE(ABORT, 'kn: a draft or void document takes no allocation')
    WHERE EXISTS (SELECT 1 FROM invoices i WHERE i.id = NEW.invoice_id AND i.status IN ('draft', 'void'));
  SELECT RAISE(ABORT, 'kn: check invoices_due')
    WHERE EXISTS (
      SELECT 1 FROM invoices i WHERE i.id = NEW.invoice_id
        AND i.total - i.credited - i.written_off - (i.allocated + NEW.amount - i.released) < 0);
END;

CREATE TRIGGER allocations_add AFTER INSERT ON allocations
BEGIN
  UPDATE invoices SET allocated = allocated + NEW.amount WHERE id = NEW.invoice_id;
  SELECT RAISE(ABORT, 'kn: the allocation could not be added to its invoice')
    WHERE (SELECT allocated FROM invoices WHERE id = NEW.invoice_id)
      <> (SELECT sum(amount) FROM allocations WHERE invoice_id = NEW.invoice_id);
END;

-- ---- Document numbers -------------------------------------------------------------------------

CREATE TRIGGER doc_series_start BEFORE INSERT ON doc_series
WHEN NEW.next_no <> 1
BEGIN SELECT RAISE(ABORT, 'kn: a series starts at 1'); END;

-- The step is legal when an invoice holds the present number: the trigger below runs after it was taken.
CREATE TRIGGER doc_series_step BEFORE UPDATE ON doc_series
WHEN NEW.series IS NOT OLD.series OR NEW.next_no IS NOT OLD.next_no + 1
  OR NOT EXISTS (SELECT 1 FROM invoices i WHERE i.number_series = OLD.series AND i.number_no = OLD.next_no)
BEGIN SELECT RAISE(ABORT, 'kn: a series steps by one, when an invoice takes its number'); END;

CREATE TRIGGER doc_series_no_delete BEFORE DELETE ON doc_series
BEGIN SELECT RAISE(ABORT, 'kn: a series is never deleted'); END;

CREATE TRIGGER invoices_number_next BEFORE UPDATE ON invoices
WHEN OLD.number_no IS NULL AND NEW.number_no IS NOT NULL
  AND NEW.number_no IS NOT (SELECT next_no FROM doc_series WHERE series = NEW.number_series)
BEGIN SELECT RAISE(ABORT, 'kn: an invoice takes the next number of its series'); END;

CREATE TRIGGER invoices_number_taken AFTER UPDATE ON invoices
WHEN OLD.number_no IS NULL AND NEW.number_no IS NOT NULL
BEGIN
  UPDATE doc_series SET next_no = next_no + 1 WHERE series = NEW.number_series;
  SELECT RAISE(ABORT, 'kn: the series could not step')
    WHERE (SELECT next_no FROM doc_series WHERE series = NEW.number_series) IS NOT NEW.number_no + 1;
END;

-- ---- Documents --------------------------------------------------------------------------------

CREATE TRIGGER invoices_start BEFORE INSERT ON invoices
WHEN NEW.status <> 'draft' OR NEW.allocated <> 0 OR NEW.released <> 0 OR NEW.credited <> 0 OR NEW.written_off <> 0
BEGIN SELECT RAISE(ABORT, 'kn: a document starts as a draft without money on it'); END;

CREATE TRIGGER invoices_transition BEFORE UPDATE ON invoices
WHEN NEW.status IS NOT OLD.status AND NOT EXISTS (
    SELECT 1 FROM allowed_transitions
    WHERE machine = 'invoice' AND from_state = OLD.status AND to_state = NEW.status)
BEGIN SELECT RAISE(ABORT, 'kn: the status of the invoice may not change like this'); END;

CREATE TRIGGER invoices_issue BEFORE UPDATE ON invoices
WHEN OLD.status = 'draft' AND NEW.status = 'proforma' AND (
    SELECT count(*) > 0 AND sum(l.amount) = NEW.subtotal
      AND sum(l.discount) = NEW.discount AND sum(l.tax) = NEW.tax
    FROM invoice_lines l WHERE l.invoice_id = NEW.id) IS NOT 1
BEGIN SELECT RAISE(ABORT, 'kn: an issued document has lines that add up to its amounts'); END;

CREATE TRIGGER invoices_void BEFORE UPDATE ON invoices
WHEN NEW.status = 'void' AND OLD.status <> 'void' AND NEW.allocated <> NEW.released
BEGIN SELECT RAISE(ABORT, 'kn: a document with money on it can not be void'); END;

CREATE TRIGGER invoices_allocated BEFORE UPDATE ON invoices
WHEN NEW.allocated IS NOT OLD.allocated
  AND NEW.allocated IS NOT (SELECT coalesce(sum(amount), 0) FROM allocations WHERE invoice_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'kn: allocated is the sum of the allocations'); END;

CREATE TRIGGER invoices_issued_fixed BEFORE UPDATE ON invoices
WHEN NEW.id IS NOT OLD.id OR (OLD.status <> 'draft' AND (
    NEW.account_id IS NOT OLD.account_id OR NEW.currency IS NOT OLD.currency
    OR NEW.subtotal IS NOT OLD.subtotal OR NEW.discount IS NOT OLD.discount OR NEW.tax IS NOT OLD.tax
    OR NEW.total IS NOT OLD.total OR NEW.reference IS NOT OLD.reference))
BEGIN SELECT RAISE(ABORT, 'kn: amounts, account and reference of an issued document are fixed'); END;

CREATE TRIGGER invoices_numbered_fixed BEFORE UPDATE ON invoices
WHEN OLD.number IS NOT NULL AND (
    NEW.number IS NOT OLD.number OR NEW.number_series IS NOT OLD.number_series
    OR NEW.number_no IS NOT OLD.number_no OR NEW.numbered_on IS NOT OLD.numbered_on
    OR NEW.order_id IS NOT OLD.order_id OR NEW.seller IS NOT OLD.seller OR NEW.buyer IS NOT OLD.buyer
    OR NEW.issued_on IS NOT OLD.issued_on OR NEW.due_on IS NOT OLD.due_on
    OR (OLD.pdf_sha256 IS NOT NULL AND NEW.pdf_sha256 IS NOT OLD.pdf_sha256))
BEGIN SELECT RAISE(ABORT, 'kn: a numbered invoice is fixed'); END;

CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices
WHEN OLD.status <> 'draft'
BEGIN SELECT RAISE(ABORT, 'kn: only a draft can be deleted'); END;

CREATE TRIGGER invoice_lines_insert BEFORE INSERT ON invoice_lines
WHEN EXISTS (SELECT 1 FROM invoices i WHERE i.id = NEW.invoice_id AND i.status <> 'draft')
BEGIN SELECT RAISE(ABORT, 'kn: lines change only while the document is a draft'); END;
CREATE TRIGGER invoice_lines_update BEFORE UPDATE ON invoice_lines
WHEN EXISTS (SELECT 1 FROM invoices i WHERE i.id IN (OLD.invoice_id, NEW.invoice_id) AND i.status <> 'draft')
BEGIN SELECT RAISE(ABORT, 'kn: lines change only while the document is a draft'); END;
CREATE TRIGGER invoice_lines_delete BEFORE DELETE ON invoice_lines
WHEN EXISTS (SELECT 1 FROM invoices i WHERE i.id = OLD.invoice_id AND i.status <> 'draft')
BEGIN SELECT RAISE(ABORT, 'kn: lines change only while the document is a draft'); END;

-- ---- Service periods --------------------------------------------------------------------------

CREATE TRIGGER service_periods_chain BEFORE INSERT ON service_periods
BEGIN
  SELECT RAISE(ABORT, 'kn: periods of a service item do not overlap')
    WHERE EXISTS (
      SELECT 1 FROM service_periods p WHERE p.service_item_id = NEW.service_item_id
        AND p.starts_on < NEW.ends_on AND NEW.starts_on < p.ends_on);
  SELECT RAISE(ABORT, 'kn: a period starts where the one before it ends')
    WHERE NEW.period_no > 0 AND NOT EXISTS (
      SELECT 1 FROM service_periods p WHERE p.service_item_id = NEW.service_item_id
        AND p.period_no = NEW.period_no - 1 AND p.ends_on = NEW.starts_on);
END;

-- ---- State machines ---------------------------------------------------------------------------

CREATE TRIGGER orders_start BEFORE INSERT ON orders
WHEN NEW.status <> 'pending'
BEGIN SELECT RAISE(ABORT, 'kn: an order starts pending'); END;
CREATE TRIGGER orders_transition BEFORE UPDATE ON orders
WHEN NEW.status IS NOT OLD.status AND NOT EXISTS (
    SELECT 1 FROM allowed_transitions
    WHERE machine = 'order' AND from_state = OLD.status AND to_state = NEW.status)
BEGIN SELECT RAISE(ABORT, 'kn: the status of the order may not change like this'); END;

CREATE TRIGGER services_start BEFORE INSERT ON services
WHEN NEW.status <> 'pending'
BEGIN SELECT RAISE(ABORT, 'kn: a service starts pending'); END;
CREATE TRIGGER services_transition BEFORE UPDATE ON services
WHEN NEW.status IS NOT OLD.status AND NOT EXISTS (
    SELECT 1 FROM allowed_transitions
    WHERE machine = 'service' AND from_state = OLD.status AND to_state = NEW.status)
BEGIN SELECT RAISE(ABORT, 'kn: the status of the service may not change like this'); END;

CREATE TRIGGER topups_start BEFORE INSERT ON topups
WHEN NEW.status NOT IN ('awaiting_payment', 'submitted')
BEGIN SELECT RAISE(ABORT, 'kn: a top-up starts awaiting payment or submitted'); END;
CREATE TRIGGER topups_transition BEFORE UPDATE ON topups
WHEN NEW.status IS NOT OLD.status AND NOT EXISTS (
    SELECT 1 FROM allowed_transitions
    WHERE machine = 'topup' AND from_state = OLD.status AND to_state = NEW.status)
BEGIN SELECT RAISE(ABORT, 'kn: the status of the top-up may not change like this'); END;
CREATE TRIGGER topups_posted_fixed BEFORE UPDATE ON topups
WHEN OLD.entry_id IS NOT NULL AND (
    NEW.entry_id IS NOT OLD.entry_id OR NEW.account_id IS NOT OLD.account_id
    OR NEW.requested_by IS NOT OLD.requested_by OR NEW.reviewed_by IS NOT OLD.reviewed_by
    OR NEW.method IS NOT OLD.method OR NEW.currency IS NOT OLD.currency OR NEW.amount IS NOT OLD.amount
    OR NEW.verified_amount IS NOT OLD.verified_amount OR NEW.value_date IS NOT OLD.value_date)
BEGIN SELECT RAISE(ABORT, 'kn: an approved top-up is fixed'); END;
