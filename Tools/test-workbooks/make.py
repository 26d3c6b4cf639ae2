#!/usr/bin/env python3
"""Writes the workbooks that the tests read: `make.py FOLDER`. Needs openpyxl; all people are invented.

The committed files were made by this script, so that they can be made again with other contents. Zip dates are
fixed, so that the same script gives the same bytes with the same openpyxl."""
import datetime as dt, io, os, re, sys, zipfile
from openpyxl import Workbook
from openpyxl.styles import Font

folder = sys.argv[1]


def save(book, name, change=None):
    """Saves with fixed dates; `change` may edit each part's bytes by name, or drop it by returning None."""
    book.properties.created = book.properties.modified = dt.datetime(2021, 4, 1)
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(f"{folder}/{name}", "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            data = source.read(part)
            if change:
                data = change(part, data)
            if part == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2021-04-01T00:00:00Z", data)
            if data is not None:
                info = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, data)


people = [
    (1, "Ana", "Núñez", "ana@example.org", "007", dt.datetime(2021, 4, 5, 9, 30), dt.date(1985, 2, 28), True, 12.5),
    (2, "José", "de la Cruz", "jose@example.org", "032", dt.datetime(2021, 4, 5, 18, 5, 59), dt.date(1990, 12, 1), False, 0),
    (3, "Zoë", "McKay", "zoe@example.org", "1E5", dt.datetime(2021, 4, 6), dt.date(1979, 7, 4), True, 1e-7),
    (4, "Li", "王", "li@example.org", "100", None, None, None, 123456789012),
]
header = ["N.º", "Nombre", "Apellido", "Correo electrónico", "Código", "Inscrito", "Nacimiento", "Confirmado", "Minutos"]


def table(sheet, rows=people):
    sheet.append(header)
    for row in rows:
        sheet.append(row)
        at = sheet.max_row
        sheet.cell(at, 6).number_format = "dd/mm/yyyy hh:mm"
        sheet.cell(at, 7).number_format = "d mmm yyyy"


# Types, and a second sheet that is shown and a third that is hidden.
book = Workbook()
sheet = book.active
sheet.title = "Personas"
table(sheet)
other = book.create_sheet("Países")
for row in [["Código", "País"], ["CHL", "Chile"], ["MEX", "México"]]:
    other.append(row)
secret = book.create_sheet("Interno")
secret.append(["x"])
secret.sheet_state = "hidden"
save(book, "people.xlsx")


# The same in the 1904 epoch, and as a strict workbook.
def epoch(part, data):
    return data.replace(b"<workbookPr", b'<workbookPr date1904="1"') if part == "xl/workbook.xml" else data


def strict(part, data):
    pairs = [
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ]
    for a, b in pairs:
        data = data.replace(a, b)
    return data


book = Workbook()
book.epoch = dt.datetime(1904, 1, 1)
table(book.active)
save(book, "epoch-1904.xlsx")
book = Workbook()
table(book.active)
save(book, "strict.xlsx", strict)

# A title over all columns, notes, a blank row, the header in row 5, merged groups, a hidden row, errors,
# formulas without values, blanks.
book = Workbook()
sheet = book.active
sheet.title = "Lista"
sheet["A1"] = "Lista de participantes"
sheet["A1"].font = Font(bold=True)
sheet.merge_cells("A1:E1")
sheet["A2"] = "Datos al 26 de abril de 2021"
for column, text in enumerate(["Grupo", "Nombre", "Correo", "Horas", "Total"], 1):
    sheet.cell(5, column, text)
rows = [
    ("Gobiernos", "Ana", "ana@example.org", 1.5, "=D6*2"),
    (None, "Luis", "luis@example.org", 2, "=D7*2"),
    (None, "Eva", "eva@example.org", "#N/A", "=D8*2"),
    ("Academia", "Ian", None, dt.time(1, 30), "=D9*2"),
    (None, "Uma", "uma@example.org", 3, "=D10*2"),
]
for at, row in enumerate(rows, 6):
    for column, value in enumerate(row, 1):
        cell = sheet.cell(at, column, value)
        if value == "#N/A":
            cell.data_type = "e"
sheet.merge_cells("A6:A8")
sheet.merge_cells("A9:A10")
sheet.row_dimensions[7].hidden = True
sheet.column_dimensions["C"].hidden = True
save(book, "list.xlsx")

# Two header rows, the first merged over groups.
book = Workbook()
sheet = book.active
for row in [
    ["Persona", None, "Sesión", None],
    ["Nombre", "País", "Entrada", "Salida"],
    ["Ana", "Chile", dt.datetime(2021, 4, 26, 9, 0), dt.datetime(2021, 4, 26, 10, 30)],
    ["José", "México", dt.datetime(2021, 4, 26, 9, 5), dt.datetime(2021, 4, 26, 9, 50)],
]:
    sheet.append(row)
sheet.merge_cells("A1:B1")
sheet.merge_cells("C1:D1")
save(book, "two-headers.xlsx")

# A line of a CSV file in each cell, as reports come out of some mail programs.
book = Workbook()
sheet = book.active
for line in [
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest",
    'Ana Núñez,ana@example.org,04/26/2021 09:00:00 AM,04/26/2021 10:00:00 AM,60,No',
    '"Pérez, José",jose@example.org,04/26/2021 09:10:00 AM,04/26/2021 09:40:00 AM,30,Yes',
]:
    sheet.append([line])
save(book, "zoom-in-a-column.xlsx")

# Texts in the cells themselves, texts of formulas, rich and phonetic texts, escaped characters.
inline = b'''<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><r><t>no</t></r><r><rPr><b/></rPr><t>te</t></r></is></c></row><row><c t="inlineStr"><is><t>Ana</t></is></c><c t="str"><f>"a"&amp;"b"</f><v>a_x000D_&#10;b</v></c></row><row r="7"><c r="B7" t="inlineStr"><is><t>_x5F_x0041_</t><rPh sb="0" eb="1"><t>kana</t></rPh></is></c></row></sheetData></worksheet>'''
book = Workbook()
save(book, "inline.xlsx", lambda part, data: inline if part == "xl/worksheets/sheet1.xml" else data)

# A document type declaration, which no workbook has.
book = Workbook()
book.active.append(["a"])
evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
save(book, "entities.xlsx", lambda part, data: evil if part == "xl/worksheets/sheet1.xml" else data)

# A sheet that unpacks to a thousand times its size.
bomb = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + b"<row><c><v>1</v></c></row>" * 900_000 + b"</sheetData></worksheet>"
save(book, "bomb.xlsx", lambda part, data: bomb if part == "xl/worksheets/sheet1.xml" else data)
