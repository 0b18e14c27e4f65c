"""Fills a template for Word with docxtpl and makes PDFs of it with LibreOffice.

    peers.py PLAN LIST FOLDER COUNT

The template, made once from the plan of the benchmark, has its texts and its
table. Prints how many seconds filling and converting took, without making the
template, and how many pages a document has.
"""

import csv
import json
import re
import subprocess
import sys
import time
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate
from jinja2 import Environment

PDF = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"}}'
)

# Of the columns of the table, in millimetres.
WIDTHS = (11, 75, 40, 28, 32, 25, 28, 13)


def in_sentence(name):
    return name[:1].lower() + name[1:]


def figure(number):
    return f"{int(number):,}".replace(",", ".")


FILTERS = {
    "in_hoa": str.upper,
    "ten_rieng": lambda name: name.split(" ", 1)[1],
    "trong_cau": in_sentence,
    "so": figure,
    "tien": lambda number: figure(number) + " đồng",
}


def paragraph(document, text):
    """Adds a text with the marks of bold and italic around all of it."""
    stars = re.match(r"\**", text).end()
    run = document.add_paragraph().add_run(text.replace("*", ""))
    run.bold, run.italic = stars >= 2, stars % 2 == 1


def text_of(cell):
    return cell["text"] if isinstance(cell, dict) else cell


def template(plan, path):
    """Makes the template; the rows of the communes are a loop."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(14)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = Pt(17.5)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(30), Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)
    paragraph(document, plan["letterhead"]["agency"])
    paragraph(document, "Số: {{ so }}/KH-UBND")
    paragraph(document, "{{ dia_danh }}, tháng 6 năm 2026")
    paragraph(document, "**KẾ HOẠCH**")
    paragraph(document, "**" + plan["subject"] + "**")
    for block in plan["body"]:
        before, after = "", ""
        if "condition" in block:
            before, after = "{% if " + block["condition"] + " %}", "{% endif %}"
        marker = block.get("marker", "")
        marks = re.match(r"\**", block["text"]).group()
        paragraph(document, marks + before + f"{marker} {block['text']}".strip() + after)
    for recipient in plan["recipients"]:
        paragraph(document, "- " + recipient)
    paragraph(document, "**" + plan["signature"]["authority"] + "**")
    paragraph(document, "**{{ nguoi_ky }}**")

    appendix = plan["appendices"][0]
    page = document.add_section()
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    paragraph(document, "**" + appendix["title"] + "**")
    rows = [row[:-1] for row in appendix["blocks"][0]["rows"] if row[-1] in ("", "Mã xã")]
    loop = ["{{ r.number }}", "{{ r.task }}", "{{ r.target }}", "UBND cấp xã", "UBND cấp xã"]
    loop += ["Quý III", "Báo cáo", ""]
    columns = len(rows[0])
    table = document.add_table(0, columns, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS):
        column.width = Mm(width)
    rows += [["{%tr for r in own %}"], loop, ["{%tr endfor %}"]]
    for row in rows:
        cells = table.add_row().cells
        # Two rows lack cells that reach into them from above.
        for cell, text, width in zip(cells, map(text_of, row), WIDTHS):
            cell.width, cell.text = Mm(width), text
            lines = cell.paragraphs[0].paragraph_format
            lines.space_after, lines.line_spacing = Pt(0), Pt(14)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(12)
        if len(row) == 2:
            cells[1].merge(cells[-1])
    document.save(path)


def context(row, own):
    names = {"ten_xa": "Tên xã", "tinh": "Tỉnh", "loai": "Loại", "so": "Số"}
    names |= {"dia_danh": "Địa danh", "nguoi_ky": "Người ký", "so_ho": "Số hộ"}
    names |= {"dan_so": "Dân số", "ho_ngheo": "Hộ nghèo", "kinh_phi": "Kinh phí"}
    values = {name: row[heading] for name, heading in names.items()}
    own = [dict(zip(("number", "task", "target"), map(text_of, line))) for line in own]
    return values | {"own": own}


def main():
    plan, communes, folder, count = sys.argv[1:]
    folder = Path(folder)
    plan = json.loads(Path(plan).read_text("utf-8"))
    template(plan, folder / "template.docx")
    own = {}
    for row in plan["appendices"][0]["blocks"][0]["rows"]:
        own.setdefault(row[-1], []).append(row)
    environment = Environment(autoescape=True)
    environment.filters |= FILTERS
    with open(communes, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[: int(count)]

    start = time.monotonic()
    names = []
    for row in rows:
        document = DocxTemplate(folder / "template.docx")
        document.render(context(row, own[row["Mã xã"]]), environment)
        names.append(folder / f"{row['Mã xã']}.docx")
        document.save(names[-1])
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", PDF, "--outdir", folder, *names]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.monotonic() - start

    results = [name.with_suffix(".pdf") for name in names]
    pages = re.findall(rb"/Type\s*/Page\b", results[0].read_bytes())
    assert all(result.exists() for result in results)
    print(seconds, len(pages))


main()
