"""Workbooks as other programs write them: the same cells, saved again the way of Excel, Google Sheets, XlsxWriter, pandas, or
part by part (see parts.py)."""
import csv, datetime, re, zipfile

import openpyxl

import parts

try:
    import pandas
except ImportError:
    pandas = None
try:
    import xlsxwriter
except ImportError:
    xlsxwriter = None

# Formats in which people show dates, with and without times.
DATES = ["dd/mm/yyyy", "yyyy-mm-dd", 'd" de "mmmm" de "yyyy', "[$-340A]dddd, d mmmm yyyy", "m/d/yy"]
TIMES = ["dd/mm/yyyy hh:mm:ss", "yyyy-mm-dd hh:mm:ss", "d-mmm-yy h:mm:ss AM/PM"]


def known():
    return (["excel", "google", "serials", "parts", "numbers"] + (["xlsxwriter", "xlsxwriter-inline"] if xlsxwriter else [])
            + (["pandas"] if pandas else []))


def again(path, sheet, how, chance):
    """Saves a workbook again; `sheet` is the one that people have changed."""
    book = openpyxl.load_workbook(path)
    if how in ("excel", "google", "serials"):
        restyle(book[sheet], how, chance)
        if how == "excel":
            # A sheet of one's own, and names for what one looks at.
            extra = book.create_sheet("Mis notas", 0)
            extra.append(["ver con Marta"])
            book.defined_names["mis_filas"] = openpyxl.workbook.defined_name.DefinedName("mis_filas", attr_text="'Mis notas'!$A$1")
        if how == "google":
            # Empty cells with a look, down to row 1000 and beyond the table.
            for number in range(book[sheet].max_row + 1, book[sheet].max_row + 40):
                for place in range(1, 27):
                    book[sheet].cell(number, place).alignment = openpyxl.styles.Alignment(wrap_text=True)
            for name in list(book.custom_doc_props.names):
                del book.custom_doc_props[name]
            for name in list(book.defined_names):
                del book.defined_names[name]
        book.save(path)
        if how == "google":
            without(path, "docProps/")
        return
    sheets = [(s.title, s.sheet_state, [[cell.value for cell in row] for row in s.iter_rows()]) for s in book]
    if how in ("parts", "numbers"):
        properties = [(own.name, str(own.value)) for own in book.custom_doc_props.props]
        parts.write(path, parts.as_numbers(sheets) if how == "numbers" else sheets, [] if how == "numbers" else properties, chance)
        return
    if how == "pandas":
        rows = next(rows for title, _, rows in sheets if title == sheet)
        pandas.DataFrame(rows[1:], columns=rows[0]).to_excel(path, sheet_name=sheet, index=False)
        return
    written = xlsxwriter.Workbook(path, {"constant_memory": how.endswith("inline"), "strings_to_numbers": False})
    day, moment = (written.add_format({"num_format": chance.choice(kinds)}) for kinds in (DATES, TIMES))
    for title, state, rows in sheets:
        place = written.add_worksheet(title)
        if state != "visible":
            place.hide()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, bool):
                    place.write_boolean(number, column, value)
                elif isinstance(value, (int, float)):
                    place.write_number(number, column, value)
                elif isinstance(value, datetime.datetime):
                    place.write_datetime(number, column, value, moment if value.time() != datetime.time() else day)
                else:
                    place.write_string(number, column, str(value))
    written.close()


def restyle(sheet, how, chance):
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, datetime.datetime):
                continue
            if how == "serials":
                # A date whose cell has lost its format.
                cell.value = (cell.value - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)
                cell.number_format = "General"
            else:
                cell.number_format = chance.choice(TIMES if cell.value.time() != datetime.time() else DATES)


def without(path, prefix):
    """Removes parts of a workbook and what leads to them."""
    with zipfile.ZipFile(path) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name.startswith(prefix):
                continue
            if name == "_rels/.rels":
                content = re.sub(rb'<Relationship [^>]*%s[^>]*/>' % prefix.encode(), b"", content)
            if name == "[Content_Types].xml":
                content = re.sub(rb'<Override [^>]*/%s[^>]*/>' % prefix.encode(), b"", content)
            archive.writestr(name, content)


def as_csv(path, lines, written, chance):
    """Saves lines as a program does for people of one country: the delimiter, a byte order mark, the encoding."""
    delimiter, encoding = chance.choice([(";", "utf-8-sig"), (",", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252"), (";", "utf-8")])
    cells = [[written(content) for content in line] for line in lines]
    try:
        "".join(map("".join, cells)).encode(encoding)
    except UnicodeEncodeError:
        encoding = "utf-8-sig"
    with open(path, "w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(cells)
