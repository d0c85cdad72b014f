-- What a CHECK or a UNIQUE can't say; twin of sqlite/0003_guards.sql, message for message.
--
-- Messages start with 'kn: ' and carry SQLSTATE KN001. Rows that a decision rests on are locked with
-- FOR NO KEY UPDATE, never FOR UPDATE: foreign keys hold KEY SHARE locks on them, and two transactions
-- that both want more would wait for each other.

CREATE FUNCTION kn_fail(message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KN001', MESSAGE = 'kn: ' || message;
END $$;

-- The trigger's argument is the sentence.
CREATE FUNCTION kn_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kn_fail(TG_ARGV[0]);
  RETURN NULL;
END $$;

-- ---- Rows that never change and never go ------------------------------------------------------

CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('ledger_entries is append-only');
CREATE TRIGGER ledger_transfers_append_only BEFORE UPDATE OR DELETE ON ledger_transfers
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('ledger_transfers is append-only');
CREATE TRIGGER ledger_statement_append_only BEFORE UPDATE OR DELETE ON ledger_statement
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('ledger_statement is append-only');
CREATE TRIGGER allocations_append_only BEFORE UPDATE OR DELETE ON allocations
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('allocations is append-only');
CREATE TRIGGER payments_append_only BEFORE UPDATE OR DELETE ON payments
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('payments is append-only');
CREATE TRIGGER service_periods_append_only BEFORE UPDATE OR DELETE ON service_periods
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('service_periods is append-only');
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('audit_log is append-only');
CREATE TRIGGER activities_append_only BEFORE UPDATE OR DELETE ON activities
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('activities is append-only');

-- Answers are stored once; old ones are swept.
CREATE TRIGGER idempotency_keys_no_update BEFORE UPDATE ON idempotency_keys
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('idempotency_keys is not updated');

-- A migration that adds a transition drops this one, inserts, and creates it again.
CREATE TRIGGER allowed_transitions_fixed BEFORE INSERT OR UPDATE OR DELETE ON allowed_transitions
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('allowed_transitions is changed by migrations only');

CREATE TRIGGER ledger_accounts_no_truncate BEFORE TRUNCATE ON ledger_accounts
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('a ledger account is never deleted');
CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('ledger_entries is append-only');
CREATE TRIGGER ledger_transfers_no_truncate BEFORE TRUNCATE ON ledger_transfers
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('ledger_transfers is append-only');
CREATE TRIGGER ledger_statement_no_truncate BEFORE TRUNCATE ON ledger_statement
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('ledger_statement is append-only');
CREATE TRIGGER allocations_no_truncate BEFORE TRUNCATE ON allocations
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('allocations is append-only');
CREATE TRIGGER payments_no_truncate BEFORE TRUNCATE ON payments
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('payments is append-only');
CREATE TRIGGER service_periods_no_truncate BEFORE TRUNCATE ON service_periods
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('service_periods is append-only');
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('audit_log is append-only');
CREATE TRIGGER activities_no_truncate BEFORE TRUNCATE ON activities
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('activities is append-only');
CREATE TRIGGER invoices_no_truncate BEFORE TRUNCATE ON invoices
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('only a draft can be deleted');
CREATE TRIGGER invoice_lines_no_truncate BEFORE TRUNCATE ON invoice_lines
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('lines change only while the document is a draft');
CREATE TRIGGER doc_series_no_truncate BEFORE TRUNCATE ON doc_series
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('a series is never deleted');
CREATE TRIGGER plan_prices_no_truncate BEFORE TRUNCATE ON plan_prices
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('a price never changes, it retires once');
CREATE TRIGGER addon_prices_no_truncate BEFORE TRUNCATE ON addon_prices
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('a price never changes, it retires once');
CREATE TRIGGER allowed_transitions_no_truncate BEFORE TRUNCATE ON allowed_transitions
  FOR EACH STATEMENT EXECUTE FUNCTION kn_refuse('allowed_transitions is changed by migrations only');

-- ---- Prices: a row retires once and never changes otherwise -----------------------------------

CREATE TRIGGER plan_prices_fixed BEFORE UPDATE ON plan_prices FOR EACH ROW
  WHEN (OLD.retired_at IS NOT NULL OR NEW.retired_at IS NULL
    OR (NEW.id, NEW.plan_id, NEW.cycle, NEW.currency, NEW.amount, NEW.setup_fee, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.plan_id, OLD.cycle, OLD.currency, OLD.amount, OLD.setup_fee, OLD.created_at))
  EXECUTE FUNCTION kn_refuse('a price never changes, it retires once');
CREATE TRIGGER plan_prices_no_delete BEFORE DELETE ON plan_prices
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('a price never changes, it retires once');

CREATE TRIGGER addon_prices_fixed BEFORE UPDATE ON addon_prices FOR EACH ROW
  WHEN (OLD.retired_at IS NOT NULL OR NEW.retired_at IS NULL
    OR (NEW.id, NEW.addon_id, NEW.cycle, NEW.currency, NEW.amount, NEW.setup_fee, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.addon_id, OLD.cycle, OLD.currency, OLD.amount, OLD.setup_fee, OLD.created_at))
  EXECUTE FUNCTION kn_refuse('a price never changes, it retires once');
CREATE TRIGGER addon_prices_no_delete BEFORE DELETE ON addon_prices
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('a price never changes, it retires once');

-- ---- Ledger accounts: balances are moved by the posting trigger only --------------------------

CREATE TRIGGER ledger_accounts_start BEFORE INSERT ON ledger_accounts FOR EACH ROW
  WHEN (NEW.debits <> 0 OR NEW.credits <> 0 OR NEW.line_count <> 0)
  EXECUTE FUNCTION kn_refuse('a ledger account starts empty');

CREATE TRIGGER ledger_accounts_nature BEFORE UPDATE ON ledger_accounts FOR EACH ROW
  WHEN ((NEW.id, NEW.code, NEW.owner_id, NEW.currency, NEW.side, NEW.bounded, NEW.tracked, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.code, OLD.owner_id, OLD.currency, OLD.side, OLD.bounded, OLD.tracked, OLD.created_at))
  EXECUTE FUNCTION kn_refuse('a ledger account never changes its nature');

-- A step is legal when the statement line for it stands already: the posting trigger writes that first.
CREATE FUNCTION kn_ledger_accounts_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM ledger_statement s JOIN ledger_transfers t ON t.id = s.transfer_id
    WHERE s.account_id = OLD.id AND s.seq = OLD.line_count + 1 AND NEW.line_count = OLD.line_count + 1
      AND NEW.debits = OLD.debits + CASE WHEN t.debit_account = OLD.id THEN t.amount ELSE 0 END
      AND NEW.credits = OLD.credits + CASE WHEN t.credit_account = OLD.id THEN t.amount ELSE 0 END)
  THEN
    PERFORM kn_fail('balances are moved by posting a transfer only');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_accounts_step BEFORE UPDATE ON ledger_accounts FOR EACH ROW
  WHEN ((NEW.debits, NEW.credits, NEW.line_count) IS DISTINCT FROM (OLD.debits, OLD.credits, OLD.line_count))
  EXECUTE FUNCTION kn_ledger_accounts_step();

CREATE TRIGGER ledger_accounts_no_delete BEFORE DELETE ON ledger_accounts
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('a ledger account is never deleted');

CREATE FUNCTION kn_ledger_statement_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM ledger_statement s
    WHERE s.transfer_id = NEW.transfer_id AND s.account_id = NEW.account_id)
  OR NOT EXISTS (
    SELECT 1 FROM ledger_accounts a JOIN ledger_transfers t ON t.id = NEW.transfer_id
    WHERE a.id = NEW.account_id AND a.tracked AND a.id IN (t.debit_account, t.credit_account)
      AND NEW.seq = a.line_count + 1
      AND NEW.change = CASE WHEN (t.debit_account = a.id) = (a.side = 'debit') THEN t.amount ELSE -t.amount END
      AND NEW.balance = NEW.change
        + CASE a.side WHEN 'debit' THEN a.debits - a.credits ELSE a.credits - a.debits END)
  THEN
    PERFORM kn_fail('statement lines are written by posting a transfer only');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_statement_match BEFORE INSERT ON ledger_statement
  FOR EACH ROW EXECUTE FUNCTION kn_ledger_statement_match();

-- Locks both accounts in the order of their ids, so that opposite transfers do not wait for each other.
CREATE FUNCTION kn_ledger_transfers_post() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  a ledger_accounts%ROWTYPE;
  step bigint;
BEGIN
  FOR a IN
    SELECT * FROM ledger_accounts
    WHERE id IN (NEW.debit_account, NEW.credit_account) AND tracked
    ORDER BY id FOR NO KEY UPDATE
  LOOP
    step := CASE WHEN (a.id = NEW.debit_account) = (a.side = 'debit') THEN NEW.amount ELSE -NEW.amount END;
    INSERT INTO ledger_statement (account_id, seq, transfer_id, change, balance)
      VALUES (a.id, a.line_count + 1, NEW.id, step,
        step + CASE a.side WHEN 'debit' THEN a.debits - a.credits ELSE a.credits - a.debits END);
    UPDATE ledger_accounts SET
      debits = debits + CASE WHEN a.id = NEW.debit_account THEN NEW.amount ELSE 0 END,
      credits = credits + CASE WHEN a.id = NEW.credit_account THEN NEW.amount ELSE 0 END,
      line_count = line_count + 1
      WHERE id = a.id;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_transfers_post AFTER INSERT ON ledger_transfers
  FOR EACH ROW EXECUTE FUNCTION kn_ledger_transfers_post();

-- ---- Allocations ------------------------------------------------------------------------------

CREATE FUNCTION kn_allocations_match() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  i invoices%ROWTYPE;
  t ledger_transfers%ROWTYPE;
BEGIN
  SELECT * INTO i FROM invoices WHERE id = NEW.invoice_id FOR NO KEY UPDATE;
  SELECT * INTO t FROM ledger_transfers WHERE id = NEW.transfer_id;
  IF t.amount <> NEW.amount THEN
    PERFORM kn_fail('an allocation has the amount of its transfer');
  END IF;
  IF t.currency <> i.currency THEN
    PERFORM kn_fail('an allocation has the currency of its invoice');
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM ledger_accounts a
    WHERE a.id = t.credit_account AND a.code = 'receivable' AND a.owner_id = i.account_id)
  THEN
    PERFORM kn_fail('an allocation is a transfer to the receivable of the invoice''s account');
  END IF;
  IF i.status IN ('draft', 'void') THEN
    PERFORM kn_fail('a draft or void document takes no allocation');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER allocations_match BEFORE INSERT ON allocations
  FOR EACH ROW EXECUTE FUNCTION kn_allocations_match();

CREATE FUNCTION kn_allocations_add() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE invoices SET allocated = allocated + NEW.amount WHERE id = NEW.invoice_id;
  RETURN NULL;
END $$;
CREATE TRIGGER allocations_add AFTER INSERT ON allocations
  FOR EACH ROW EXECUTE FUNCTION kn_allocations_add();

-- ---- Document numbers -------------------------------------------------------------------------

CREATE TRIGGER doc_series_start BEFORE INSERT ON doc_series FOR EACH ROW
  WHEN (NEW.next_no <> 1) EXECUTE FUNCTION kn_refuse('a series starts at 1');

-- The step is legal when an invoice holds the present number: the trigger below runs after it was taken.
CREATE FUNCTION kn_doc_series_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.series <> OLD.series OR NEW.next_no <> OLD.next_no + 1 OR NOT EXISTS (
    SELECT 1 FROM invoices i WHERE i.number_series = OLD.series AND i.number_no = OLD.next_no)
  THEN
    PERFORM kn_fail('a series steps by one, when an invoice takes its number');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER doc_series_step BEFORE UPDATE ON doc_series
  FOR EACH ROW EXECUTE FUNCTION kn_doc_series_step();

CREATE TRIGGER doc_series_no_delete BEFORE DELETE ON doc_series
  FOR EACH ROW EXECUTE FUNCTION kn_refuse('a series is never deleted');

CREATE FUNCTION kn_invoices_number_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next bigint;
BEGIN
  SELECT next_no INTO next FROM doc_series WHERE series = NEW.number_series FOR NO KEY UPDATE;
  IF next IS DISTINCT FROM NEW.number_no THEN
    PERFORM kn_fail('an invoice takes the next number of its series');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoices_number_next BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (OLD.number_no IS NULL AND NEW.number_no IS NOT NULL)
  EXECUTE FUNCTION kn_invoices_number_next();

CREATE FUNCTION kn_invoices_number_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE doc_series SET next_no = next_no + 1 WHERE series = NEW.number_series;
  RETURN NULL;
END $$;
CREATE TRIGGER invoices_number_taken AFTER UPDATE ON invoices FOR EACH ROW
  WHEN (OLD.number_no IS NULL AND NEW.number_no IS NOT NULL)
  EXECUTE FUNCTION kn_invoices_number_taken();

-- ---- Documents --------------------------------------------------------------------------------

CREATE TRIGGER invoices_start BEFORE INSERT ON invoices FOR EACH ROW
  WHEN (NEW.status <> 'draft' OR NEW.allocated <> 0 OR NEW.released <> 0 OR NEW.credited <> 0 OR NEW.written_off <> 0)
  EXECUTE FUNCTION kn_refuse('a document starts as a draft without money on it');

-- Arguments: the machine in allowed_transitions, and its name in a sentence.
CREATE FUNCTION kn_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM allowed_transitions
    WHERE machine = TG_ARGV[0] AND from_state = OLD.status AND to_state = NEW.status)
  THEN
    PERFORM kn_fail('the status of the ' || TG_ARGV[1] || ' may not change like this');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoices_transition BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION kn_transition('invoice', 'invoice');

CREATE FUNCTION kn_invoices_issue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) > 0 AND sum(l.amount) = NEW.subtotal
        AND sum(l.discount) = NEW.discount AND sum(l.tax) = NEW.tax
      FROM invoice_lines l WHERE l.invoice_id = NEW.id) IS NOT TRUE
  THEN
    PERFORM kn_fail('an issued document has lines that add up to its amounts');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoices_issue BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (OLD.status = 'draft' AND NEW.status = 'proforma') EXECUTE FUNCTION kn_invoices_issue();

CREATE TRIGGER invoices_void BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (NEW.status = 'void' AND OLD.status <> 'void' AND NEW.allocated <> NEW.released)
  EXECUTE FUNCTION kn_refuse('a document with money on it can not be void');

CREATE FUNCTION kn_invoices_allocated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.allocated <> (SELECT coalesce(sum(amount), 0) FROM allocations WHERE invoice_id = OLD.id) THEN
    PERFORM kn_fail('allocated is the sum of the allocations');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoices_allocated BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (NEW.allocated IS DISTINCT FROM OLD.allocated) EXECUTE FUNCTION kn_invoices_allocated();

CREATE TRIGGER invoices_issued_fixed BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (NEW.id <> OLD.id OR (OLD.status <> 'draft' AND
    (NEW.account_id, NEW.currency, NEW.subtotal, NEW.discount, NEW.tax, NEW.total, NEW.reference)
      IS DISTINCT FROM (OLD.account_id, OLD.currency, OLD.subtotal, OLD.discount, OLD.tax, OLD.total, OLD.reference)))
  EXECUTE FUNCTION kn_refuse('amounts, account and reference of an issued document are fixed');

CREATE TRIGGER invoices_numbered_fixed BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (OLD.number IS NOT NULL AND (
    (NEW.number, NEW.number_series, NEW.number_no, NEW.numbered_on, NEW.order_id, NEW.seller, NEW.buyer,
      NEW.issued_on, NEW.due_on)
    IS DISTINCT FROM (OLD.number, OLD.number_series, OLD.number_no, OLD.numbered_on, OLD.order_id, OLD.seller,
      OLD.buyer, OLD.issued_on, OLD.due_on)
    OR (OLD.pdf_sha256 IS NOT NULL AND NEW.pdf_sha256 IS DISTINCT FROM OLD.pdf_sha256)))
  EXECUTE FUNCTION kn_refuse('a numbered invoice is fixed');

CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices FOR EACH ROW
  WHEN (OLD.status <> 'draft') EXECUTE FUNCTION kn_refuse('only a draft can be deleted');

CREATE FUNCTION kn_invoice_lines_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found_status text;
BEGIN
  FOR found_status IN
    SELECT i.status FROM invoices i
    WHERE (TG_OP <> 'INSERT' AND i.id = OLD.invoice_id) OR (TG_OP <> 'DELETE' AND i.id = NEW.invoice_id)
    ORDER BY i.id FOR NO KEY UPDATE
  LOOP
    IF found_status <> 'draft' THEN
      PERFORM kn_fail('lines change only while the document is a draft');
    END IF;
  END LOOP;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_lines_draft BEFORE INSERT OR UPDATE OR DELETE ON invoice_lines
  FOR EACH ROW EXECUTE FUNCTION kn_invoice_lines_draft();

-- ---- Service periods --------------------------------------------------------------------------

CREATE FUNCTION kn_service_periods_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM service_items WHERE id = NEW.service_item_id FOR NO KEY UPDATE;
  IF EXISTS (
    SELECT 1 FROM service_periods p WHERE p.service_item_id = NEW.service_item_id
      AND p.starts_on < NEW.ends_on AND NEW.starts_on < p.ends_on)
  THEN
    PERFORM kn_fail('periods of a service item do not overlap');
  END IF;
  IF NEW.period_no > 0 AND NOT EXISTS (
    SELECT 1 FROM service_periods p WHERE p.service_item_id = NEW.service_item_id
      AND p.period_no = NEW.period_no - 1 AND p.ends_on = NEW.starts_on)
  THEN
    PERFORM kn_fail('a period starts where the one before it ends');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER service_periods_chain BEFORE INSERT ON service_periods
  FOR EACH ROW EXECUTE FUNCTION kn_service_periods_chain();

-- ---- State machines ---------------------------------------------------------------------------

CREATE TRIGGER orders_start BEFORE INSERT ON orders FOR EACH ROW
  WHEN (NEW.status <> 'pending') EXECUTE FUNCTION kn_refuse('an order starts pending');
CREATE TRIGGER orders_transition BEFORE UPDATE ON orders FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION kn_transition('order', 'order');

CREATE TRIGGER services_start BEFORE INSERT ON services FOR EACH ROW
  WHEN (NEW.status <> 'pending') EXECUTE FUNCTION kn_refuse('a service starts pending');
CREATE TRIGGER services_transition BEFORE UPDATE ON services FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION kn_transition('service', 'service');

CREATE TRIGGER topups_start BEFORE INSERT ON topups FOR EACH ROW
  WHEN (NEW.status NOT IN ('awaiting_payment', 'submitted'))
  EXECUTE FUNCTION kn_refuse('a top-up starts awaiting payment or submitted');
CREATE TRIGGER topups_transition BEFORE UPDATE ON topups FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION kn_transition('topup', 'top-up');
CREATE TRIGGER topups_posted_fixed BEFORE UPDATE ON topups FOR EACH ROW
  WHEN (OLD.entry_id IS NOT NULL AND
    (NEW.entry_id, NEW.account_id, NEW.requested_by, NEW.reviewed_by, NEW.method, NEW.currency, NEW.amount,
      NEW.verified_amount, NEW.value_date)
    IS DISTINCT FROM (OLD.entry_id, OLD.account_id, OLD.requested_by, OLD.reviewed_by, OLD.method, OLD.currency,
      OLD.amount, OLD.verified_amount, OLD.value_date))
  EXECUTE FUNCTION kn_refuse('an approved top-up is fixed');
