"""Workbooks written part by part, with what the libraries of writers.py never write and other programs do: texts in the cells, in
runs and as results of formulas, dates in ISO 8601, as texts and counted from 1904, the strict namespaces, prefixes, cells without
references, wrong dimensions, blank rows at the end, parts under other names, properties lost or beside those of the program.

As in published workbooks and in bug reports about reading them: Excel ("Strict Open XML", shared formulas, rich text), Excel for the web,
Google Sheets (no properties at all), Numbers (a title above each table, a summary in front, hidden sheets shown), WPS (its own
properties), programs on the Open XML SDK (`x:` before all names) and report generators (no references, `t="str"`)."""
import datetime, zipfile
from xml.sax.saxutils import escape, quoteattr

TRANSITIONAL = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006")
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument")
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FORMATS = ["General", "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"]
CUSTOM = "docProps/custom.xml"


def letters(place):
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


class Manner:
    """How a program writes; each case draws one."""

    def __init__(self, chance):
        self.chance = chance
        self.strict = chance.random() < 0.2
        self.main, self.office = STRICT if self.strict else TRANSITIONAL
        self.prefix = chance.choice(["", "", "x:"])
        self.strings = chance.choice(["shared", "inline", "str", "mixed"])
        self.references = chance.random() < 0.8
        self.is1904 = chance.random() < 0.2
        self.dates = chance.choice(["serial", "serial", "iso", "text"])
        self.numbers_as_text = chance.random() < 0.2
        self.formulas = chance.random() < 0.2
        self.absolute = chance.random() < 0.3
        self.folder, self.book = chance.choice([("xl/worksheets/", "xl/workbook.xml"), ("xl/Sheets/", "xl/workbook2.xml"), ("", "book.xml")])
        self.mark = chance.choice(["", "", "\ufeff"])
        self.properties = chance.choice(["kept", "lost", "beside others"])
        self.hidden = chance.choice(["kept", "shown", "renamed", "lost"])
        self.shared = []

    # The XML of a cell.

    def runs(self, text):
        space = ' xml:space="preserve"'
        p = self.prefix
        if len(text) > 1 and self.chance.random() < 0.2:
            place = self.chance.randrange(1, len(text))
            bold = f"<{p}rPr><{p}b/><{p}sz val=\"11\"/></{p}rPr>"
            xml = f"<{p}r><{p}t{space}>{escape(text[:place])}</{p}t></{p}r><{p}r>{bold}<{p}t{space}>{escape(text[place:])}</{p}t></{p}r>"
            if self.chance.random() < 0.5:
                xml += f'<{p}rPh sb="0" eb="1"><{p}t>fonética</{p}t></{p}rPh><{p}phoneticPr fontId="1"/>'
            return xml
        return f"<{p}t{space}>{escape(text)}</{p}t>"

    def text(self, reference, text):
        p = self.prefix
        how = self.chance.choice(["shared", "inline", "str"]) if self.strings == "mixed" else self.strings
        if how == "inline":
            return f'<{p}c{reference} t="inlineStr"><{p}is>{self.runs(text)}</{p}is></{p}c>'
        if how == "str":
            formula = ""
            if self.formulas:
                formula = self.chance.choice([f"<{p}f>VLOOKUP(1,$Z$1:$AA$9,2,0)</{p}f>", f'<{p}f t="shared" si="0"/>', f'<{p}f ca="1"/>'])
            return f'<{p}c{reference} t="str">{formula}<{p}v>{escape(text)}</{p}v></{p}c>'
        # Some programs put equal texts in twice.
        self.shared.append(text)
        return f'<{p}c{reference} t="s"><{p}v>{len(self.shared) - 1}</{p}v></{p}c>'

    def cell(self, row, column, value):
        p = self.prefix
        reference = f' r="{letters(column)}{row}"' if self.references else ""
        if value is None:
            return "" if self.references and self.chance.random() < 0.5 else f"<{p}c{reference}/>"
        if isinstance(value, bool):
            return f'<{p}c{reference} t="b"><{p}v>{int(value)}</{p}v></{p}c>'
        if isinstance(value, (int, float)):
            if self.numbers_as_text and self.chance.random() < 0.3:
                return self.text(reference, repr(value))
            number = repr(value)
            if isinstance(value, float) and self.chance.random() < 0.3:
                number = f"{value:.16E}"
            return f"<{p}c{reference}><{p}v>{number}</{p}v></{p}c>"
        if isinstance(value, datetime.datetime):
            has_time = value.time() != datetime.time()
            style = f' s="{2 if has_time else 1}"'
            if self.dates == "iso":
                return f'<{p}c{reference}{style} t="d"><{p}v>{value.isoformat()}</{p}v></{p}c>'
            if self.dates == "text":
                return self.text(reference, value.strftime("%d/%m/%Y %H:%M:%S" if has_time else "%d/%m/%Y"))
            epoch = datetime.datetime(1904, 1, 1) if self.is1904 else datetime.datetime(1899, 12, 30)
            days = (value - epoch) / datetime.timedelta(days=1)
            number = repr(days) if has_time else str(int(days))
            return f"<{p}c{reference}{style}><{p}v>{number}</{p}v></{p}c>"
        return self.text(reference, str(value))

    # The parts.

    def element(self, name, attributes, content):
        return (f'{self.mark}<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<{self.prefix}{name} xmlns{":x" if self.prefix else ""}="{self.main}" '
                f'xmlns:r="{self.office}/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
                f'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" mc:Ignorable="x14ac"{attributes}>{content}</{self.prefix}{name}>')

    def sheet(self, rows):
        p = self.prefix
        lines = []
        for number, row in enumerate(rows, 1):
            cells = "".join(self.cell(number, column, value) for column, value in enumerate(row))
            # Without references, rows without cells would be lost.
            reference = f' r="{number}" spans="1:{len(row)}" x14ac:dyDescent="0.25"' if self.references else ""
            lines.append(f"<{p}row{reference}>{cells}</{p}row>" if cells or not self.references else "")
        for number in range(len(rows) + 1, len(rows) + self.chance.choice([1, 1, 30])):
            reference = f' r="{number}"' if self.references else ""
            lines.append(f'<{p}row{reference} s="1" customFormat="1">' + f'<{p}c{"" if not self.references else f" r={chr(34)}A{number}{chr(34)}"} s="1"/></{p}row>')
        dimension = self.chance.choice(["", f'<{p}dimension ref="A1"/>', f'<{p}dimension ref="A1:XFD1048576"/>'])
        after = self.chance.choice(["", f'<{p}sheetProtection sheet="1" objects="1"/><{p}autoFilter ref="A1:B2"/>'])
        return self.element(
            "worksheet", "",
            f'<{p}sheetPr/>{dimension}<{p}sheetViews><{p}sheetView workbookViewId="0"/></{p}sheetViews><{p}sheetFormatPr defaultRowHeight="15"/>'
            f'<{p}sheetData>{"".join(lines)}</{p}sheetData>{after}<{p}pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>')

    def styles(self):
        p = self.prefix
        formats = "".join(f'<{p}numFmt numFmtId="{170 + place}" formatCode={quoteattr(code)}/>' for place, code in enumerate(FORMATS) if place)
        cells = "".join(
            f'<{p}xf numFmtId="{170 + place if place else 0}" fontId="0" fillId="0" borderId="0" xfId="0"{" applyNumberFormat=" + chr(34) + "1" + chr(34) if place else ""}/>'
            for place in range(len(FORMATS)))
        return self.element(
            "styleSheet", "",
            f'<{p}numFmts count="2">{formats}</{p}numFmts><{p}fonts count="1"><{p}font><{p}sz val="11"/></{p}font></{p}fonts>'
            f'<{p}fills count="1"><{p}fill><{p}patternFill patternType="none"/></{p}fill></{p}fills><{p}borders count="1"><{p}border/></{p}borders>'
            f'<{p}cellStyleXfs count="1"><{p}xf/></{p}cellStyleXfs><{p}cellXfs count="3">{cells}</{p}cellXfs>')


def relationships(list_):
    body = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in list_)
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def write(path, sheets, properties, chance):
    """Writes sheets (title, state, rows) and custom properties."""
    manner = Manner(chance)
    sheets = [list(sheet) for sheet in sheets]
    if manner.hidden == "lost":
        sheets = [sheet for sheet in sheets if sheet[1] == "visible"]
    for sheet in sheets:
        if sheet[1] == "visible":
            continue
        if manner.hidden != "kept":
            sheet[1] = "visible"
        if manner.hidden == "renamed":
            sheet[0] = f"{sheet[0]} - Tabla 1"
    slash = "/" if manner.absolute else ""
    folder = manner.book.rpartition("/")[0]

    def target(name):
        if manner.absolute:
            return "/" + name
        return name[len(folder) + 1:] if folder and name.startswith(folder + "/") else name

    parts, links, entries = {}, [], []
    p = manner.prefix
    for number, (title, state, rows) in enumerate(sheets, 1):
        name = f"{manner.folder}sheet{number}.xml"
        parts[name] = manner.sheet(rows)
        links.append((f"rId{number}", f"{manner.office}/relationships/worksheet", target(name)))
        hidden = "" if state == "visible" else f' state="{state}"'
        entries.append(f'<{p}sheet name={quoteattr(title)} sheetId="{number + 3}"{hidden} r:id="rId{number}"/>')
    base = folder + "/" if folder else ""
    parts[f"{base}styles.xml"] = manner.styles()
    links.append(("rIdStyles", f"{manner.office}/relationships/styles", target(f"{base}styles.xml")))
    if manner.shared:
        items = "".join(f"<{p}si>{manner.runs(text)}</{p}si>" for text in manner.shared)
        parts[f"{base}sharedStrings.xml"] = manner.element("sst", "", items)
        links.append(("rIdTexts", f"{manner.office}/relationships/sharedStrings", target(f"{base}sharedStrings.xml")))
    epoch = f'<{p}workbookPr date1904="{chance.choice(["1", "true"])}"/>' if manner.is1904 else f"<{p}workbookPr/>"
    parts[manner.book] = manner.element(
        "workbook", "", f'{epoch}<{p}bookViews><{p}workbookView/></{p}bookViews><{p}sheets>{"".join(entries)}</{p}sheets>')
    above, _, last = manner.book.rpartition("/")
    parts[f'{above + "/" if above else ""}_rels/{last}.rels'] = relationships(links)
    roots = [("rId1", f"{manner.office}/relationships/officeDocument", slash + manner.book)]
    if manner.properties != "lost":
        own = [("KSOProductBuildVer", "3082-11.2.0.11191"), ("ICV", "0A1B")] if manner.properties == "beside others" else []
        listed = "".join(
            f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
            for number, (name, value) in enumerate(own + properties, 2))
        parts[CUSTOM] = (f'<?xml version="1.0"?><Properties xmlns="{manner.office}/{"customProperties" if manner.strict else "custom-properties"}" '
                         f'xmlns:vt="{manner.office}/docPropsVTypes">{listed}</Properties>')
        kind = "customProperties" if manner.strict else "custom-properties"
        roots.append(("rId2", f"{manner.office}/relationships/{kind}", slash + CUSTOM))
    parts["_rels/.rels"] = relationships(roots)
    kinds = {
        manner.book: "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", CUSTOM: "vnd.openxmlformats-officedocument.custom-properties",
        f"{base}styles.xml": "vnd.openxmlformats-officedocument.spreadsheetml.styles",
        f"{base}sharedStrings.xml": "vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings"}
    for name in parts:
        if name.startswith(f"{manner.folder}sheet"):
            kinds[name] = "vnd.openxmlformats-officedocument.spreadsheetml.worksheet"
    overrides = "".join(f'<Override PartName="/{name}" ContentType="application/{kind}+xml"/>' for name, kind in kinds.items() if name in parts)
    types = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>')
    # The types may come last, as in files that were written in one go.
    order = list(parts.items())
    chance.shuffle(order)
    order.insert(chance.choice([0, len(order)]), ("[Content_Types].xml", types))
    with zipfile.ZipFile(path, "w", chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as archive:
        for name, content in order:
            archive.writestr(name, content.encode())


def as_numbers(sheets):
    """Sheets as Numbers exports them: a summary in front, and the name of the table above each."""
    summary = [["Este documento se exportó desde Numbers. Cada tabla se convirtió en una hoja de cálculo de Excel."], [], [None, "Nombre de la hoja de Numbers", "Nombre de la tabla de Numbers", "Nombre de la hoja de Excel"]]
    made = []
    for title, _, rows in sheets:
        made.append((f"{title} - Tabla 1"[:31], "visible", [["Tabla 1"]] + rows))
        summary += [[None, title], [None, None, "Tabla 1", made[-1][0]]]
    return [("Resumen de exportación", "visible", summary)] + made
