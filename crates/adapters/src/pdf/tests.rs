//! Documents as a whole: pages, searchable text, sameness of bytes, tags, alignment on the sheet.

use kn_core::ports::document::{DocumentError, DocumentRenderer as _, InvoiceDocument};
use krilla::configure::{Accessibility, ConfigurationBuilder};

use super::sample::{self, date, usd};
use super::sheet::{Mark, Sheet};
use super::text::TextEngine;
use super::{KrillaRenderer, MAX_LINES, check_logo, invoice, style};

fn renderer() -> KrillaRenderer {
    KrillaRenderer::new(None).expect("bundled fonts load")
}

fn render(document: &InvoiceDocument) -> lopdf::Document {
    let bytes = renderer().render_invoice(document).expect("the document renders");
    lopdf::Document::load_mem(&bytes).expect("the bytes are a PDF")
}

/// Text of all pages, with white space collapsed.
fn text_of(pdf: &lopdf::Document) -> String {
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    let text = pdf.extract_text(&pages).expect("text can be extracted");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sheets(document: &InvoiceDocument) -> Vec<Sheet> {
    let mut engine = TextEngine::new(&renderer().fonts);
    invoice::compose(document, None, &mut engine).expect("the document can be laid out")
}

/// Every line of text on a sheet: left, right, baseline, text.
fn lines(sheet: &Sheet) -> Vec<(f32, f32, f32, String)> {
    let line = |mark: &Mark| match mark {
        Mark::Text { x, baseline, line, text, .. } => {
            Some((*x, *x + line.width, *baseline, text.to_string()))
        }
        _ => None,
    };
    sheet.marks.iter().filter_map(|p| line(&p.mark)).collect()
}

#[test]
fn ten_lines_make_exactly_one_page() {
    let pdf = render(&sample::ten_lines());
    assert_eq!(pdf.get_pages().len(), 1);
    let text = text_of(&pdf);
    for expected in [
        "INV-2026-000045",
        "PAID",
        "Ana Petrović",
        "Cloud VPS M10",
        "vps7.customer.example",
        "$1,333.26",
        "CY-8812-0091",
        "Thank you for hosting",
        "Page 1 of 1",
    ] {
        assert!(text.contains(expected), "{expected} is missing in: {text}");
    }
    // Paid: nobody is told how to pay.
    assert!(!text.contains("How to pay"), "{text}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let one = renderer();
    for (name, document) in sample::all() {
        let first = one.render_invoice(&document).unwrap();
        let again = one.render_invoice(&document).unwrap();
        let other_process = renderer().render_invoice(&document).unwrap();
        assert!(first == again && first == other_process, "{name} differs");
    }
    let mut other = sample::ten_lines();
    other.total = usd(1);
    let bytes = |d: &InvoiceDocument| one.render_invoice(d).unwrap();
    assert_ne!(bytes(&sample::ten_lines()), bytes(&other));
}

#[test]
fn names_in_other_scripts_can_be_found() {
    let text = text_of(&render(&sample::scripts()));
    for name in ["Николай Ђорђевић", "Αλέξανδρος Παπαδόπουλος"]
    {
        assert!(text.contains(name), "{name} is missing in: {text}");
    }
    // lopdf puts a blank wherever the pen is moved back under a vowel sign.
    assert!(text.replace(' ', "").contains("कुमार"), "{text}");
}

#[test]
fn poppler_finds_devanagari_names_where_it_is_installed() {
    let bytes = renderer().render_invoice(&sample::scripts()).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let command = std::process::Command::new("pdftotext").arg(file.path()).arg("-").output();
    let Ok(output) = command else { return };
    let text = String::from_utf8(output.stdout).unwrap();
    for name in ["अनिल कुमार शर्मा", "मुंबई, महाराष्ट्र", "Ђорђевић"]
    {
        assert!(text.contains(name), "{name} is missing in: {text}");
    }
}

#[test]
fn long_documents_repeat_the_header_and_count_their_pages() {
    let document = sample::many_lines();
    let pdf = render(&document);
    let count = pdf.get_pages().len();
    assert!(count > 2);
    for page in 1..=count {
        let text = pdf.extract_text(&[u32::try_from(page).unwrap()]).unwrap();
        assert!(text.contains(&format!("Page {page} of {count}")), "{text}");
        let has_items = text.contains("Cloud VPS");
        assert_eq!(has_items, text.contains("Unit price"), "page {page}: {text}");
        if text.contains("Subtotal") {
            assert!(has_items, "the totals must not stand alone: {text}");
        }
    }
}

#[test]
fn totals_never_stand_alone_whatever_the_number_of_lines() {
    let mut document = sample::ten_lines();
    let line = document.lines[0].clone();
    for count in 8..40 {
        document.lines = vec![line.clone(); count];
        for sheet in sheets(&document) {
            let texts: Vec<String> = lines(&sheet).into_iter().map(|l| l.3).collect();
            if texts.iter().any(|t| t == "Subtotal") {
                assert!(texts.iter().any(|t| t.starts_with("Cloud VPS")), "{count} lines");
            }
        }
    }
}

#[test]
fn nothing_leaves_the_paper_and_no_text_overlaps_the_footer() {
    for (name, document) in sample::all() {
        for sheet in sheets(&document) {
            for (left, right, baseline, text) in lines(&sheet) {
                let inside = left >= style::LEFT - 0.1 && right <= style::RIGHT + 0.1;
                assert!(inside, "{name}: {text} from {left} to {right}");
                let footer = text.starts_with("Page ") || text == document.footer;
                assert_eq!(baseline > style::BOTTOM, footer, "{name}: {text} at {baseline}");
            }
        }
    }
}

#[test]
fn numbers_end_at_one_edge_and_stay_clear_of_the_description() {
    let document = sample::scripts();
    let all = lines(&sheets(&document)[0]);
    let of = |wanted: &str| all.iter().filter(|l| l.3 == wanted).collect::<Vec<_>>();
    let edge = of("Amount")[0].1;
    for amount in ["$22.45", "$11,999,999,988.00", "−$5.00"] {
        assert!(of(amount).iter().any(|l| (l.1 - edge).abs() < 0.01), "{amount}");
    }
    let unit_left = of("$9,999,999.99")[0].0;
    let quantity_right = of("1200")[0].1;
    assert!(quantity_right + 8.0 < unit_left);
    let description_right =
        all.iter().filter(|l| l.3.starts_with("Виртуальный")).map(|l| l.1).fold(0.0, f32::max);
    assert!(description_right + 8.0 < of("1200")[0].0);
}

#[test]
fn the_structure_satisfies_the_checks_of_pdf_ua() {
    let mut document = sample::many_lines();
    document.brand.logo_png = Some(logo_png());
    let ua = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let bytes = renderer().render(&document, ua.finish().unwrap());
    assert!(bytes.is_ok(), "{:?}", bytes.err());
}

#[test]
fn metadata_names_document_and_seller_but_no_clock() {
    let pdf = render(&sample::ten_lines());
    let info = pdf.trailer.get(b"Info").and_then(|o| o.as_reference()).unwrap();
    let info = pdf.get_dictionary(info).unwrap();
    let text = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
    assert_eq!(text(b"Title"), "Invoice INV-2026-000045");
    assert_eq!(text(b"Author"), "KloudNests Ltd");
    assert!(info.get(b"CreationDate").is_err());
    let catalog = pdf.catalog().unwrap();
    assert_eq!(lopdf::decode_text_string(catalog.get(b"Lang").unwrap()).unwrap(), "en");
}

#[test]
fn a_proforma_says_how_to_pay_and_has_no_number() {
    let text = text_of(&render(&sample::proforma()));
    for expected in ["Proforma invoice", "How to pay", "CY17 0020 0128", "due by 6 Dec 2026"] {
        assert!(text.contains(expected), "{expected} is missing in: {text}");
    }
    assert!(!text.contains("Invoice no."), "{text}");
}

#[test]
fn hostile_and_oversized_input_is_harmless_or_refused() {
    let mut document = sample::proforma();
    let bomb = format!("a{}\u{202E}\u{0}<script>{{{{7*7}}}}", "\u{301}".repeat(5_000));
    document.buyer.name.clone_from(&bomb);
    document.lines[0].description = "x".repeat(100_000);
    document.notes = vec![bomb.clone(), String::new(), "\n\n\n".into()];
    document.footer = "f ".repeat(4_000);
    document.payment_instructions = vec![(bomb.clone(), bomb); 40];
    document.title = String::new();
    document.brand.name = String::new();
    assert!(!render(&document).get_pages().is_empty());

    let line = document.lines[0].clone();
    document.lines = vec![line; MAX_LINES + 1];
    let refused = renderer().render_invoice(&document);
    assert!(matches!(refused, Err(DocumentError::TooLarge(_))));
}

#[test]
fn an_empty_document_still_renders() {
    let mut document = sample::proforma();
    document.lines.clear();
    document.taxes.clear();
    document.payment_instructions.clear();
    document.notes.clear();
    document.due_on = Some(date(1999, 1, 1));
    assert_eq!(render(&document).get_pages().len(), 1);
}

/// A red picture of 4 × 1 pixels.
fn logo_png() -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(LOGO).expect("the sample is base64")
}

const LOGO: &str = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABCAIAAAB2XpiaAAAADUlEQVR4nGP4z8AARwAd7wP95hFmHQAAAABJRU5ErkJggg==";

#[test]
fn a_logo_is_embedded_and_a_broken_one_is_refused() {
    let mut document = sample::ten_lines();
    document.brand.logo_png = Some(logo_png());
    let pdf = render(&document);
    let images = pdf.objects.values().filter_map(|o| o.as_stream().ok());
    let images =
        images.filter(|s| s.dict.get(b"Subtype").and_then(|n| n.as_name()).ok() == Some(b"Image"));
    assert_eq!(images.count(), 1);

    assert_eq!(check_logo(&logo_png()), Ok(()));
    let mut cut = logo_png();
    cut.truncate(50);
    for broken in [b"GIF89a".to_vec(), Vec::new(), cut] {
        assert!(matches!(check_logo(&broken), Err(DocumentError::Invalid(_))));
    }
}

#[test]
fn fonts_of_the_extra_folder_are_used_and_bad_ones_are_named() {
    let dir = tempfile::tempdir().unwrap();
    assert!(KrillaRenderer::new(Some(dir.path())).is_ok());
    std::fs::write(dir.path().join("broken.ttf"), b"not a font").unwrap();
    let error = KrillaRenderer::new(Some(dir.path())).err().unwrap().to_string();
    assert!(error.contains("broken.ttf"), "{error}");
    assert!(KrillaRenderer::new(Some(&dir.path().join("absent"))).is_err());
}
