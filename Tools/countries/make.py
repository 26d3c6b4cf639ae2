#!/usr/bin/env python3
"""Writes Sources/Tables/Values/Countries+Names.swift: what countries and territories are called.

    apt-get install iso-codes python3-babel
    /usr/bin/python3 Tools/countries/make.py > Sources/Tables/Values/Countries+Names.swift

The names are those of ISO 3166-1 (usual, official and common, with the translations of iso-codes) and of the
Unicode CLDR (through Babel). Names that people use beside them are in Countries+Aliases.swift, kept by hand.
The result is committed, so that a build needs neither package and figures do not change with them."""
import gettext, json, sys, unicodedata
from babel import Locale

LANGUAGES = ["en", "es", "pt", "fr"]
LOCALES = ["en", "es", "es_419", "es_MX", "pt", "pt_PT", "fr", "fr_CA"]
TRANSLATIONS = ["es", "pt", "pt_BR", "fr"]
PARTICLES = set(
    "the of and el la los las de del y le les l du des d et o a os as do da dos das e".split()
)


def key(name):
    """How Countries.key compares names."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() and ord(c) < 0x250 else " " for c in plain).split()
    short = {"st": "saint", "sta": "santa", "rep": "republic", "republica": "republic", "republique": "republic"}
    return "".join(short.get(word, word) for word in words if word not in PARTICLES)


def turned(name):
    """'Congo, The Democratic Republic of the' the other way round."""
    first, mark, rest = name.partition(", ")
    return f"{rest} {first}" if mark and "," not in rest else None


entries = json.load(open("/usr/share/iso-codes/json/iso_3166-1.json"))["3166-1"]
translations = {
    language: gettext.translation("iso_3166-1", "/usr/share/locale", [language]) for language in TRANSLATIONS
}
shown = {language: Locale(language).territories for language in LANGUAGES}
countries = []
owners = {}
for entry in sorted(entries, key=lambda entry: entry["alpha_2"]):
    code = entry["alpha_2"]
    own = [shown[language][code].replace("\u2019", "'") for language in LANGUAGES]
    names = list(own)
    for locale in LOCALES:
        names.append(Locale.parse(locale).territories.get(code, ""))
    for kind in ("name", "official_name", "common_name"):
        if kind in entry:
            names.append(entry[kind])
            for language in TRANSLATIONS:
                names.append(translations[language].gettext(entry[kind]))
    others = []
    seen = {key(name) for name in own}
    for name in (name.replace("\u2019", "'").strip() for name in names):
        for form in (name, turned(name)):
            if form and key(form) not in seen:
                seen.add(key(form))
                others.append(form)
    for name in seen:
        owners.setdefault(name, []).append(code)
    countries.append((entry, own, others))

lines = []
for entry, own, others in countries:
    code = entry["alpha_2"]
    for name in own + others:
        # A slip of a translation (iso-codes calls Afghanistan a republic of Pakistan in Portuguese).
        if len(owners[key(name)]) > 1:
            print(f"{name!r} is claimed by {owners[key(name)]} and left out", file=sys.stderr)
    others = [name for name in others if len(owners[key(name)]) == 1]
    head = f"    {code} {entry['alpha_3']} {entry['numeric']} "
    text = "|".join(own) + (";" + "|".join(others) if others else "")
    # At most 110 columns: Swift joins lines that end with a backslash.
    row = head
    pieces = text.split("|")
    for number, piece in enumerate(pieces):
        piece += "|" if number < len(pieces) - 1 else ""
        if len(row) + len(piece) > 108 and row.strip():
            lines.append(row + "\\")
            row = "      "
        row += piece
    lines.append(row)

print(
    '''// Written by Tools/countries/make.py; do not edit. Names that are missing belong into Countries+Aliases.swift.

extension Countries {
  /// The countries and territories of ISO 3166-1: alpha-2, alpha-3 and numeric code; the usual name in English,
  /// Spanish, Portuguese and French; behind the semicolon the other names of ISO and CLDR in these languages.
  static let names = """'''
)
print("\n".join(lines))
print('    """\n}')
