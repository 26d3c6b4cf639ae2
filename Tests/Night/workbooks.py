#!/usr/bin/env python3
"""Every shipped workbook, as other readers see it: workbooks.py ACTA WORKSPACE

Runs the shipped nights in a copy whose jobs also export each table of a sheet as CSV. Every cell that openpyxl and
python-calamine read must be that of the CSV file; openxml-audit must find no fault by the rules of Open XML; no cells
are merged, every table has a real header row, and the language is set; LibreOffice, if it is installed, must open each book
and print it. `--pdf FOLDER` keeps what it prints."""
import csv, datetime, json, os, re, shutil, subprocess, sys, tempfile, zipfile

import openpyxl, python_calamine, yaml

from proving import Proof

acta, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
kept = os.path.abspath(sys.argv[sys.argv.index("--pdf") + 1]) if "--pdf" in sys.argv else None
proof = Proof()
check = proof.check


def tables_of(sheet):
    """The tables of a sheet of a job, in the order in which they stand on it."""
    if not isinstance(sheet, dict):
        return []
    return [part for part in sheet.get("blocks", [sheet]) if isinstance(part, dict) and "table" in part and "chart" not in part]


def columns_of(table, language):
    columns = table.get("columns")
    if columns is None:
        return None
    if isinstance(columns, list):
        return [(name, {}) for name in columns]
    return [(name, look or {}) for name, look in columns.items() if (look or {}).get("in", language) == language]


def read_job(path):
    """The exports of a job, which stand last in the shipped ones; Acta reads expressions that this parser does not."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    start = text.find("\nexports:")
    exports = yaml.safe_load(text[start:])["exports"] if start >= 0 else []
    # The columns in which the step `correct` says what was corrected.
    notes = set(re.findall(r"- correct: \{.*\bnote: (\w+)\}", text))
    return text, {"job": os.path.basename(path).removesuffix(".yaml"), "exports": exports, "notes": notes}


def with_exports(folder):
    """Adds a CSV file for each table of a sheet: its values for machines, and as people of the language see its labels."""
    wanted = {}
    for name in sorted(os.listdir(f"{folder}/Jobs")):
        path = f"{folder}/Jobs/{name}"
        if not name.endswith(".yaml"):
            continue
        text, job = read_job(path)
        if not job["exports"]:
            continue
        # A sign that ends an address is part of the name of a sheet.
        text = text.replace("name: {es: Por categoría,", "name: {es: 'Por categoría #1',")
        lines = [] if text.endswith("\n") else [""]
        for book, export in enumerate(job["exports"]):
            if "workbook" not in export:
                continue
            for language in ["es", "en"]:
                for place, sheet in enumerate(export["sheets"]):
                    if isinstance(sheet, dict) and sheet.get("in", language) != language:
                        continue
                    for number, table in enumerate(tables_of(sheet)):
                        columns = columns_of(table, language)
                        each = export.get("each", {}).get("by") if not sheet.get("all") else None
                        key = (job["job"], book, language, place, number)
                        names = None if columns is None else [column for column, _ in columns]
                        if names is not None and each and each not in names:
                            names = names + [each]
                        stem = "-".join(map(str, ("proof",) + key[1:]))
                        given = "" if names is None else f", columns: {json.dumps(names, ensure_ascii=False)}"
                        lines.append(f"  - {{csv: {stem}.csv, table: {table['table']}{given}}}")
                        labels = [] if columns is None else [c for c, look in columns if "labels" in look]
                        if labels:
                            shown = json.dumps({c: {"labels": look["labels"]} if "labels" in look else None for c, look in columns})
                            lines.append(f"  - {{csv: {stem}.people.csv, table: {table['table']}, columns: {shown}, for: people, language: {language}}}")
                        wanted[key] = (stem, names, labels, each)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "\n".join(lines) + "\n")
    return wanted


def written(value):
    """A cell as the CSV file for machines has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


def is_same(cell, text):
    value = written(cell)
    if isinstance(value, str):
        wanted = text.replace("\r\n", "\n").replace("\r", "\n")
        if value == wanted:
            return True
        if isinstance(cell, datetime.datetime):
            try:
                moment = datetime.datetime.fromisoformat(wanted.replace("Z", "+00:00")).replace(tzinfo=None)
            except ValueError:
                return False
            # A day in a spreadsheet is a number; its times are exact to a millisecond.
            return abs((moment - cell).total_seconds()) < 0.002
        return False
    try:
        return float(text) == float(value)
    except ValueError:
        return False


def rows_of(path, delimiter=","):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file, delimiter=delimiter))


def find_tables(sheet):
    """The cells of each table of a sheet: headers, and rows without totals, from the top."""
    found = []
    for table in sheet.tables.values():
        left, top, right, bottom = openpyxl.utils.cell.range_boundaries(table.ref)
        check(table.headerRowCount in (None, 1), f"{sheet.title}: {table.name} has a header row")
        header = [sheet.cell(top, column).value for column in range(left, right + 1)]
        check(all(header) and header == [column.name for column in table.tableColumns], f"{sheet.title}: headers {header}")
        last = bottom - (table.totalsRowCount or 0)
        rows = [[sheet.cell(row, column).value for column in range(left, right + 1)] for row in range(top + 1, last + 1)]
        found.append((top, header, rows))
    return sorted(found, key=lambda table: table[0])


def compare(where, rows, folder, wanted, value, in_words=()):
    """`in_words`: columns that say in the book's language what the table says in Acta's."""
    stem, names, labels, each = wanted
    text = rows_of(f"{folder}/{stem}.csv")
    header, text = text[0], text[1:]
    if each:
        place = header.index(each)
        text = [row for row in text if row[place] == (value or "")]
        if names is not None and names[-1] == each and len(rows[0]) < len(header):
            text = [row[:-1] for row in text]
            header = header[:-1]
    if not text:
        # A table of Excel has at least one row, an empty one.
        check(len(rows) == 1 and not any(cell is not None for cell in rows[0]), f"{where}: no rows")
        return
    check(len(rows) == len(text), f"{where}: {len(rows)} rows, the table has {len(text)}")
    shown = None
    if labels:
        people = rows_of(f"{folder}/{stem}.people.csv", ";" if stem.split("-")[2] == "es" else ",")
        shown = {name: [row[place].removeprefix("'") for row in people[1:]] for place, name in enumerate(names) if name in labels}
    for number, (cells, fields) in enumerate(zip(rows, text)):
        for place, (cell, field) in enumerate(zip(cells, fields)):
            if header[place] in in_words:
                check(bool(cell) == bool(field) and not str(cell).startswith("="), f"{where}: row {number + 1}, {header[place]}: {cell!r} for {field!r}")
            elif shown and header[place] in shown:
                if not each:
                    check((cell or "") == shown[header[place]][number], f"{where}: row {number + 1}, {header[place]}: {cell!r} for {field!r}")
            else:
                check(is_same(cell, field), f"{where}: row {number + 1}, {header[place]}: {cell!r} is not {field!r}")


def same_cells(path, book):
    """Whether both readers see the same values."""
    other = python_calamine.CalamineWorkbook.from_path(path)
    visible = [sheet.title for sheet in book.worksheets]
    check([name for name in other.sheet_names] == visible, f"{path}: sheets {other.sheet_names}")
    for sheet in book.worksheets:
        grid = other.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(value, str) and value.startswith("=") and cell.data_type == "f":
                    continue
                seen = grid[cell.row - 1][cell.column - 1] if cell.row <= len(grid) and cell.column <= len(grid[cell.row - 1]) else ""
                if isinstance(seen, datetime.date) and not isinstance(seen, datetime.datetime):
                    seen = datetime.datetime.combine(seen, datetime.time())
                if isinstance(value, datetime.datetime) and isinstance(seen, datetime.datetime):
                    check(abs((value - seen).total_seconds()) < 0.002, f"{path}: {sheet.title}!{cell.coordinate}: {value!r}, {seen!r}")
                else:
                    check((value if value is not None else "") == seen, f"{path}: {sheet.title}!{cell.coordinate}: {value!r}, {seen!r}")


def check_book(path, language, export, job, number, value, wanted):
    folder = os.path.dirname(path) if "/" not in export["file"] else path[: -len(export["file"]) - 1]
    book = openpyxl.load_workbook(path)
    with zipfile.ZipFile(path) as archive:
        core = archive.read("docProps/core.xml").decode()
    check(f"<dc:language>{language}</dc:language>" in core, f"{path}: its language")
    for sheet in book.worksheets:
        for link in sheet._hyperlinks:
            target = (link.location or "").rpartition("!")[0].strip("'").replace("''", "'")
            check(link.target or target in book.sheetnames, f"{path}: {sheet.title}!{link.ref}: a link to {link.location}")
        check(not sheet.merged_cells.ranges, f"{path}: {sheet.title}: merged {sheet.merged_cells.ranges}")
    same_cells(path, book)
    # The sheets of the job in this language; the account of how a book was made is the last one.
    given = [s for s in job["exports"][number]["sheets"] if not (isinstance(s, dict) and s.get("in", language) != language)]
    given = [s for s in given if s != "method"] + (["method"] if "method" in given else [])
    for place, sheet in enumerate(given):
        found = find_tables(book.worksheets[place])
        original = job["exports"][number]["sheets"].index(sheet)
        for order, table in enumerate(tables_of(sheet)):
            key = (job["job"], number, language, original, order)
            compare(f"{path}: {book.worksheets[place].title}", found[order][2], folder, wanted[key], value,
                    {"column", "reason"} if table["table"].endswith(".rejects") else job["notes"])
        if sheet == "figures":
            with open(f"{folder}/manifest.json", encoding="utf-8") as file:
                figures = [figure["value"] for figure in json.load(file)["figures"]]
            columns = list(zip(*found[0][2]))
            check(any(list(column) == figures for column in columns), f"{path}: the figures are those of the manifest")


def validate(folder):
    audit = os.path.join(os.path.dirname(sys.executable), "openxml-audit")
    result = subprocess.run([audit, "--recursive", "--output", "json", "--format", "microsoft365", folder], capture_output=True, text=True)
    found = json.loads(result.stdout)
    for file in found:
        check(file["valid"] and not file["errors"], f"{file['file']}: {file['errors'][:3]}")
    return len(found)


def print_all(paths, folder):
    office = shutil.which("soffice")
    if not office:
        print("LibreOffice is not installed, so the books are not printed")
        return
    target = kept or f"{folder}/pdf"
    copies = []
    # Books of `each` may be alike in name.
    os.makedirs(f"{folder}/copies", exist_ok=True)
    for path in paths:
        copies.append(f"{folder}/copies/{len(copies):02}-{os.path.basename(path)}")
        shutil.copy(path, copies[-1])
    command = [office, f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir", target, *copies]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600)
    for copy in copies:
        pdf = f"{target}/{os.path.basename(copy)[:-5]}.pdf"
        check(os.path.exists(pdf) and os.path.getsize(pdf) > 2000, f"{copy}: LibreOffice prints it: {result.stderr[-200:]}")


with tempfile.TemporaryDirectory() as folder:
    for name in ["Jobs", "Inputs", "Corrections"]:
        shutil.copytree(f"{source}/{name}", f"{folder}/{name}")
    wanted = with_exports(folder)
    result = subprocess.run([acta, "nightly", "--as-of", "2021-04-30", "--workspace", folder], capture_output=True, text=True)
    check(result.returncode == 0, f"the nights succeed: {result.stdout}{result.stderr}")
    paths = []
    for name in sorted(os.listdir(f"{folder}/Exports/latest")):
        latest = os.path.realpath(f"{folder}/Exports/latest/{name}")
        _, job = read_job(f"{folder}/Jobs/{name}.yaml")
        with open(f"{latest}/manifest.json", encoding="utf-8") as file:
            exports = [e for e in json.load(file)["exports"] if e["file"].endswith(".xlsx")]
        counts = {}
        for number, export in enumerate(job["exports"]):
            if "workbook" not in export:
                continue
            each = "each" in export
            # In the manifest, the books of an export stand together, in its order.
            count = len(export.get("languages", ["es"]))
            if each:
                count = sum("for" in e or "language" in e for e in exports)
            for entry in exports[:count]:
                language = entry.get("language") or (export.get("languages", ["es"])[len(counts.setdefault(number, []))])
                counts.setdefault(number, []).append(entry["file"])
                path = f"{latest}/{entry['file']}"
                paths.append(path)
                check_book(path, language, entry, job, number, entry.get("for"), wanted)
            exports = exports[count:]
        check(not exports, f"{name}: every workbook was looked at: {exports}")
    count = validate(f"{folder}/Exports")
    check(count >= len(paths), f"{count} of {len(paths)} books were validated")
    print_all(paths, folder)
    print(f"{len(paths)} workbooks")
proof.end()
