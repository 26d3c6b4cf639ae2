"""Values, tables of them, and the CSV that acta reads and writes.

A table is names, types and rows; a value is None, str, int, float, bool, a day (int since 1970) or an
instant (int, microseconds since 1970). Zones are looked up in the system's own table, not in acta's code.
"""

import datetime
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

ZONE_NAME = "America/Santiago"
ZONE = ZoneInfo(ZONE_NAME)
EPOCH_DAY = datetime.date(1970, 1, 1).toordinal()
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
DAY = 86_400_000_000
INT_MIN, INT_MAX = -(2**63), 2**63 - 1


@dataclass
class Table:
    names: list
    types: list
    rows: list = field(default_factory=list)

    def place(self, name):
        return self.names.index(name)

    def column(self, name):
        place = self.place(name)
        return [row[place] for row in self.rows]

    def type_of(self, name):
        return self.types[self.place(name)]


# Days and instants


def day(iso):
    return datetime.date.fromisoformat(iso).toordinal() - EPOCH_DAY


def day_text(days):
    return datetime.date.fromordinal(days + EPOCH_DAY).isoformat()


def local(instant):
    """The wall clock of an instant, as a datetime without a zone, and its offset."""
    aware = (EPOCH + datetime.timedelta(microseconds=instant)).astimezone(ZONE)
    return aware.replace(tzinfo=None, fold=0), aware.utcoffset()


def instant_of(wall):
    """The instant of a wall clock time: the first of two; of a time that was skipped, when the gap ends."""
    micro = datetime.timedelta(microseconds=1)
    early, late = wall.replace(tzinfo=ZONE, fold=0), wall.replace(tzinfo=ZONE, fold=1)
    utc = datetime.timezone.utc
    before, after = early.utcoffset(), late.utcoffset()
    if before < after:
        # Skipped: the gap begins where the clock still has the offset `before`; look for its end.
        low, high = wall - datetime.timedelta(hours=3), wall + datetime.timedelta(hours=3)
        a = (low - before).replace(tzinfo=utc)
        b = (high - after).replace(tzinfo=utc)
        while b - a > micro:
            middle = a + (b - a) // 2
            if middle.astimezone(ZONE).utcoffset() == before:
                a = middle
            else:
                b = middle
        return (b - EPOCH) // micro
    return (early.astimezone(utc) - EPOCH) // micro


def offset_text(offset):
    seconds = int(offset.total_seconds())
    if seconds == 0:
        return "Z"
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    text = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text + (f":{seconds % 60:02}" if seconds % 60 else "")


def instant_text(instant):
    wall, offset = local(instant)
    text = wall.strftime("%H:%M:%S")
    if wall.microsecond:
        text += f".{wall.microsecond:06}".rstrip("0")
    return f"{wall.date().isoformat()}T{text}{offset_text(offset)}"


def number_text(value):
    if value == 0:
        return "0"
    text = repr(float(value))
    if abs(value) > 2**53 and "e" not in text:
        # Where not every integer is a double, its digits would say more than is known.
        sign, digits = ("-", text[1:-2]) if value < 0 else ("", text[:-2])
        mantissa = digits.rstrip("0")
        return f"{sign}{mantissa[0]}{'.' if mantissa[1:] else ''}{mantissa[1:]}e+{len(digits) - 1}"
    return text[:-2] if text.endswith(".0") else text


def text_of(value, type_):
    """As files for machines write it; also what text(x) gives."""
    if type_ == "text":
        return value
    if type_ == "integer":
        return str(value)
    if type_ == "number":
        return number_text(value)
    if type_ == "boolean":
        return "true" if value else "false"
    return day_text(value) if type_ == "date" else instant_text(value)


# CSV


def csv_field(value, type_):
    if value is None:
        return ""
    text = text_of(value, type_)
    if type_ == "datetime":
        # In UTC, so that the file means the same wherever it is read.
        aware = EPOCH + datetime.timedelta(microseconds=value)
        text = aware.replace(tzinfo=None).isoformat() + "Z"
    if text == "" or any(c in text for c in ',"\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def write_csv(path, table):
    with open(path, "w", encoding="utf-8", newline="") as out:
        for fields in [table.names] + [
            [csv_field(v, t) for v, t in zip(row, table.types)] for row in table.rows
        ]:
            out.write(",".join(fields) + "\r\n")


def parse_csv(text):
    """Records of fields; an empty field is None, one of two quotes is an empty text."""
    records, fields, place, size = [], [], 0, len(text)
    while place < size:
        if text[place] == '"':
            end, parts = place + 1, []
            while True:
                quote = text.index('"', end)
                parts.append(text[end:quote])
                if text[quote + 1 : quote + 2] != '"':
                    break
                parts.append('"')
                end = quote + 2
            fields.append("".join(parts))
            place = quote + 1
        else:
            end = place
            while end < size and text[end] != "," and text[end : end + 2] != "\r\n":
                end += 1
            fields.append(text[place:end] or None)
            place = end
        if text[place : place + 1] == ",":
            place += 1
            if place == size or text[place : place + 2] == "\r\n":
                fields.append(None)
                place += 2
                records.append(fields)
                fields = []
        else:
            place += 2
            records.append(fields)
            fields = []
    return records


def expected_records(table):
    return [table.names] + [
        [None if v is None else text_of(v, t) for v, t in zip(row, table.types)] for row in table.rows
    ]


# Random values

TEXTS = ["", "a", "A", "b", "é", "e\u0301", "ñ", "Ñ", "𝒜", "z ", " a", "a;b", "a;;b;", ";", "a,b", 'q"q',
         "line\nbreak", "=1", "007", "null", "\u00a0x\u2009", "ß", "ﬀ", "Ana Vera", "ana@example.org", "-1",
         "\U0001f1e8\U0001f1f1", "a\u0300b\u0301", "12", "1.5", "true"]
INTEGERS = [0, 1, -1, 2, 3, -7, 10, 1000, 2**31, -(2**53) - 1, 2**53 + 1]
EXTREMES = [INT_MIN, INT_MAX, INT_MAX - 1]
NUMBERS = [0.0, -0.0, 1.0, 0.1, 0.2, -2.5, 2.675, 1 / 3, 1e15, 1e16, 123456789.125, 1e-7, 5e-324, -1e300]
HUGE = [1e308, -1e308, 1.7976931348623157e308]
DAYS = [day(d) for d in ["0001-01-01", "9999-12-31", "1970-01-01", "1969-12-31", "2021-04-26", "2020-02-29",
                         "2021-04-04", "2021-09-05", "2000-12-31", "2021-01-01"]]
INSTANTS = [
    int((datetime.datetime.fromisoformat(t + "+00:00") - EPOCH) / datetime.timedelta(microseconds=1))
    for t in ["2021-04-04T02:59:59.999999", "2021-04-04T03:00:00", "2021-04-04T03:30:00", "2021-04-04T04:00:00",
              "2021-09-05T03:59:59", "2021-09-05T04:00:00", "2021-09-05T05:30:00.5", "1970-01-01T00:00:00",
              "1969-12-31T23:59:59.999999", "1900-06-01T12:00:00", "2050-04-03T12:00:00", "2050-09-04T04:00:00",
              "2021-04-26T13:00:00", "2021-04-26T13:20:30.25", "2021-04-26T14:00:00", "1910-01-10T04:00:00"]
]
TYPES = ["text", "integer", "number", "boolean", "date", "datetime"]


def random_value(random, type_, nulls=0.2, extremes=False):
    if random.random() < nulls:
        return None
    if type_ == "boolean":
        return random.random() < 0.5
    pool = {"text": TEXTS, "integer": INTEGERS, "number": NUMBERS, "date": DAYS, "datetime": INSTANTS}[type_]
    if extremes and random.random() < 0.1:
        pool = {"integer": EXTREMES, "number": HUGE}.get(type_, pool)
    return random.choice(pool)


def random_table(random, names="abcdefgh", extremes=False, rows=None):
    # At least two columns: where a line has but one field, a null is an empty line, and that is no row.
    count = random.randint(2, min(5, len(names)))
    types = [random.choice(TYPES) for _ in range(count)]
    table = Table(list(names[:count]), types)
    # Few different values a column make many equal keys.
    pools = [[random_value(random, t, extremes=extremes) for _ in range(random.randint(1, 5))] for t in types]
    for _ in range(random.randint(0, 9) if rows is None else rows):
        table.rows.append(tuple(random.choice(pool) for pool in pools))
    return table
