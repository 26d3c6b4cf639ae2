"""Random chains of steps over random tables: what a job says, and what must come of it."""

import json

import twin
from expressions import Expressions
from values import TYPES, Table, random_table


class Case:
    """Inputs by name, tables as the job writes them, and the expected result of the last one."""

    def __init__(self, inputs, tables, expected, columns=None):
        self.inputs, self.tables, self.expected, self.columns = inputs, tables, expected, columns

    @property
    def fails(self):
        return self.expected is None


def key_columns(random, table, most=2):
    return random.sample(table.names, random.randint(1, min(most, len(table.names))))


def sort_keys(random, table, most=2):
    return [random.choice(["", "-"]) + n for n in key_columns(random, table, most)]


def new_name(random, table, chance_of_old=0.0):
    if random.random() < chance_of_old:
        return random.choice(table.names)
    return next(n for n in (f"n{i}" for i in range(100)) if n not in table.names)


def drawn_aggregates(random, table):
    found = []
    for i in range(random.randint(1, 4)):
        name = random.choice(list(twin.AGGREGATES))
        accepted = twin.AGGREGATES[name][0] or TYPES
        columns = [n for n, t in zip(table.names, table.types) if t in accepted]
        if name == "count" and random.random() < 0.5:
            found.append((f"s{i}", "count", None))
        elif columns:
            found.append((f"s{i}", name, random.choice(columns)))
    return found or [("s0", "count", None)]


def call_text(name, column):
    if column is None:
        return f"{name}()"
    return f"{name}(`{column}`, 0.25)" if name == "quantile" else f"{name}(`{column}`)"


# Each step: (random, table, case's other input or None) -> (YAML as JSON, function of the table), or None.


def filter_(random, table, other):
    text, function = Expressions(random, table).draw("boolean")
    return {"filter": text}, lambda t: Table(
        list(t.names), list(t.types), [r for r in t.rows if function(r) is True])


def derive(random, table, other):
    current = Table(list(table.names), list(table.types), list(table.rows))
    columns, parts = {}, []
    for _ in range(random.randint(1, 3)):
        type_ = random.choice(TYPES)
        name = new_name(random, current, 0.3)
        if name in columns:
            continue
        text, function = Expressions(random, current).draw(type_)
        columns[name] = text
        parts.append((name, type_, function))
        twin.put(current, name, type_, [None] * len(current.rows))

    def apply(t):
        result = Table(list(t.names), list(t.types), list(t.rows))
        for name, type_, function in parts:
            twin.put(result, name, type_, [function(r) for r in result.rows])
        return result
    return {"derive": columns}, apply


def select(random, table, other):
    names = random.sample(table.names, random.randint(1, len(table.names)))
    return {"select": names}, lambda t: twin.select(t, names)


def drop(random, table, other):
    if len(table.names) < 2:
        return None
    gone = key_columns(random, table, len(table.names) - 1)
    return {"drop": gone}, lambda t: twin.select(t, [n for n in t.names if n not in gone])


def rename(random, table, other):
    old = key_columns(random, table)
    # Sometimes two columns change names with one another.
    new = list(reversed(old)) if len(old) == 2 and random.random() < 0.4 else [f"r_{n}" for n in old]
    if any(n in table.names and n not in old for n in new) or old == new:
        return None
    names = dict(zip(old, new))
    return {"rename": names}, lambda t: Table([names.get(n, n) for n in t.names], list(t.types), list(t.rows))


def distinct(random, table, other):
    on, keep = key_columns(random, table), random.choice(["first", "last"])
    by = sort_keys(random, table) if random.random() < 0.6 else []
    spec = {"on": on, "keep": keep}
    if by:
        spec["by"] = by
    elif keep == "first" and random.random() < 0.5:
        spec = on
    return {"distinct": spec}, lambda t: twin.distinct(t, on, keep, by)


def sort(random, table, other):
    keys = sort_keys(random, table, 3)
    return {"sort": keys}, lambda t: Table(list(t.names), list(t.types), [t.rows[i] for i in twin.sorted_rows(t, keys)])


def limit(random, table, other):
    count = random.choice([0, 1, 3, 100])
    return {"limit": count}, lambda t: Table(list(t.names), list(t.types), t.rows[:count])


def join(random, table, other):
    pairs = [(a, b) for a, x in zip(table.names, table.types) for b, y in zip(other.names, other.types)
             if twin.common(x, y)]
    if not pairs:
        return None
    on = []
    for a, b in random.sample(pairs, min(len(pairs), random.randint(1, 2))):
        if a not in [p[0] for p in on] and b not in [p[1] for p in on]:
            on.append((a, b))
    kind = random.choice(["left", "inner", "full", "semi", "anti"])
    expect = random.choice(["many", "many", "many", "one"])
    columns = [n for n in other.names if n not in [b for _, b in on]]
    spec = {"with": "other", "on": dict(on), "kind": kind}
    if kind in ("semi", "anti"):
        columns = []
    else:
        spec["expect"] = expect
        if random.random() < 0.5 or any(n in table.names for n in columns):
            columns = [n for n in columns if n not in table.names]
            columns = random.sample(columns, random.randint(0, len(columns)))
            if not columns:
                return None
            spec["columns"] = columns
    return {"join": spec}, lambda t: twin.join(t, other, on, kind, columns, expect)


def union(random, table, other):
    shared = [n for n in other.names if n in table.names]
    if any(twin.common(table.type_of(n), other.type_of(n)) is None for n in shared):
        return None
    return {"union": {"with": "other"}}, lambda t: twin.union([t, other])


def group(random, table, other):
    by = key_columns(random, table) if random.random() < 0.85 else []
    summaries = drawn_aggregates(random, table)
    if any(name in by for name, _, _ in summaries):
        return None
    spec = {"by": by, "summarize": {new: call_text(n, c) for new, n, c in summaries}}
    return {"group": spec}, lambda t: twin.group(t, by, summaries)


def window(random, table, other):
    by = key_columns(random, table, 1) if random.random() < 0.7 else []
    order = sort_keys(random, table) if random.random() < 0.8 else []
    derived = []
    numeric = [n for n, t in zip(table.names, table.types) if t in ("integer", "number")]
    for i in range(random.randint(1, 3)):
        kind = random.choice(["row_number", "rank", "dense_rank", "lag", "lead", "running_sum", "running_count", "aggregate"])
        column = None
        if kind in ("lag", "lead"):
            column = random.choice(table.names)
        elif kind == "running_sum":
            if not numeric:
                continue
            column = random.choice(numeric)
        elif kind == "aggregate":
            _, kind, column = drawn_aggregates(random, table)[0]
        derived.append((f"w{i}", kind, column))
    derived = [d for d in derived if d[0] not in table.names]
    if not derived:
        return None
    spec = {"derive": {new: call_text(n, c) for new, n, c in derived}}
    if by:
        spec["by"] = by
    if order:
        spec["order"] = order
    return {"window": spec}, lambda t: twin.window(t, by, order, derived)


def explode(random, table, other):
    names = [n for n, t in zip(table.names, table.types) if t == "text"]
    if not names:
        return None
    name, separator = random.choice(names), random.choice([";", ";;", "a", ","])
    return {"explode": {"column": name, "separator": separator}}, lambda t: twin.explode(t, name, separator)


def unpivot(random, table, other):
    type_ = random.choice(table.types)
    names = [n for n, t in zip(table.names, table.types) if twin.common(type_, t)][:3]
    kept = [n for n in table.names if n not in names]
    if "u_name" in kept or "u_value" in kept:
        return None
    return ({"unpivot": {"columns": names, "name": "u_name", "value": "u_value"}},
            lambda t: twin.unpivot(t, names, "u_name", "u_value"))


def spans(random, table, other):
    names = [n for n, t in zip(table.names, table.types) if t == "datetime"]
    if len(names) < 2:
        return None
    begin, end = random.sample(names, 2)
    by = [n for n in key_columns(random, table) if n not in ("minutes", "joins", "first", "last", "peak", "peak_at")]
    spec = {"by": by, "from": begin, "to": end}
    if random.random() < 0.3:
        return {"concurrency": spec}, lambda t: twin.concurrency(t, by, begin, end)
    gap = random.choice([0, 0, 30])
    if gap:
        spec["gap"] = f"{gap}m"
    return {"intervals": spec}, lambda t: twin.intervals(t, by, begin, end, gap * 60_000_000)


def pivot(random, table, other):
    if len(table.names) < 2:
        return None
    *rows, column = key_columns(random, table, 3)
    if not rows:
        return None
    _, name, argument = drawn_aggregates(random, table)[0]
    spec = {"rows": rows, "column": column, "value": call_text(name, argument)}
    return {"pivot": spec}, lambda t: twin.pivot(t, rows, column, name, argument)


STEPS = [filter_, derive, derive, select, drop, rename, distinct, sort, limit, join, join, union, group, group,
         window, window, explode, unpivot, spans, spans]


def pipeline(random, length=3, extremes=False):
    """A case of up to `length` steps; now and then a pivot ends it, whose columns depend on its rows."""
    table = random_table(random, extremes=extremes)
    if random.random() < 0.2:
        table = with_spans(random, table)
    return chain(random, table, STEPS, length)


def large(random, rows=70_000):
    """So many rows that they are worked on in pieces."""
    table = random_table(random, names="abcde", rows=rows)
    order = list(range(rows))
    random.shuffle(order)
    twin.put(table, "id", "integer", order)
    twin.put(table, "x", "number", [random.choice([random.uniform(-1, 1), 0.1, None]) for _ in order])
    return chain(random, table, [filter_, derive, distinct, sort, sort, group, window, union, explode], 2)


def chain(random, table, kinds, length):
    other = random_table(random, names=random.choice(["abcdefgh", "abkxyzuv", "klmopqrt"]))
    current, steps = table, []
    failed = False
    for i in range(random.randint(1, length)):
        made = random.choice(kinds)(random, current, other)
        if kinds is STEPS and i == length - 1 and random.random() < 0.2:
            made = pivot(random, current, other) or made
        if made is None:
            continue
        steps.append(made[0])
        try:
            current = made[1](current)
        except twin.Fails:
            failed = True
            break
        if "pivot" in made[0]:
            break
    if not steps:
        return None
    tables = {"result": {"from": "table", "steps": steps}}
    if failed:
        return Case({"table": table, "other": other}, tables, None)
    columns = None
    if "pivot" not in steps[-1] and random.random() < 0.5:
        columns = random.sample(current.names, random.randint(1, len(current.names)))
        current = twin.select(current, columns)
    return Case({"table": table, "other": other}, tables, current, columns)


def with_spans(random, table):
    """With two columns of instants, as the intervals steps want them."""
    result = Table(list(table.names), list(table.types), list(table.rows))
    base = 1_619_442_000_000_000
    for name in ("from_at", "to_at"):
        moments = [None if random.random() < 0.1 else base + random.randint(0, 12) * 600_000_000 for _ in result.rows]
        twin.put(result, name, "datetime", moments)
    return result


def yaml(value):
    """JSON is YAML; texts are quoted, so that no expression is taken for anything else."""
    return json.dumps(value, ensure_ascii=False)
