#!/usr/bin/env python3
"""Runs acta on thousands of small random tables and compares what it makes with two other engines.

    differential.py PROGRAM [--cases N] [--seed S] [--keep FOLDER]

Steps, aggregates and windows are compared with SQLite (sqlite_oracle.py) and with a plain twin in Python
(twin.py), expressions with Python functions (expressions.py). Many cases share one run of the program:
a job holds a good number of them, each with its own inputs and one CSV export. Where acta means to differ
from its oracle, Docs/differences.md has the rule and the oracle follows it. A case that fails is shown with
its tables, steps, and both results; `--seed` makes it again.
"""

import argparse
import pathlib
import random as randomness
import shutil
import subprocess
import sys
import tempfile

import pipelines
import sqlite_oracle
from expressions import Expressions
from values import TYPES, ZONE_NAME, Table, csv_field, expected_records, parse_csv, random_table, write_csv
from twin import Fails

TIMELINE = f"""process: differential
time_zone: {ZONE_NAME}
languages: [en]
night: "23:30"
stages: [{{stage: review, on: 2021-04-28}}]
"""
NIGHT = "2021-04-28"
CASES_A_JOB = 25


def expression_case(random, extremes):
    """A table, and a handful of columns derived from it."""
    table = random_table(random, extremes=extremes)
    columns, result = {}, Table([], [], [() for _ in table.rows])
    for i in range(4):
        type_ = random.choice(TYPES)
        text, function = Expressions(random, table).draw(type_)
        try:
            values = [function(row) for row in table.rows]
        except Fails:
            if i == 0:
                return pipelines.Case({"table": table}, sqlite_oracle.steps({"derive": {"x0": text}}), None)
            continue
        columns[f"x{i}"] = text
        result.names.append(f"x{i}")
        result.types.append(type_)
        result.rows = [row + (value,) for row, value in zip(result.rows, values)]
    if not columns:
        return None
    return pipelines.Case({"table": table}, sqlite_oracle.steps({"derive": columns}), result, list(columns))


def draw(random, count):
    cases = []
    while len(cases) < count:
        kind = len(cases) % 4
        extremes = random.random() < 0.1
        case = (sqlite_oracle.case(random) if kind == 0 else expression_case(random, extremes) if kind == 1
                else pipelines.pipeline(random, random.choice([1, 2, 4]), extremes))
        if case:
            cases.append(case)
    return cases


class Workspace:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        for folder in ("Jobs", "Inputs"):
            (self.root / folder).mkdir(parents=True)
        (self.root / "Jobs/timeline.yaml").write_text(TIMELINE, encoding="utf-8")
        self.jobs = []

    def add(self, cases):
        """A job for these cases."""
        job = f"j{len(self.jobs):04}"
        (self.root / "Inputs" / job).mkdir()
        inputs, tables, exports = {}, {}, []
        for i, case in enumerate(cases):
            own = {label: f"{label}{i}" for label in case.inputs}
            for label, table in case.inputs.items():
                write_csv(self.root / f"Inputs/{job}/{own[label]}.csv", table)
                inputs[own[label]] = {
                    "file": f"{job}/{own[label]}.csv", "format": "csv", "delimiter": ",", "encoding": "utf-8",
                    "header_row": 1, "columns": {n: {"type": t} for n, t in zip(table.names, table.types)}}
            result = dict(case.tables["result"])
            result["from"] = own["table"]
            result["steps"] = [self.renamed(step, own) for step in result["steps"]]
            tables[f"result{i}"] = result
            export = {"csv": f"{i}.csv", "table": f"result{i}"}
            if case.columns:
                export["columns"] = case.columns
            exports.append(export)
        self.write(job, {"job": job, "inputs": inputs, "tables": tables, "exports": exports})
        self.jobs.append((job, cases))
        return job

    def add_reader(self, job):
        """A job that reads what another published, and publishes it again."""
        cases = dict(self.jobs)[job]
        reader = f"r{len(self.jobs):04}"
        parts = {"job": reader, "inputs": {}, "exports": []}
        for i in range(len(cases)):
            parts["inputs"][f"t{i}"] = {"job": job, "export": f"{i}.csv"}
            parts["exports"].append({"csv": f"{i}.csv", "table": f"t{i}"})
        self.write(reader, parts)
        self.jobs.append((reader, cases))

    def write(self, job, parts):
        lines = [f"{key}: {pipelines.yaml(value)}" for key, value in parts.items()]
        (self.root / f"Jobs/{job}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    @staticmethod
    def renamed(step, own):
        keyword, spec = next(iter(step.items()))
        if keyword in ("join", "union"):
            spec = spec | {"with": own["other"]}
        return {keyword: spec}

    def run(self, program):
        command = [program, "run", "--all", "--as-of", NIGHT, "--workspace", str(self.root)]
        return subprocess.run(command, capture_output=True, text=True, errors="replace")

    def result(self, job, i):
        file = self.root / f"Exports/{NIGHT}/{job}/{i}.csv"
        if not file.exists():
            return None
        # Not by universal newlines: a text may hold any of them.
        return parse_csv(file.read_bytes().decode("utf-8"))


def show(case, found, label):
    print(f"--- {label}")
    if len(case.inputs["table"].rows) > 100:
        print("a large table;", *map(pipelines.yaml, case.tables["result"]["steps"]))
        wanted = case_records(case)
        first = next((i for i, (a, b) in enumerate(zip(wanted, found or [])) if a != b), None)
        print(f"{len(wanted)} records expected, {len(found or [])} found; the first that differs is {first}")
        if first is not None:
            print(f"    {wanted[first]}\n    {found[first]}")
        return
    for name, table in case.inputs.items():
        print(f"{name}: {', '.join(f'{n} {t}' for n, t in zip(table.names, table.types))}")
        for row in table.rows:
            print("   ", ",".join(csv_field(v, t) for v, t in zip(row, table.types)))
    for step in case.tables["result"]["steps"]:
        print("step:", pipelines.yaml(step))
    if case.fails:
        print("expected: a failure")
    else:
        print("expected:", *case_records(case), sep="\n    ")
    print("found:", *(found or ["nothing was published"]), sep="\n    ")


def case_records(case):
    return expected_records(case.expected)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("program")
    options.add_argument("--cases", type=int, default=2000)
    options.add_argument("--large", type=int, default=1, help="how many more, of 70,000 rows")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", help="leave the workspace in this folder")
    options.add_argument("--most", type=int, default=5, help="how many differences to show")
    chosen = options.parse_args()
    random = randomness.Random(chosen.seed)
    root = chosen.keep or tempfile.mkdtemp(prefix="acta-differential-")
    try:
        cases = draw(random, chosen.cases) + [pipelines.large(random) for _ in range(chosen.large)]
        return compare(chosen, Workspace(root), [case for case in cases if case])
    finally:
        if not chosen.keep:
            shutil.rmtree(root, ignore_errors=True)


def compare(chosen, workspace, cases):
    good = [case for case in cases if not case.fails]
    bad = [case for case in cases if case.fails]
    for start in range(0, len(good), CASES_A_JOB):
        job = workspace.add(good[start : start + CASES_A_JOB])
        if start % (4 * CASES_A_JOB) == 0:
            workspace.add_reader(job)
    # A failure ends its job, so each has a job of its own.
    for case in bad[: max(10, chosen.cases // 50)]:
        workspace.add([case])
    run = workspace.run(chosen.program)
    if run.returncode not in (0, 1):
        print(run.stderr[-4000:], f"acta ended with {run.returncode}", sep="\n")
        return 1
    different = compared = 0
    for job, members in workspace.jobs:
        published = (workspace.root / f"Exports/{NIGHT}/{job}/manifest.json").exists()
        if not published and not members[0].fails:
            lines = run.stderr.splitlines()
            about = [i for i, line in enumerate(lines) if line.startswith(f"Jobs/{job}.yaml")]
            shown = [line for i in about[:3] for line in lines[i : i + 4]]
            print(f"--- {job} published nothing", *shown, sep="\n")
            different += 1
            continue
        for i, case in enumerate(members):
            found = workspace.result(job, i)
            compared += 1
            if found != (None if case.fails else case_records(case)):
                different += 1
                if different <= chosen.most:
                    show(case, found, f"{job}/{i}")
    print(f"{compared} cases compared (seed {chosen.seed}), {different} differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
