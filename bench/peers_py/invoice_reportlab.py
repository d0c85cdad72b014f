"""The ten-line invoice of crates/adapters/src/pdf/sample.rs by ReportLab: same fonts, same texts, same parts.

python invoice_reportlab.py [TIMES] [FILE]
"""

import io
import sys
import time
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

FONTS = Path(__file__).resolve().parents[2] / "crates" / "adapters" / "assets" / "fonts" / "inter"
pdfmetrics.registerFont(TTFont("Inter", FONTS / "Inter-Regular.ttf"))
pdfmetrics.registerFont(TTFont("Inter-SemiBold", FONTS / "Inter-SemiBold.ttf"))

ACCENT = colors.Color(37 / 255, 99 / 255, 235 / 255)
GREY = colors.Color(0.4, 0.42, 0.46)
BODY = ParagraphStyle("body", fontName="Inter", fontSize=8.5, leading=11)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=7.5, leading=9, textColor=GREY)
STRONG = ParagraphStyle("strong", parent=BODY, fontName="Inter-SemiBold")
TITLE = ParagraphStyle("title", parent=STRONG, fontSize=18, leading=22)
RIGHT = ParagraphStyle("right", parent=BODY, alignment=TA_RIGHT)
RIGHT_STRONG = ParagraphStyle("right-strong", parent=STRONG, alignment=TA_RIGHT)

TIGHT = TableStyle([("TOPPADDING", (0, 0), (-1, -1), 0.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5)])
FOOTER = "KloudNests Ltd · 12 Harbour Street, 3601 Limassol, Cyprus · HE 401223 · billing@kloudnests.example"


def money(minor: int) -> str:
    return f"${minor // 100:,}.{minor % 100:02d}"


def party(head: str, name: str, lines: list[str]) -> list:
    return [Paragraph(head, SMALL), Paragraph(name, STRONG)] + [Paragraph(line, BODY) for line in lines]


def story() -> list:
    meta = [
        ("Invoice number", "INV-2026-000045"),
        ("Reference", "PRO-2026-000123"),
        ("Issued", "22 Nov 2026"),
        ("Due", "6 Dec 2026"),
        ("Paid", "24 Nov 2026"),
        ("Status", "Paid"),
    ]
    head = Table(
        [[[Paragraph("KloudNests", TITLE), Paragraph("Servers that stay up", SMALL)], [Paragraph("Invoice", TITLE)]]],
        colWidths=[110 * mm, 64 * mm],
    )
    details = Table([[Paragraph(key, SMALL), Paragraph(value, RIGHT)] for key, value in meta], colWidths=[30 * mm, 34 * mm], style=TIGHT)
    seller = party(
        "From",
        "KloudNests Ltd",
        ["12 Harbour Street", "3601 Limassol", "Cyprus", "VAT CY10345678X", "billing@kloudnests.example", "https://kloudnests.example"],
    )
    buyer = party("Billed to", "Ana Petrović", ["Petrović i sinovi d.o.o.", "Ulica 7", "11000 Beograd", "PIB 104567890", "ana@example.test"])
    parties = Table([[seller, buyer, details]], colWidths=[55 * mm, 55 * mm, 64 * mm])
    parties.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))

    rows = [[Paragraph(text, SMALL) for text in ("Description", "Period", "Quantity", "Unit price", "Amount")]]
    for n in range(1, 11):
        description = [Paragraph(f"Cloud VPS M{n} — 4 vCPU, 8 GB RAM, 160 GB NVMe", BODY), Paragraph(f"vps{n}.customer.example", SMALL)]
        rows.append([description, Paragraph("1 Dec 2026 – 31 Dec 2026", SMALL), Paragraph(str(n), RIGHT), Paragraph(money(2245), RIGHT), Paragraph(money(2245 * n), RIGHT)])
    items = Table(rows, colWidths=[76 * mm, 36 * mm, 16 * mm, 22 * mm, 24 * mm], repeatRows=1)
    items.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, ACCENT),
                ("LINEBELOW", (0, 1), (-1, -1), 0.25, colors.lightgrey),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    totals = [
        ("Subtotal", money(123450)),
        ("Discount", "−" + money(12345)),
        ("VAT 19 %", money(21110)),
        ("Environmental levy 1 %", money(1111)),
        ("Total", money(133326)),
        ("Amount due", money(0)),
    ]
    sums = Table([["", Paragraph(key, BODY), Paragraph(value, RIGHT_STRONG)] for key, value in totals], colWidths=[100 * mm, 44 * mm, 30 * mm], style=TIGHT)
    paid = Table(
        [
            [Paragraph(text, SMALL) for text in ("Date", "Method", "Reference", "Amount")],
            [Paragraph("24 Nov 2026", BODY), Paragraph("Bank transfer", BODY), Paragraph("CY-8812-0091 / PRO-2026-000123", BODY), Paragraph(money(133326), RIGHT)],
        ],
        colWidths=[30 * mm, 40 * mm, 74 * mm, 30 * mm],
    )
    return [
        head,
        Spacer(0, 6 * mm),
        parties,
        Spacer(0, 6 * mm),
        items,
        Spacer(0, 3 * mm),
        sums,
        Spacer(0, 4 * mm),
        Paragraph("Payments", STRONG),
        paid,
        Spacer(0, 3 * mm),
        Paragraph("IBAN: CY17 0020 0128 0000 0012 0052 7600", BODY),
        Paragraph("Thank you for hosting with us.", BODY),
    ]


def footer(canvas, document) -> None:
    canvas.saveState()
    canvas.setFont("Inter", 7)
    canvas.setFillColor(GREY)
    canvas.drawString(18 * mm, 10 * mm, FOOTER)
    canvas.drawRightString(A4[0] - 18 * mm, 10 * mm, f"Page {document.page}")
    canvas.restoreState()


def invoice() -> bytes:
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=18 * mm, rightMargin=18 * mm, topMargin=14 * mm, bottomMargin=16 * mm, title="Invoice INV-2026-000045", author="KloudNests Ltd", lang="en")
    document.build(story(), onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    document = invoice()
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_bytes(document)
    began = time.perf_counter()
    for _ in range(times):
        invoice()
    each = (time.perf_counter() - began) * 1000 / max(times, 1)
    print(f"invoice_pdf ms={each:.3f} n={times} bytes={len(document)}")


main()
