#!/usr/bin/env python3
"""The shipped workspace's night, as its users would check it: check_night.py ACTA WORKSPACE

Runs it in a copy; every published figure must come out of the raw files, the workbooks must open in
another reader with typed cells, the CSV files in another reader, the bytes be the same twice and in
another time zone, and a figure must follow its inputs."""
import csv, hashlib, json, os, shutil, subprocess, sys, tempfile, zipfile
from datetime import datetime

import openpyxl

from proving import Proof

acta, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
proof = Proof()
check = proof.check


def night(folder, **environment):
    os.makedirs(folder, exist_ok=True)
    for name in ["Jobs", "Inputs"]:
        shutil.copytree(f"{source}/{name}", f"{folder}/{name}", dirs_exist_ok=True)
    return again(folder, **environment)


def call(*words, **environment):
    return subprocess.run([acta, *words], env={**os.environ, **environment}, capture_output=True, text=True)


def again(folder, **environment):
    result = call("nightly", "--as-of", "2021-04-30", "--workspace", folder, **environment)
    check(result.returncode == 0, f"the night succeeds: {result.stdout}{result.stderr}")
    manifests = {}
    for job in sorted(os.listdir(f"{folder}/Exports/latest")):
        with open(f"{folder}/Exports/latest/{job}/manifest.json", encoding="utf-8") as file:
            manifests[job] = json.load(file)
    return manifests


def files(folder):
    """Every published file but the manifests, by its bytes."""
    found = {}
    for root, _, names in os.walk(f"{folder}/Exports"):
        for name in names:
            if name != "manifest.json":
                path = os.path.join(root, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def check_figures(manifests):
    wanted = 0
    for job, manifest in manifests.items():
        for figure in manifest["figures"]:
            if figure["published"] is not None:
                wanted += 1
                check(figure["value"] == figure["published"],
                      f"{job}: {figure['figure']} {figure['item'] or ''} is {figure['value']}, published {figure['published']}")
    check(wanted >= 40, f"{wanted} figures have published values")


def check_balance(manifests):
    for job, manifest in manifests.items():
        for table, steps in manifest["balance"].items():
            for step in steps:
                gone = sum(step[key] for key in ["filtered", "merged", "grouped", "rejected"])
                come = step["in"] + sum(step.get("joined_in", {}).values()) + step["multiplied"]
                check(come == step["out"] + gone, f"{job}: {table}: {step} adds up")


def check_exports(folder, manifests):
    for job, manifest in manifests.items():
        for export in manifest["exports"]:
            path = f"{folder}/Exports/latest/{job}/{export['file']}"
            with open(path, "rb") as file:
                check(hashlib.sha256(file.read()).hexdigest() == export["sha256"], f"{path}: its SHA-256 is in the manifest")
            if path.endswith(".xlsx"):
                check_workbook(path)
            elif path.endswith(".csv"):
                with open(path, newline="", encoding="utf-8-sig") as file:
                    text = file.read()
                rows = list(csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in text.split("\r\n")[0] else ","))
                check(len(rows) == export["rows"] + 1, f"{path}: {len(rows) - 1} rows, the manifest says {export['rows']}")
                check(all(len(row) == len(rows[0]) for row in rows), f"{path}: every row is as wide as the header")


def check_workbook(path):
    with zipfile.ZipFile(path) as archive:
        check(archive.testzip() is None, f"{path}: whole")
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            header = [cell.value for cell in sheet[table.ref][0]]
            check(header == [column.name for column in table.tableColumns], f"{path}: {sheet.title}: headers are the table's columns")
        for row in sheet.iter_rows():
            for cell in row:
                check(cell.data_type != "f" or "SUBTOTAL" in str(cell.value), f"{path}: {sheet.title}!{cell.coordinate} is no formula")


def check_types(folder):
    book = openpyxl.load_workbook(f"{folder}/Exports/latest/attendance/asistencia.es.xlsx")
    sheet = book["Por día"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)]
    check([row[0] for row in values] == [datetime(2021, 4, day) for day in (26, 27, 28)], f"days are dates: {values}")
    check([row[1] for row in values] == [691, 608, 468], f"participants are numbers: {values}")


def check_that_figures_follow(folder):
    path = f"{folder}/Inputs/registrations/main-review.csv"
    with open(path, "rb") as file:
        lines = file.read().split(b"\r\n")
    # One person who completed a registration, and does not come twice.
    for place, line in enumerate(lines):
        name = line.split(b",")[1] if line.count(b",") > 3 else b""
        if b"Completed" in line and name and sum(name in other for other in lines) == 1:
            del lines[place]
            break
    with open(path, "wb") as file:
        file.write(b"\r\n".join(lines))

    def registered(manifests):
        return next(f["value"] for f in manifests["registrations"]["figures"] if f["figure"] == "registered")

    check(registered(again(folder)) == 982, "a night that is done is not made again")
    by_hand = call("run", "registrations", "--as-of", "2021-04-28", "--workspace", folder)
    check("Inputs/registrations/main-review.csv has other bytes" in by_hand.stderr, f"what is other is told: {by_hand.stderr}")
    figures = registered(again(folder))
    check(figures == 981, f"with a person less, {figures} are registered")


def check_that_nights_come_again(folder):
    """Every run, from the archive alone, whatever has become of the inputs since."""
    history = json.loads(call("history", "--json", "--limit", "0", "--workspace", folder).stdout)
    for run in history:
        replay = call("replay", run["run"], "--json", "--workspace", folder)
        check(replay.returncode == 0 and json.loads(replay.stdout)["same"], f"{run['run']} again: {replay.stdout}{replay.stderr}")
    check(len(history) == 10, f"{len(history)} runs are in the ledger")
    for command in [("ledger", "check"), ("doctor",)]:
        result = call(*command, "--workspace", folder)
        check(result.returncode == 0, f"{command}: {result.stdout}{result.stderr}")


with tempfile.TemporaryDirectory() as folder:
    manifests = night(f"{folder}/a")
    check_figures(manifests)
    check_balance(manifests)
    check_exports(f"{folder}/a", manifests)
    check_types(f"{folder}/a")
    night(f"{folder}/b", TZ="Asia/Tokyo", LC_ALL="C")
    check(files(f"{folder}/a") == files(f"{folder}/b"), "the same bytes in another time zone")
    check_that_figures_follow(f"{folder}/b")
    check_that_nights_come_again(f"{folder}/b")

proof.end()
