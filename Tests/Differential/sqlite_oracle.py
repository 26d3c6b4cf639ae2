"""Cases whose expected result SQLite computes: joins, groups, windows, conditions, sorting."""

import sqlite3

from pipelines import Case, call_text, key_columns, sort_keys
from twin import AGGREGATES, common
from values import Table, random_table


def name(text):
    return '"' + text + '"'


def load(connection, label, table):
    """A row's number is its place: what has no order of its own is in the order of the rows."""
    connection.execute(f"create table {label} (rid integer primary key, {', '.join(name(n) for n in table.names)})")
    marks = ", ".join("?" * (len(table.names) + 1))
    for i, row in enumerate(table.rows):
        # SQLite has no booleans, and one zero is enough for it.
        values = [int(v) if isinstance(v, bool) else (0.0 if isinstance(v, float) and v == 0 else v) for v in row]
        connection.execute(f"insert into {label} values ({marks})", [i] + values)


def query(tables, sql, names, types):
    connection = sqlite3.connect(":memory:")
    for label, table in tables.items():
        load(connection, label, table)
    rows = []
    for row in connection.execute(sql):
        rows.append(tuple(
            None if v is None else bool(v) if t == "boolean" else float(v) if t == "number" else v
            for v, t in zip(row, types)))
    connection.close()
    return Table(list(names), list(types), rows)


def order_sql(keys, alias=""):
    return ", ".join(
        f"{alias}{name(k.lstrip('-'))} {'desc' if k.startswith('-') else 'asc'} nulls last" for k in keys)


def equals(a, b):
    return f"{a} = {b}"


def join_case(random):
    left = random_table(random, "abcd")
    right = random_table(random, random.choice(["abkl", "klmn"]))
    pairs = [(a, b) for a, x in zip(left.names, left.types) for b, y in zip(right.names, right.types)
             if common(x, y)]
    if not pairs:
        return None
    on = [random.choice(pairs)]
    brought = [n for n in right.names if n != on[0][1] and n not in left.names]
    kind = random.choice(["left", "inner", "full", "semi", "anti"])
    spec = {"with": "other", "on": dict(on), "kind": kind}
    condition = " and ".join(equals(f"l.{name(a)}", f"r.{name(b)}") for a, b in on)
    names, types = list(left.names), list(left.types)
    lefts = ", ".join(f"l.{name(n)}" for n in names)
    if kind in ("semi", "anti"):
        sql = (f"select {lefts} from tbl l where {'not ' if kind == 'anti' else ''}exists"
               f" (select 1 from other r where {condition}) order by l.rid")
    else:
        if not brought:
            return None
        spec |= {"expect": "many", "columns": brought}
        if kind == "full":
            lefts = ", ".join(
                f"coalesce(l.{name(n)}, r.{name(dict(on)[n])})" if n in dict(on) else f"l.{name(n)}" for n in names)
            types = [common(t, right.type_of(dict(on)[n])) if n in dict(on) else t for n, t in zip(names, types)]
        sql = (f"select {lefts}, {', '.join(f'r.{name(n)}' for n in brought)} from tbl l {kind} join other r"
               f" on {condition} order by l.rid nulls last, r.rid")
        names, types = names + brought, types + [right.type_of(n) for n in brought]
    expected = query({"tbl": left, "other": right}, sql, names, types)
    return Case({"table": left, "other": right}, steps({"join": spec}), expected)


SQL_AGGREGATES = {"count": "count({})", "count_distinct": "count(distinct {})", "min": "min({})", "max": "max({})",
                  "sum": "sum({})", "any": "max({})", "all": "min({})"}


def group_case(random):
    table = random_table(random, "abcd")
    by = key_columns(random, table) if random.random() < 0.8 else []
    summaries, columns = {}, []
    for i in range(3):
        function = random.choice(list(SQL_AGGREGATES))
        # In what order SQLite adds numbers is its own affair.
        accepted = ("integer",) if function == "sum" else AGGREGATES[function][0]
        found = [n for n, t in zip(table.names, table.types) if accepted is None or t in accepted]
        if found:
            column = random.choice(found)
            summaries[f"s{i}"] = call_text(function, column)
            columns.append((f"s{i}", function, column))
    summaries["rows"] = "count()"
    selected = [name(b) for b in by] + [SQL_AGGREGATES[f].format(name(c)) for _, f, c in columns] + ["count(*)"]
    names = by + [n for n, _, _ in columns] + ["rows"]
    types = [table.type_of(b) for b in by] + [AGGREGATES[f][1] or table.type_of(c) for _, f, c in columns] + ["integer"]
    grouping = f" group by {', '.join(name(b) for b in by)} order by min(rid)" if by else ""
    try:
        expected = query({"tbl": table}, f"select {', '.join(selected)} from tbl{grouping}", names, types)
    except sqlite3.Error:
        return None
    return Case({"table": table}, steps({"group": {"by": by, "summarize": summaries}}), expected)


SQL_WINDOWS = {"row_number": "row_number() over ({o}, rid)", "rank": "rank() over ({o})", "dense_rank": "dense_rank() over ({o})",
               "lag": "lag({c}) over ({o}, rid)", "lead": "lead({c}) over ({o}, rid)",
               "running_sum": "sum({c}) over ({o}, rid rows unbounded preceding)",
               "running_count": "count(*) over ({o}, rid rows unbounded preceding)",
               "sum": "sum({c}) over ({p})", "count": "count({c}) over ({p})", "max": "max({c}) over ({p})"}


def window_case(random):
    table = random_table(random, "abcd")
    by, order = key_columns(random, table, 1), sort_keys(random, table)
    partition = f"partition by {', '.join(name(b) for b in by)}"
    derive, selected, types = {}, [], list(table.types)
    for i in range(3):
        function = random.choice(list(SQL_WINDOWS))
        accepted = ("integer",) if function in ("sum", "running_sum") else AGGREGATES.get(function, (None,))[0]
        found = [n for n, t in zip(table.names, table.types) if accepted is None or t in accepted]
        if not found:
            continue
        needs = "{c}" in SQL_WINDOWS[function]
        column = random.choice(found) if needs else None
        derive[f"w{i}"] = call_text(function, column)
        selected.append(SQL_WINDOWS[function].format(
            o=f"{partition} order by {order_sql(order)}", p=partition, c=name(column) if column else ""))
        types.append("integer" if not needs or function == "count" else table.type_of(column))
    if not derive:
        return None
    sql = f"select {', '.join([name(n) for n in table.names] + selected)} from tbl order by rid"
    try:
        expected = query({"tbl": table}, sql, table.names + list(derive), types)
    except sqlite3.Error:
        return None
    return Case({"table": table}, steps({"window": {"by": by, "order": order, "derive": derive}}), expected)


def sort_case(random):
    """Three-valued conditions, distinct by rank, and sorting."""
    table = random_table(random, "abcd")
    keys, on = sort_keys(random, table, 3), key_columns(random, table)
    a, b = random.choice(table.names), random.choice(table.names)
    operator = random.choice(["=", "<>", "is", "<", ">="])
    if table.type_of(a) != table.type_of(b) or table.type_of(a) == "boolean":
        b, operator = a, "is"
    if operator == "is":
        acta, sql = f"not (`{a}` is null)", f"{name(a)} is not null"
    else:
        own = {"=": "==", "<>": "!="}.get(operator, operator)
        acta = f"not (`{a}` {own} `{b}`) or `{a}` is null"
        sql = f"not ({name(a)} {operator} {name(b)}) or {name(a)} is null"
    keep = random.choice(["first", "last"])
    # The last one has nobody after it: the same order turned round, nulls first and later rows first.
    turned = ", ".join(
        f"{name(k.lstrip('-'))} {'asc' if k.startswith('-') else 'desc'} nulls first" for k in keys) + ", rid desc"
    ranked = order_sql(keys) + ", rid" if keep == "first" else turned
    whole = (f"select {', '.join(name(n) for n in table.names)} from (select *, row_number() over (partition by"
             f" {', '.join(name(n) for n in on)} order by {ranked}) as place from tbl where {sql}) where place = 1"
             f" order by {order_sql(keys)}, rid")
    expected = query({"tbl": table}, whole, table.names, table.types)
    return Case({"table": table}, steps(
        {"filter": acta}, {"distinct": {"on": on, "keep": keep, "by": keys}}, {"sort": keys}), expected)


def steps(*list_of_steps):
    return {"result": {"from": "table", "steps": list(list_of_steps)}}


def case(random):
    return random.choice([join_case, group_case, window_case, sort_case])(random)
