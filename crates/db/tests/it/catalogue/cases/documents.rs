//! Documents: allocations, status, fixed parts, numbers, lines.

use super::super::Case;
use super::super::Reason::{Check, Guard, Unique};
use super::{after, case};

pub(super) fn cases() -> Vec<Case> {
    [allocations(), statuses(), fixed(), numbers(), lines()].into_iter().flatten().collect()
}

fn allocations() -> Vec<Case> {
    let allocate = |invoice: &str, transfer: &str, amount: i64| {
        format!(
            "INSERT INTO allocations (id, invoice_id, transfer_id, amount, created_at) \
             VALUES ({{new}}, {{{invoice}}}, {{{transfer}}}, {amount}, {{now}})"
        )
    };
    let receivable =
        Guard("an allocation is a transfer to the receivable of the invoice's account");
    let refused = Guard("a draft or void document takes no allocation");
    let sum = Guard("allocated is the sum of the allocations");
    vec![
        case(
            "another amount",
            Guard("an allocation has the amount of its transfer"),
            allocate("proforma", "free", 299),
        ),
        case(
            "another currency",
            Guard("an allocation has the currency of its invoice"),
            allocate("foreign", "free", 300),
        ),
        case("not from a receivable", receivable, allocate("proforma", "transfer", 10_000)),
        case("somebody else's invoice", receivable, allocate("others", "free", 300)),
        case("a void document", refused, allocate("void", "free", 300)),
        case("a draft", refused, allocate("draft", "free", 300)),
        case("more than is due", Check("invoices_due"), allocate("small", "free", 300)),
        case("an invoice paid already", Check("invoices_due"), allocate("paid", "free", 300)),
        case(
            "one transfer twice",
            Unique("allocations_transfer_key"),
            allocate("proforma", "allocated", 2_500),
        ),
        case("allocated by hand", sum, "UPDATE invoices SET allocated = 1 WHERE id = {proforma}"),
        case("allocated wiped", sum, "UPDATE invoices SET allocated = 0 WHERE id = {settled}"),
        case(
            "released more than allocated",
            Check("invoices_released"),
            "UPDATE invoices SET released = 201 WHERE id = {settled}",
        ),
    ]
}

fn set(invoice: &str, change: &str) -> String {
    format!("UPDATE invoices SET {change} WHERE id = {{{invoice}}}")
}

fn new_invoice(columns: &str, values: &str) -> String {
    format!(
        "INSERT INTO invoices (id, account_id, reference, currency, subtotal, total, issued_on, due_on, seller, \
         buyer, created_at, updated_at, {columns}) VALUES ({{new}}, {{account}}, 'n', 'USD', 5, 5, '2030-01-01', \
         '2030-01-08', '{}', '{}', {{now}}, {{now}}, {values})",
        "[]", "[]"
    )
}

fn statuses() -> Vec<Case> {
    let start = Guard("a document starts as a draft without money on it");
    let status = Guard("the status of the invoice may not change like this");
    let adds_up = Guard("an issued document has lines that add up to its amounts");
    vec![
        case("born paid", start, new_invoice("status", "'paid'")),
        case("born issued", start, new_invoice("status", "'proforma'")),
        case("born with money", start, new_invoice("status, allocated", "'draft', 5")),
        case("born credited", start, new_invoice("status, credited", "'draft', 5")),
        case("paid from draft", status, set("draft", "status = 'paid'")),
        case("back to proforma", status, set("paid", "status = 'proforma'")),
        case("back to draft", status, set("proforma", "status = 'draft'")),
        case("void revived", status, set("void", "status = 'proforma'")),
        case("unknown status", status, set("proforma", "status = 'overdue'")),
        case(
            "paid without money",
            Check("invoices_paid_is_settled"),
            numbering("proforma", 2, "INV-2030-000002"),
        ),
        case(
            "paid without number",
            Check("invoices_paid_is_settled"),
            set("settled", "status = 'paid'"),
        ),
        case(
            "open without number",
            Check("invoices_open_is_numbered"),
            set("proforma", "status = 'open'"),
        ),
        case(
            "void with money",
            Guard("a document with money on it can not be void"),
            set("settled", "status = 'void'"),
        ),
        case("issued without lines", adds_up, set("bare", "status = 'proforma'")),
        case(
            "issued with other amounts",
            adds_up,
            set("draft", "status = 'proforma', subtotal = 800, total = 800"),
        ),
        case("total that is no sum", Check("invoices_total"), set("draft", "total = total + 1")),
        case(
            "negative tax",
            Check("invoices_tax_check"),
            set("draft", "tax = -1, total = total - 1"),
        ),
    ]
}

fn fixed() -> Vec<Case> {
    let issued = Guard("amounts, account and reference of an issued document are fixed");
    let numbered = Guard("a numbered invoice is fixed");
    let draft = Guard("only a draft can be deleted");
    vec![
        case("cheaper after issue", issued, set("proforma", "subtotal = 1, total = 1")),
        case("other account after issue", issued, set("proforma", "account_id = {other}")),
        case("other currency after issue", issued, set("proforma", "currency = 'EUR'")),
        case("other reference after issue", issued, set("proforma", "reference = 'other'")),
        case("cheaper after payment", issued, set("paid", "subtotal = 1, total = 1")),
        case("other number", numbered, set("paid", "number = 'INV-X'")),
        case(
            "number removed",
            numbered,
            set("paid", "number = NULL, number_no = NULL, number_series = NULL"),
        ),
        case("other buyer", numbered, set("paid", "buyer = '[1]'")),
        case("other seller", numbered, set("paid", "seller = '[1]'")),
        case("other due date", numbered, set("paid", "due_on = '2031-01-01'")),
        case("other issue date", numbered, set("paid", "issued_on = '2029-01-01'")),
        after(
            set("paid", "pdf_sha256 = 'a'"),
            case("other paper", numbered, set("paid", "pdf_sha256 = 'b'")),
        ),
        case("paid document deleted", draft, "DELETE FROM invoices WHERE id = {paid}"),
        case("proforma deleted", draft, "DELETE FROM invoices WHERE id = {proforma}"),
        case(
            "credited more than the total",
            Check("invoices_due"),
            set("proforma", "credited = 5001"),
        ),
    ]
}

fn numbering(invoice: &str, no: i64, number: &str) -> String {
    set(
        invoice,
        &format!(
            "status = 'paid', number_series = 'INV-2030', number_no = {no}, number = '{number}'"
        ),
    )
}

fn numbers() -> Vec<Case> {
    let next = Guard("an invoice takes the next number of its series");
    let step = Guard("a series steps by one, when an invoice takes its number");
    let series = |change: &str| format!("UPDATE doc_series SET {change} WHERE series = 'INV-2030'");
    vec![
        case("number skipped", next, numbering("settled", 3, "INV-2030-000003")),
        case("number used again", next, numbering("settled", 1, "INV-2030-000009")),
        case(
            "number of an absent series",
            next,
            numbering("settled", 2, "X").replace("'INV-2030'", "'ABSENT'"),
        ),
        case(
            "number text used again",
            Unique("invoices_number_key"),
            numbering("settled", 2, "INV-2030-000001"),
        ),
        case(
            "number of 17 characters",
            Check("invoices_number_length"),
            numbering("settled", 2, "INV-2030-00000002"),
        ),
        case(
            "number without series",
            Check("invoices_number_whole"),
            set("settled", "status = 'paid', number = 'X'"),
        ),
        case(
            "number on a proforma",
            Check("invoices_void_is_not_numbered"),
            numbering("proforma", 2, "X").replace("status = 'paid'", "status = 'proforma'"),
        ),
        case(
            "series started late",
            Guard("a series starts at 1"),
            "INSERT INTO doc_series VALUES ('Q', 5)",
        ),
        case("series stepped by hand", step, series("next_no = next_no + 1")),
        case("series stepped by two", step, series("next_no = next_no + 2")),
        case("series set back", step, series("next_no = 1")),
        case("series renamed", step, series("series = 'OTHER'")),
        case(
            "series deleted",
            Guard("a series is never deleted"),
            "DELETE FROM doc_series WHERE series = 'INV-2030'",
        ),
    ]
}

fn lines() -> Vec<Case> {
    let draft = Guard("lines change only while the document is a draft");
    let insert = |invoice: &str, position: i64, amount: i64| {
        format!(
            "INSERT INTO invoice_lines (id, invoice_id, position, kind, revenue_line, description, quantity, \
             unit_amount, amount, created_at) VALUES ({{new}}, {{{invoice}}}, {position}, 'other', 'other', 'x', 1, \
             5, {amount}, {{now}})"
        )
    };
    vec![
        case("line added after issue", draft, insert("proforma", 2, 5)),
        case("line added after payment", draft, insert("paid", 2, 5)),
        case(
            "line changed after issue",
            draft,
            "UPDATE invoice_lines SET description = 'x' WHERE invoice_id = {proforma}",
        ),
        case(
            "line deleted after payment",
            draft,
            "DELETE FROM invoice_lines WHERE invoice_id = {paid}",
        ),
        case(
            "line moved into an invoice",
            draft,
            "UPDATE invoice_lines SET invoice_id = {paid}, position = 9 WHERE invoice_id = {draft}",
        ),
        case(
            "line moved out of an invoice",
            draft,
            "UPDATE invoice_lines SET invoice_id = {draft}, position = 9 WHERE invoice_id = {paid}",
        ),
        case(
            "line that does not multiply",
            Check("invoice_lines_amount_check"),
            insert("draft", 2, 6),
        ),
        case("position taken", Unique("invoice_lines_position_key"), insert("draft", 1, 5)),
        case("line 201", Check("invoice_lines_position_check"), insert("draft", 201, 5)),
    ]
}
