"""Steps, aggregates and window functions, as plainly as they can be written. Nothing here is fast."""

from fractions import Fraction

from values import INT_MAX, INT_MIN, Table, text_of


class Fails(Exception):
    """What acta must refuse to compute: an overflow, a join that multiplies rows."""


def key_of(value):
    """Nulls are equal to one another, and so are the two zeros."""
    return () if value is None else (0.0 if value == 0 and isinstance(value, float) else value,)


def order_key(value, down):
    """For sorting: nulls last both ways; text by code point."""
    class Down:
        def __init__(self, v):
            self.v = v

        def __lt__(self, other):
            return other.v < self.v

        def __eq__(self, other):
            return other.v == self.v

    if value is None:
        return (1, 0)
    value = [ord(c) for c in value] if isinstance(value, str) else value
    return (0, Down(value) if down else value)


def sorted_rows(table, keys, indexes=None):
    indexes = list(range(len(table.rows))) if indexes is None else list(indexes)
    places = [(table.place(k.lstrip("-")), k.startswith("-")) for k in keys]
    return sorted(indexes, key=lambda i: [order_key(table.rows[i][p], d) for p, d in places])


def groups_of(table, by, indexes=None):
    """Indexes by key, in order of first appearance."""
    places = [table.place(name) for name in by]
    groups = {}
    for i in range(len(table.rows)) if indexes is None else indexes:
        groups.setdefault(tuple(key_of(table.rows[i][p]) for p in places), []).append(i)
    return groups


def whole(value):
    if not INT_MIN <= value <= INT_MAX:
        raise Fails("integer overflow")
    return value


def finite(value):
    if value in (float("inf"), float("-inf")):
        raise Fails("number overflow")
    return value


def total(values, type_):
    if type_ == "integer":
        return whole(sum(values))
    try:
        return float(sum(map(Fraction, values)))
    except OverflowError:
        raise Fails("number overflow") from None


def mean(values, type_):
    if type_ == "number":
        total(values, type_)  # Too large a sum is an error even if the mean would fit.
    return float(sum(map(Fraction, values)) / len(values))


def quantile(values, part):
    if part == 0.5 and all(isinstance(v, int) for v in values):
        middle = sorted(values)
        return float(Fraction(middle[(len(middle) - 1) // 2] + middle[len(middle) // 2], 2))
    values = sorted(float(v) for v in values)
    place = part * (len(values) - 1)
    low = int(place)
    if place == low:
        return values[low]
    if place - low == 0.5:
        total = values[low] + values[low + 1]
        return total / 2 if abs(total) != float("inf") else values[low] / 2 + values[low + 1] / 2
    step = values[low + 1] - values[low]
    if abs(step) == float("inf"):
        return values[low] * (1 - (place - low)) + values[low + 1] * (place - low)
    return values[low] + step * (place - low)


AGGREGATES = {
    "count_distinct": (None, "integer"), "sum": (("integer", "number"), None), "mean": (("integer", "number"), "number"),
    "min": (("text", "integer", "number", "date", "datetime"), None),
    "max": (("text", "integer", "number", "date", "datetime"), None),
    "median": (("integer", "number"), "number"), "quantile": (("integer", "number"), "number"),
    "first": (None, None), "last": (None, None), "any": (("boolean",), "boolean"), "all": (("boolean",), "boolean"),
    "list": (None, "text"), "count": (None, "integer"),
}


def aggregate(name, values, type_, part=0.25):
    """Of one column's values in the order of the rows; values is None for count()."""
    values = [v for v in values if v is not None]
    if name == "count":
        return len(values)
    if name == "count_distinct":
        return len({key_of(v) for v in values})
    if not values:
        return None
    code_points = (lambda v: [ord(c) for c in v]) if type_ == "text" else (lambda v: v)
    return {
        "sum": lambda: total(values, type_),
        "mean": lambda: mean(values, type_),
        "min": lambda: min(values, key=code_points),
        "max": lambda: max(values, key=code_points),
        "median": lambda: quantile(values, 0.5),
        "quantile": lambda: quantile(values, part),
        "first": lambda: values[0],
        "last": lambda: values[-1],
        "any": lambda: any(values),
        "all": lambda: all(values),
        "list": lambda: "; ".join(text_of(v, type_) for v in values),
    }[name]()


def group(table, by, summaries):
    """summaries: (new name, aggregate, column or None for count())."""
    groups = groups_of(table, by) if by else {(): list(range(len(table.rows)))}
    names, types = list(by), [table.type_of(b) for b in by]
    for new, name, column in summaries:
        names.append(new)
        types.append(AGGREGATES[name][1] or table.type_of(column))
    result = Table(names, types)
    for indexes in groups.values():
        row = [table.rows[indexes[0]][table.place(b)] for b in by]
        for _, name, column in summaries:
            if column is None:
                row.append(len(indexes))
            else:
                place = table.place(column)
                row.append(aggregate(name, [table.rows[i][place] for i in indexes], table.type_of(column)))
        result.rows.append(tuple(row))
    return result


def window(table, by, order, derived):
    """derived: (new name, function, column or None)."""
    results = [[None] * len(table.rows) for _ in derived]
    for indexes in groups_of(table, by).values() if by else [range(len(table.rows))]:
        ordered = sorted_rows(table, order, indexes)
        places = [table.place(k.lstrip("-")) for k in order]
        keys = [tuple(key_of(table.rows[i][p]) for p in places) for i in ordered]
        for (_, name, column), result in zip(derived, results):
            values = [table.rows[i][table.place(column)] for i in ordered] if column else [1] * len(ordered)
            type_ = table.type_of(column) if column else None
            rank = dense = 0
            seen = []
            for place, i in enumerate(ordered):
                if place == 0 or keys[place] != keys[place - 1]:
                    rank, dense = place + 1, dense + 1
                if values[place] is not None:
                    seen.append(values[place])
                result[i] = {
                    "row_number": lambda: place + 1,
                    "rank": lambda: rank,
                    "dense_rank": lambda: dense,
                    "lag": lambda: values[place - 1] if place else None,
                    "lead": lambda: values[place + 1] if place + 1 < len(values) else None,
                    "running_sum": lambda: total(seen, type_) if seen else None,
                    "running_count": lambda: len(seen),
                }.get(name, lambda: aggregate(name, values, type_))()
    result = Table(list(table.names), list(table.types), list(table.rows))
    for (new, name, column), values in zip(derived, results):
        type_ = "integer" if name in ("row_number", "rank", "dense_rank", "running_count") else (
            AGGREGATES[name][1] if name in AGGREGATES and AGGREGATES[name][1] else table.type_of(column))
        put(result, new, type_, values)
    return result


def put(table, name, type_, values):
    """Adds a column, or replaces the one that has its name where it stands."""
    if name in table.names:
        place = table.place(name)
        table.types[place] = type_
        table.rows = [row[:place] + (v,) + row[place + 1 :] for row, v in zip(table.rows, values)]
    else:
        table.names.append(name)
        table.types.append(type_)
        table.rows = [row + (v,) for row, v in zip(table.rows, values)]


def distinct(table, on, keep, by):
    chosen = []
    for indexes in groups_of(table, on).values():
        ordered = sorted_rows(table, by, indexes)
        chosen.append(ordered[0] if keep == "first" else ordered[-1])
    return Table(list(table.names), list(table.types), [table.rows[i] for i in sorted(chosen)])


def select(table, names):
    places = [table.place(n) for n in names]
    return Table(list(names), [table.types[p] for p in places], [tuple(r[p] for p in places) for r in table.rows])


def widen(value, type_):
    return float(value) if type_ == "number" and isinstance(value, int) and not isinstance(value, bool) else value


def common(a, b):
    if a == b:
        return a
    return "number" if {a, b} == {"integer", "number"} else None


def join(left, right, on, kind, columns, expect):
    """on: (left column, right column) pairs; columns of the right that it brings."""
    def keys(table, row, side):
        values = []
        for pair in on:
            type_ = common(left.type_of(pair[0]), right.type_of(pair[1]))
            values.append(widen(row[table.place(pair[side])], type_))
        return None if None in values else tuple(key_of(v) for v in values)

    index = {}
    for i, row in enumerate(right.rows):
        key = keys(right, row, 1)
        if key is not None:
            index.setdefault(key, []).append(i)
    found = [index.get(keys(left, row, 0), []) if keys(left, row, 0) is not None else [] for row in left.rows]
    if kind in ("semi", "anti"):
        rows = [row for row, f in zip(left.rows, found) if bool(f) == (kind == "semi")]
        return Table(list(left.names), list(left.types), rows)
    if expect == "one" and any(len(f) > 1 for f in found):
        raise Fails("join multiplies rows")
    brought = [right.place(c) for c in columns]
    result = Table(left.names + list(columns), list(left.types) + [right.types[p] for p in brought])
    if kind == "full":
        for a, b in on:
            result.types[left.place(a)] = common(left.type_of(a), right.type_of(b))
    for row, matches in zip(left.rows, found):
        for i in matches:
            result.rows.append(row + tuple(right.rows[i][p] for p in brought))
        if not matches and kind != "inner":
            result.rows.append(row + (None,) * len(brought))
    if kind == "full":
        used = {i for f in found for i in f}
        for i, other in enumerate(right.rows):
            if i not in used:
                row = [None] * len(left.names)
                for a, b in on:
                    row[left.place(a)] = other[right.place(b)]
                result.rows.append(tuple(row) + tuple(other[p] for p in brought))
        result.rows = [tuple(widen(v, t) for v, t in zip(row, result.types)) for row in result.rows]
    return result


def union(tables):
    names, types = [], []
    for table in tables:
        for name, type_ in zip(table.names, table.types):
            if name not in names:
                names.append(name)
                types.append(type_)
            else:
                types[names.index(name)] = common(types[names.index(name)], type_)
    result = Table(names, types)
    for table in tables:
        for row in table.rows:
            found = dict(zip(table.names, row))
            result.rows.append(tuple(widen(found.get(n), t) for n, t in zip(names, types)))
    return result


def unpivot(table, columns, name, value):
    kept = [n for n in table.names if n not in columns]
    type_ = table.type_of(columns[0])
    for column in columns:
        type_ = common(type_, table.type_of(column))
    result = Table(kept + [name, value], [table.type_of(n) for n in kept] + ["text", type_])
    for row in table.rows:
        for column in columns:
            result.rows.append(tuple(row[table.place(n)] for n in kept) + (column, widen(row[table.place(column)], type_)))
    return result


def pivot(table, rows, column, name, argument):
    cells = groups_of(table, list(rows) + [column])
    items, lines = groups_of(table, [column]), groups_of(table, rows) if rows else {(): list(range(len(table.rows)))}
    taken, names = set(rows), []
    for key in items:
        value = table.rows[items[key][0]][table.place(column)]
        base = "null" if value is None else text_of(value, table.type_of(column))
        new, number = base, 2
        while new in taken:
            new, number = f"{base} {number}", number + 1
        taken.add(new)
        names.append(new)
    type_ = AGGREGATES[name][1] or table.type_of(argument)
    result = Table(list(rows) + names, [table.type_of(r) for r in rows] + [type_] * len(names))
    for line, indexes in lines.items():
        row = [table.rows[indexes[0]][table.place(r)] for r in rows]
        for item in items:
            members = cells.get(line + item, [])
            if argument is None:
                row.append(len(members))
            else:
                row.append(aggregate(name, [table.rows[i][table.place(argument)] for i in members], table.type_of(argument)))
        result.rows.append(tuple(row))
    return result


def explode(table, column, separator):
    place = table.place(column)
    result = Table(list(table.names), list(table.types))
    for row in table.rows:
        parts = [None]
        if row[place] is not None:
            parts = row[place].split(separator)
            if len(parts) > 1 and parts[-1] == "":
                parts.pop()
        result.rows += [row[:place] + (part,) + row[place + 1 :] for part in parts]
    return result


def usable(table, begin, end):
    a, b = table.place(begin), table.place(end)
    return [i for i, r in enumerate(table.rows) if r[a] is not None and r[b] is not None and r[a] <= r[b]]


def intervals(table, by, begin, end, gap):
    """The union, counted piece by piece between all the moments at which anything changes."""
    good = usable(table, begin, end)
    groups = groups_of(table, by, good) if by else ({(): good} if good else {})
    result = Table(list(by) + ["minutes", "joins", "first", "last"],
                   [table.type_of(b) for b in by] + ["number", "integer", "datetime", "datetime"])
    for indexes in groups.values():
        spans = [(table.rows[i][table.place(begin)], table.rows[i][table.place(end)]) for i in indexes]
        moments = sorted({m for span in spans for m in span})
        covered = 0
        for low, high in zip(moments, moments[1:]):
            inside = any(a <= low and high <= b for a, b in spans)
            # Between two moments nothing begins or ends, so a hole is as long as they are apart.
            bridged = not inside and high - low <= gap
            covered += high - low if inside or bridged else 0
        result.rows.append(tuple(table.rows[indexes[0]][table.place(b)] for b in by) + (
            covered / 60_000_000, len(spans), min(a for a, _ in spans), max(b for _, b in spans)))
    return result


def concurrency(table, by, begin, end):
    """How many are there at each moment: those who began and have not ended, and those who only looked in."""
    good = usable(table, begin, end)
    groups = groups_of(table, by, good) if by else {(): good}
    result = Table(list(by) + ["peak", "peak_at"], [table.type_of(b) for b in by] + ["integer", "datetime"])
    for indexes in groups.values():
        spans = [(table.rows[i][table.place(begin)], table.rows[i][table.place(end)]) for i in indexes]
        peak, at = 0, None
        for moment in sorted({a for a, _ in spans}):
            there = sum(1 for a, b in spans if a <= moment and (moment < b or a == b == moment))
            if there > peak:
                peak, at = there, moment
        result.rows.append(tuple(table.rows[indexes[0]][table.place(b)] for b in by) + (peak, at))
    return result
