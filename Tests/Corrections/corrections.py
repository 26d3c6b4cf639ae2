#!/usr/bin/env python3
"""Workbooks that come back: corrections.py ACTA [--seed N] [--cases N]

Random workbooks with editable columns are changed by another program: values, the order of rows and columns, rows
removed and added, titles above the header, sheets renamed, properties dropped, saved by openpyxl, by LibreOffice (if
it is installed), the way of Excel, Google Sheets, XlsxWriter and pandas (see writers.py) or as CSV. What `acta corrections take` takes must be what was changed, all of it and nothing else; the
next night must show it; and a second time nothing must be taken."""
import csv, datetime, json, os, shutil, subprocess, zoneinfo

import openpyxl

import writers
from trials import call, expect, run

office = shutil.which("soffice")

TIMELINE = """process: corrections
title: Corrections
time_zone: America/Santiago
languages: [es, en]
night: "23:30"
stages: [{stage: review, from: 2021-04-26, to: 2021-04-28}]
"""

LABELS = {"yes": ("Confirmado", "Confirmed"), "no": ("No viene", "Declined"), "open": ("Sin respuesta", "No answer yet")}
# name, type, header in Spanish
COLUMNS = [
    ("state", "text", "Estado"), ("remark", "text", "Observaciones"), ("code", "text", "Código"),
    ("seat", "integer", "Asiento"), ("fee", "number", "Cuota"), ("arrives", "date", "Llega"),
    ("seen", "datetime", "Visto"), ("member", "boolean", "Miembro"),
]
WORDS = ["", "Otros", "Universidad de Chile", "línea\notra", "=suma", "00123", "  con espacios", "sí", "“cita”, coma; y más", "🙂"]


def value(kind, name, chance):
    if name != "code" and chance.random() < 0.25:
        return ""
    if name == "state":
        return chance.choice(list(LABELS))
    if kind == "text":
        return chance.choice(WORDS[1:]) if name == "remark" else f"{chance.randrange(1000):04d}"
    if kind == "integer":
        return str(chance.randrange(-50, 100000))
    if kind == "number":
        return str(chance.choice([0.1, 12.5, 1 / 3, 1e6, -7.25, chance.random() * 1000]))
    if kind == "boolean":
        return chance.choice(["true", "false"])
    day = datetime.date(2021, 4, 1) + datetime.timedelta(days=chance.randrange(60))
    if kind == "date":
        return day.isoformat()
    return f"{day.isoformat()}T{chance.randrange(24):02d}:{chance.randrange(60):02d}:{chance.randrange(60):02d}-04:00"


def cell(kind, name, text):
    """The value of a cell of a workbook."""
    if text == "":
        return None
    if name == "state":
        return LABELS[text][0]
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    if kind == "boolean":
        return text == "true"
    if kind == "date":
        return datetime.datetime.fromisoformat(text)
    if kind == "datetime":
        # Local time, as the sheet shows it.
        return datetime.datetime.fromisoformat(text).astimezone(zoneinfo.ZoneInfo("America/Santiago")).replace(tzinfo=None)
    return text


def workspace(folder, chance):
    columns = chance.sample(COLUMNS, chance.randrange(2, len(COLUMNS) + 1))
    two = chance.random() < 0.3
    rows = []
    for number in range(chance.randrange(1, 40)):
        key = [f"p{number}@x.org"] + ([str(number % 3)] if two else [])
        rows.append((key, [value(kind, name, chance) for name, kind, _ in columns]))
    os.makedirs(f"{folder}/Jobs")
    os.makedirs(f"{folder}/Inputs")
    with open(f"{folder}/Jobs/timeline.yaml", "w") as file:
        file.write(TIMELINE)
    keys = ["mail"] + (["part"] if two else [])
    with open(f"{folder}/Inputs/people.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(keys + ["name"] + [name for name, _, _ in columns])
        for key, values in rows:
            writer.writerow(key + [f"Persona {key[0]}"] + values)
    typed = "".join(f"\n      {name}: {{type: {kind}}}" for name, kind, _ in columns if kind != "text")
    shown = "".join(
        f"\n          {name}: {{label: {{es: {header}, en: {name}}}, editable: true"
        + (", labels: state" if name == "state" else "") + (", total: sum" if name == "seat" else "") + "}"
        for name, _, header in columns)
    labels = ", ".join(f'"{code}": {{es: {es}, en: {en}}}' for code, (es, en) in LABELS.items())
    keycolumns = "".join(f"\n          {name}: {{label: Clave {name}}}" for name in keys)
    with open(f"{folder}/Jobs/people.yaml", "w") as file:
        file.write(f"""job: people
inputs:
  people:
    file: people.csv{chr(10) + '    columns:' + typed if typed else ''}
labels: {{state: {{{labels}}}}}
tables:
  list:
    from: people
    key: [{", ".join(keys)}]
    steps: [{{correct: [{", ".join(name for name, _, _ in columns)}]}}]
exports:
  - workbook: people.{{language}}.xlsx
    languages: [es, en]
    sheets:
      - about
      - table: list
        name: {{es: Personas, en: People}}
        columns:
          name: {{label: Nombre}}{keycolumns}{shown}
  - csv: people.csv
    table: list
""")
    return keys, columns, rows


def edit(folder, keys, columns, rows, chance):
    """Changes the workbook and gives its new path and the changes by key and column."""
    book = openpyxl.load_workbook(f"{folder}/Exports/2021-04-26/people/people.es.xlsx")
    sheet = book["Personas"]
    header = [c.value for c in sheet[1]]
    data = [[c.value for c in row] for row in sheet.iter_rows(min_row=2)]
    formats = [sheet.cell(2, place + 1).number_format for place in range(len(header))]
    totals = data.pop() if "Asiento" in header else None
    changes = {}
    for line, (key, values) in zip(data, rows):
        for place, (name, kind, title) in enumerate(columns):
            if chance.random() > 0.08:
                continue
            new = value(kind, name, chance)
            same = new == values[place]
            if kind in ("number",) and new and values[place]:
                same = float(new) == float(values[place])
            # `0123` and `123` are one text to programs that take it for a number.
            if same or (name == "code" and values[place] and int(new) == int(values[place])):
                continue
            line[header.index(title)] = cell(kind, name, new)
            changes[tuple(key), name] = new
    removed = [line for line in data if chance.random() < 0.05] if len(data) > 2 else []
    kept = [line for line in data if line not in removed]
    mails = {line[header.index("Clave mail")] for line in kept}
    changes = {place: new for place, new in changes.items() if place[0][0] in mails}
    if chance.random() < 0.5:
        chance.shuffle(kept)
    if chance.random() < 0.3:
        kept.insert(chance.randrange(len(kept) + 1), ["Nueva", "nueva@x.org"] + ["9"] * (len(header) - 2))
    if chance.random() < 0.3:
        kept.insert(chance.randrange(len(kept) + 1), [None] * len(header))
    order = list(range(len(header)))
    if chance.random() < 0.4:
        chance.shuffle(order)
    lines = [header] + kept + ([totals] if totals else [])
    lines = [[line[place] for place in order] for line in lines]
    above = [["Lista para revisar"], []] if chance.random() < 0.3 else []
    for name in list(sheet.tables):
        del sheet.tables[name]
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    sheet.data_validations.dataValidation = []
    sheet.delete_rows(1, sheet.max_row)
    for number, line in enumerate(above + lines, 1):
        for place, content in enumerate(line, 1):
            sheet.cell(number, place).value = content
            if isinstance(content, str):
                sheet.cell(number, place).data_type = "s"
            if number > len(above) + 1 and place <= len(order):
                sheet.cell(number, place).number_format = formats[order[place - 1]]
    if chance.random() < 0.3:
        sheet.auto_filter.ref = sheet.dimensions
        sheet.row_dimensions[len(above) + 2].hidden = True
    if chance.random() < 0.3:
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
    elif chance.random() < 0.3:
        sheet.title = "Hoja devuelta"
    if chance.random() < 0.2 and not totals:
        path = f"{folder}/returned.csv"
        writers.as_csv(path, lines, written, chance)
        return path, changes
    path = f"{folder}/returned.xlsx"
    book.save(path)
    if chance.random() < 0.6:
        how = chance.choice(writers.known())
        # pandas takes such a text for a formula, and cannot say what a row above the header is.
        if how != "pandas" or not above and not any(str(content).startswith("=") for line in lines for content in line):
            writers.again(path, sheet.title, how, chance)
    elif office and chance.random() < 0.2:
        # Not with pipes: a child that outlives it would keep them open.
        try:
            subprocess.run(
                [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
                 "--outdir", f"{folder}/office", path],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        except subprocess.TimeoutExpired:
            print("LibreOffice did not answer; the workbook is taken as openpyxl wrote it")
        if os.path.exists(f"{folder}/office/returned.xlsx"):
            path = f"{folder}/office/returned.xlsx"
    return path, changes


def written(content):
    """As Excel in Spanish writes a cell to CSV."""
    if content is None:
        return ""
    if isinstance(content, bool):
        return "VERDADERO" if content else "FALSO"
    if isinstance(content, datetime.datetime):
        has_time = content.time() != datetime.time()
        return content.strftime("%d/%m/%Y" + (" %H:%M:%S" if has_time else ""))
    if isinstance(content, float):
        return repr(content).replace(".", ",")
    return str(content)


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def corrected(folder, chance):
    keys, columns, rows = workspace(folder, chance)
    kinds = {name: kind for name, kind, _ in columns}

    made = call(folder, "run", "people", "--as-of", "2021-04-26")
    expect(made.returncode == 0, made.stderr)
    before = table(f"{folder}/Exports/2021-04-26/people/people.csv")
    path, changes = edit(folder, keys, columns, rows, chance)
    took = call(folder, "corrections", "take", path, "--as-of", "2021-04-27", "--json")
    expect(took.returncode == 0, f"{took.returncode}: {took.stdout}{took.stderr}")
    found = {
        (tuple(entry["key"][key] for key in keys), entry["column"]): entry["to"]
        for entry in json.loads(took.stdout)["files"][0]["corrections"]}
    wanted = dict(changes)

    def same(kind, a, b):
        if a == b:
            return True
        if not a or not b:
            return False
        if kind in ("number", "integer"):
            return abs(float(a) - float(b)) <= abs(float(a)) * 1e-12
        if kind == "datetime":
            return abs(datetime.datetime.fromisoformat(a) - datetime.datetime.fromisoformat(b)).total_seconds() < 1
        return False

    expect(found.keys() == wanted.keys(), f"taken {sorted(found.keys() - wanted.keys())}, missed {sorted(wanted.keys() - found.keys())}\n{took.stderr}")
    for place, new in wanted.items():
        expect(same(kinds[place[1]], new, found[place]), f"{place}: {new!r} was taken as {found[place]!r}")
    again = call(folder, "corrections", "take", path, "--as-of", "2021-04-27", "--night", "2021-04-26", "--json")
    expect(again.returncode == 0 and json.loads(again.stdout)["taken"] == 0, f"twice: {again.stdout}{again.stderr}")
    made = call(folder, "run", "people", "--as-of", "2021-04-27")
    expect(made.returncode == 0, made.stderr)
    after = table(f"{folder}/Exports/2021-04-27/people/people.csv")
    expect(len(before) == len(after), "the rows are the same")
    for was, now in zip(before, after):
        key = tuple(was[key] for key in keys)
        for name in was:
            expected = wanted.get((key, name), was[name])
            expect(same(kinds.get(name, "text"), expected, now[name]), f"{key} {name}: {expected!r}, not {now[name]!r}")
    listed = json.loads(call(folder, "corrections", "list", "--as-of", "2021-04-27", "--json").stdout)
    expect([entry["state"] for entry in listed] == ["applied"] * len(wanted), f"states: {listed}")


run("corrections", corrected, 40)
