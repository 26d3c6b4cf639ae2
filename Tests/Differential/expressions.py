"""Random expressions of a wanted type: their text, and a Python function that evaluates them on a row."""

import datetime
import math
import unicodedata
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from twin import Fails, finite, whole
from values import DAY, EPOCH_DAY, instant_of, local, text_of

SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
CONSTANTS = {
    "text": ["", "a", "A", "é", "a;b", ";", "n", "ana", "z "],
    "integer": [0, 1, 2, -3, 7, 60],
    "number": [0.0, 0.5, 2.5, -1.25, 1e10],
    "boolean": [True, False],
    "date": ["2021-04-26", "2020-02-29", "1969-12-31"],
    "datetime": ["2021-04-04T03:00:00Z", "2021-04-26T09:00:00-04:00", "2021-09-05T05:00:00Z"],
}


def null_if_any(function):
    return lambda *values: None if any(v is None for v in values) else function(*values)


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def divide(a, b):
    return None if b == 0 else finite(float(a) / float(b))


def remainder(a, b):
    if b == 0:
        return None
    if isinstance(a, float) or isinstance(b, float):
        return math.fmod(a, b)
    return int(math.copysign(1, a)) * (abs(a) % abs(b))


def calculate(operator, a, b):
    if isinstance(a, float) or isinstance(b, float):
        a, b = float(a), float(b)
        return finite(a + b if operator == "+" else a - b if operator == "-" else a * b)
    return whole(a + b if operator == "+" else a - b if operator == "-" else a * b)


def compare(operator, a, b):
    if isinstance(a, float) != isinstance(b, float):
        a, b = float(a), float(b)
    if isinstance(a, str):
        a, b = [ord(c) for c in a], [ord(c) for c in b]
    return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator]


def substring(text, start, length=None):
    """SQL's: places count from 1, and those before the text count for the length."""
    first = start - 1 if start >= 0 else len(text) + start
    if length is None:
        return text[max(0, first) :]
    return text[max(0, first) : max(0, first + max(0, length))]


def split(text, separator, part):
    parts = text.split(separator) if separator else [text]
    place = part - 1 if part > 0 else len(parts) + part
    return parts[place] if part != 0 and 0 <= place < len(parts) else None


def rounded(value, digits):
    if isinstance(value, int):
        if digits >= 0:
            return value
        return whole(int(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)))
    exact = Decimal(repr(value))
    return float(exact if exact.as_tuple().exponent >= -digits else exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def integer_of_text(text):
    text = text.strip(" ")
    digits = text[1:] if text[:1] in ("-", "+") else text
    return int(text) if digits.isascii() and digits.isdigit() and -(2**63) <= int(text) < 2**63 else None


def integer_of_number(value):
    result = int(value)
    return result if -(2**63) <= result < 2**63 else None


def number_of_text(text):
    try:
        value = float(text.strip(" ")) if all(c in "0123456789.eE+- " for c in text) else None
        return value if value is None or math.isfinite(value) else None
    except ValueError:
        return None


def days_of(value, type_):
    return value if type_ == "date" else local(value)[0].date().toordinal() - EPOCH_DAY


def start_of(value, type_, unit):
    if unit == "hour":
        wall = local(value)[0]
        return value - (wall.minute * 60 + wall.second) * 1_000_000 - wall.microsecond
    date = datetime.date.fromordinal(days_of(value, type_) + EPOCH_DAY)
    date = {
        "day": lambda: date,
        "week": lambda: date - datetime.timedelta(days=date.weekday()),
        "month": lambda: date.replace(day=1),
        "quarter": lambda: date.replace(month=(date.month - 1) // 3 * 3 + 1, day=1),
        "year": lambda: date.replace(month=1, day=1),
    }[unit]()
    days = date.toordinal() - EPOCH_DAY
    return days if type_ == "date" else midnight(days)


def midnight(days):
    return instant_of(datetime.datetime.combine(datetime.date.fromordinal(days + EPOCH_DAY), datetime.time()))


def fold(text):
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


class Expressions:
    """Draws expressions over a table's columns."""

    def __init__(self, random, table):
        self.random = random
        self.table = table

    def draw(self, type_, depth=3):
        while True:
            text, function = self.any(type_, depth)
            try:
                # Calculations of constants alone are done, and fail, before any row is read.
                if not any(f"`{n}`" in text for n in self.table.names):
                    function(())
                return text, function
            except Fails:
                continue

    def any(self, type_, depth):
        random = self.random
        if depth == 0 or random.random() < 0.15:
            return self.leaf(type_)
        makers = [getattr(self, name) for name in dir(self) if name.startswith(type_ + "_")] + [self.choice] * 2
        return random.choice(makers)(depth - 1) if makers[-1] != self.choice else self.pick(makers, type_, depth - 1)

    def pick(self, makers, type_, depth):
        maker = self.random.choice(makers)
        return maker(type_, depth) if maker == self.choice else maker(depth)

    def leaf(self, type_):
        names = [n for n, t in zip(self.table.names, self.table.types) if t == type_]
        if names and self.random.random() < 0.8:
            name = self.random.choice(names)
            place = self.table.place(name)
            return f"`{name}`", lambda row: row[place]
        constant = self.random.choice(CONSTANTS[type_])
        if type_ == "text":
            return quoted(constant), lambda row: constant
        if type_ == "date":
            days = datetime.date.fromisoformat(constant).toordinal() - EPOCH_DAY
            return f'date("{constant}")', lambda row: days
        if type_ == "datetime":
            moment = datetime.datetime.fromisoformat(constant.replace("Z", "+00:00"))
            epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
            instant = (moment - epoch) // datetime.timedelta(microseconds=1)
            return f'datetime("{constant}")', lambda row: instant
        if type_ == "boolean":
            return ("true" if constant else "false"), lambda row: constant
        return f"({constant})" if constant < 0 else repr(constant), lambda row: constant

    def call(self, name, parts, function):
        """`function` of the arguments' values, null where one is null."""
        evaluated = [p[1] for p in parts]
        strict = null_if_any(function)
        return f"{name}({', '.join(p[0] for p in parts)})", lambda row: strict(*(e(row) for e in evaluated))

    def operate(self, operator, a, b, function):
        strict = null_if_any(function)
        return f"({a[0]} {operator} {b[0]})", lambda row: strict(a[1](row), b[1](row))

    # Of any type

    def choice(self, type_, depth):
        kind = self.random.randrange(4)
        if kind == 0:
            c, a, b = self.any("boolean", depth), self.any(type_, depth), self.any(type_, depth)
            return f"if({c[0]}, {a[0]}, {b[0]})", lambda row: a[1](row) if c[1](row) is True else b[1](row)
        a, b = self.any(type_, depth), self.any(type_, depth)
        if kind == 1:
            def coalesce(row):
                value = a[1](row)
                return b[1](row) if value is None else value
            return f"coalesce({a[0]}, {b[0]})", coalesce
        if kind == 2 or type_ == "boolean":
            def null_if(row):
                x, y = a[1](row), b[1](row)
                return None if x is not None and x == y else x
            return f"null_if({a[0]}, {b[0]})", null_if
        name = self.random.choice(["least", "greatest"])
        order = (lambda v: [ord(c) for c in v]) if type_ == "text" else (lambda v: v)
        return self.call(name, [a, b], lambda x, y: (min if name == "least" else max)(x, y, key=order))

    # Booleans

    def boolean_compare(self, depth):
        type_ = self.random.choice(["text", "integer", "number", "date", "datetime"])
        other = self.random.choice(["integer", "number"]) if type_ in ("integer", "number") else type_
        operator = self.random.choice(["==", "!=", "<", "<=", ">", ">="])
        return self.operate(operator, self.any(type_, depth), self.any(other, depth), lambda a, b: compare(operator, a, b))

    def boolean_logic(self, depth):
        a, b = self.any("boolean", depth), self.any("boolean", depth)
        stops = self.random.random() < 0.5

        def evaluate(row):
            x = a[1](row)
            if x is stops:
                return stops
            y = b[1](row)
            return stops if y is stops else None if x is None or y is None else not stops
        return f"({a[0]} {'or' if stops else 'and'} {b[0]})", evaluate

    def boolean_not(self, depth):
        a = self.any("boolean", depth)
        return f"(not {a[0]})", lambda row: None if a[1](row) is None else not a[1](row)

    def boolean_null(self, depth):
        a = self.any(self.random.choice(list(CONSTANTS)), depth)
        wanted = self.random.random() < 0.5
        return f"({a[0]} is {'' if wanted else 'not '}null)", lambda row: (a[1](row) is None) == wanted

    def boolean_in(self, depth):
        type_ = self.random.choice(["text", "integer", "date"])
        a, items = self.any(type_, depth), [self.leaf(type_) for _ in range(self.random.randint(1, 3))]

        def evaluate(row):
            x, others = a[1](row), [i[1](row) for i in items]
            if x is None:
                return None
            return True if x in [o for o in others if o is not None] else None if None in others else False
        return f"({a[0]} in [{', '.join(i[0] for i in items)}])", evaluate

    def boolean_text(self, depth):
        name, function = self.random.choice([
            ("starts_with", str.startswith), ("ends_with", str.endswith), ("contains", str.__contains__)])
        return self.call(name, [self.any("text", depth), self.any("text", depth)], function)

    # Numbers

    def integer_arithmetic(self, depth):
        operator = self.random.choice("+-*%")
        function = remainder if operator == "%" else lambda a, b: calculate(operator, a, b)
        return self.operate(operator, self.any("integer", depth), self.any("integer", depth), function)

    def integer_negate(self, depth):
        a = self.any("integer", depth)
        return f"(-{a[0]})", null_row(a[1], lambda v: whole(-v))

    def integer_functions(self, depth):
        a = self.any("integer", depth)
        kind = self.random.randrange(6)
        if kind == 0:
            return self.call("abs", [a], lambda v: whole(abs(v)))
        if kind == 1:
            digits = self.random.choice([-2, 0, 2])
            return self.call("round", [a, (str(digits), lambda row: digits)], rounded)
        if kind == 2:
            return self.call("length", [self.any("text", depth)], len)
        if kind == 3:
            return self.call("integer", [self.any("text", depth)], integer_of_text)
        if kind == 4:
            return self.call("integer", [self.any("number", depth)], integer_of_number)
        name, function = self.random.choice([("floor", math.floor), ("ceil", math.ceil)])
        return self.call(name, [self.any("number", depth)], lambda v: whole(function(v)))

    def integer_calendar(self, depth):
        type_ = self.random.choice(["date", "datetime"])
        a, b = self.any(type_, depth), self.any(type_, depth)
        if self.random.random() < 0.2:
            return self.call("days_between", [a, b], lambda x, y: days_of(y, type_) - days_of(x, type_))
        if type_ == "datetime" and self.random.random() < 0.3:
            name = self.random.choice(["hour", "minute"])
            return self.call(name, [a], lambda v: getattr(local(v)[0], name))
        name = self.random.choice(["year", "month", "day", "weekday"])

        def part(v):
            date = datetime.date.fromordinal(days_of(v, type_) + EPOCH_DAY)
            return date.isoweekday() if name == "weekday" else getattr(date, name)
        return self.call(name, [a], part)

    def number_arithmetic(self, depth):
        operator = self.random.choice("+-*%")
        function = remainder if operator == "%" else lambda a, b: calculate(operator, a, b)
        a, b = self.any("number", depth), self.any(self.random.choice(["number", "integer"]), depth)
        return self.operate(operator, a, b, lambda x, y: function(float(x), float(y)))

    def number_divide(self, depth):
        types = ["number", "integer"]
        return self.operate("/", self.any(self.random.choice(types), depth), self.any(self.random.choice(types), depth), divide)

    def number_functions(self, depth):
        a = self.any("number", depth)
        kind = self.random.randrange(5)
        if kind == 0:
            return self.call("abs", [a], abs)
        if kind == 1:
            digits = self.random.choice([0, 1, 2, 5, -3])
            return self.call("round", [a, (str(digits), lambda row: digits)], rounded)
        if kind == 2:
            return self.call("number", [self.any("text", depth)], number_of_text)
        if kind == 3:
            return self.call("number", [self.any("integer", depth)], float)
        return self.call("minutes_between", [self.any("datetime", depth), self.any("datetime", depth)],
                         lambda x, y: (y - x) / 60_000_000)

    # Text

    def text_functions(self, depth):
        name, function = self.random.choice([
            ("lower", str.lower), ("upper", str.upper), ("trim", lambda v: v.strip(SPACES)), ("fold", fold)])
        return self.call(name, [self.any("text", depth)], function)

    def text_parts(self, depth):
        a, kind = self.any("text", depth), self.random.randrange(4)
        number = lambda: self.leaf("integer")
        if kind == 0:
            return self.call("substring", [a, number()], substring)
        if kind == 1:
            return self.call("substring", [a, number(), number()], substring)
        if kind == 2:
            return self.call("split", [a, self.leaf("text"), number()], split)
        return self.call("replace", [a, self.leaf("text"), self.any("text", depth)],
                         lambda x, part, new: x.replace(part, new) if part else x)

    def text_concat(self, depth):
        return self.call("concat", [self.any("text", depth) for _ in range(self.random.randint(2, 3))], lambda *v: "".join(v))

    def text_of(self, depth):
        type_ = self.random.choice(["integer", "number", "boolean", "date", "datetime"])
        return self.call("text", [self.any(type_, depth)], lambda v: text_of(v, type_))

    # Days and instants

    def date_functions(self, depth):
        if self.random.random() < 0.5:
            return self.call("date", [self.any("datetime", depth)], lambda v: days_of(v, "datetime"))
        unit = self.random.choice(["day", "week", "month", "quarter", "year"])
        return self.call("start_of", [self.any("date", depth), (f'"{unit}"', lambda row: unit)],
                         lambda v, u: start_of(v, "date", u))

    def datetime_functions(self, depth):
        unit = self.random.choice(["hour", "day", "week", "month", "quarter", "year"])
        return self.call("start_of", [self.any("datetime", depth), (f'"{unit}"', lambda row: unit)],
                         lambda v, u: start_of(v, "datetime", u))


def null_row(function, then):
    def evaluate(row):
        value = function(row)
        return None if value is None else then(value)
    return evaluate
