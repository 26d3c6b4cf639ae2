#!/usr/bin/env python3
"""Rejected rows that come back: rejects.py ACTA [--seed N] [--cases N]

Random lists with rows that cannot be read go through a night. Somebody corrects some of them in the workbook of rejects, in another
program (see writers.py) or as CSV. What was corrected must be rows of the list on the next night, where they stand in the file, and nothing else
may change; in memory and by stages the bytes are the same; a second time nothing is taken; and when the file has
the right rows itself, the corrections are done, when the rows are gone, stale."""
import csv, json, os

import openpyxl

import writers
from trials import call, expect, run

TIMELINE = """process: rejects
time_zone: America/Santiago
languages: [es]
night: "23:30"
stages: [{stage: review, from: 2021-04-20, to: 2021-05-28}]
"""
JOB = """job: people
inputs:
  people:
    file: people.csv
    delimiter: "%s"
    columns:
      mail: {type: text, required: true}
      day: {type: date, format: dd/MM/yyyy}
      fee: {type: number, decimal: ","}
      seat: {type: integer}
    rejects: {max: 100%%}
tables:
  list: {from: people, steps: []}
exports:
  - {csv: people.csv, table: list}
"""
COLUMNS = ["mail", "day", "fee", "seat", "remark"]


def right(number, chance):
    return [f"p{number}@x.org", f"{chance.randrange(1, 29):02d}/04/2021", f"{chance.randrange(1, 99)},5", str(chance.randrange(500)),
            chance.choice(["", "sin gluten", "a; b, c", 'dice "sí"', "línea\notra", "=1+1", "007", "🙂"])]


def wrong(row, chance):
    """A row with one or two faults, and the right fields by their columns."""
    row, fixed = list(row), {}
    for place, text in chance.sample([(0, ""), (1, "31/02/2021"), (1, "mañana"), (2, "mucho"), (3, "12,5"), (3, "doce")], chance.choice([1, 1, 2])):
        fixed.setdefault(COLUMNS[place], row[place])
        row[place] = text
    return row, fixed


def read(row):
    mail, day, fee, seat, remark = row
    return [mail, "-".join(reversed(day.split("/"))), fee.replace(",", "."), str(int(seat)), remark]


def table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def write(folder, rows, delimiter):
    with open(f"{folder}/Inputs/people.csv", "w", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([COLUMNS] + rows)


def rejected(folder, chance):
    delimiter = chance.choice([",", ";"])
    os.makedirs(f"{folder}/Jobs")
    os.makedirs(f"{folder}/Inputs")
    open(f"{folder}/Jobs/timeline.yaml", "w").write(TIMELINE)
    open(f"{folder}/Jobs/people.yaml", "w").write(JOB % delimiter)
    good = [right(place, chance) for place in range(chance.randrange(2, 40))]
    bad = {place: wrong(good[place], chance) for place in range(len(good)) if chance.random() < 0.4}
    rows = [bad[place][0] if place in bad else row for place, row in enumerate(good)]
    write(folder, rows, delimiter)
    made = call(folder, "run", "people", "--as-of", "2021-04-26")
    expect(made.returncode == 0, made.stderr)
    if not bad:
        return
    book = openpyxl.load_workbook(f"{folder}/Exports/2021-04-26/people/rejects/people.xlsx")
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    expect(sheet.max_row == len(bad) + 1, f"{sheet.max_row - 1} rejects for {len(bad)}")
    lines = {int(line[1].value): line for line in sheet.iter_rows(min_row=2)}
    # By the place of the row: how many lines the rows before it have.
    line_of, line = {}, 2
    for place, row in enumerate(rows):
        line_of[place] = line
        line += 1 + row[4].count("\n")
    corrected, half = set(), set()
    for place, (_, fixed) in bad.items():
        if chance.random() < 0.6:
            corrected.add(place)
        elif len(fixed) == 2 and chance.random() < 0.7:
            half.add(place)
        else:
            continue
        names = list(fixed)[:1] if place in half else list(fixed)
        for name in names:
            cell = lines[line_of[place]][header.index(name)]
            cell.value = fixed[name]
    as_text = chance.random() < 0.25
    path = f"{folder}/returned.csv" if as_text else f"{folder}/returned.xlsx"
    texts = [[cell.value for cell in line] for line in sheet.iter_rows()]
    if as_text:
        writers.as_csv(path, texts, lambda content: "" if content is None else str(content), chance)
    else:
        book.save(path)
        how = chance.choice(writers.known() + [None])
        if how and (how != "pandas" or not any(str(text).startswith("=") for line in texts for text in line)):
            writers.again(path, sheet.title, how, chance)
    took = call(folder, "corrections", "take", path, "--as-of", "2021-04-27", "--job", "people", "--json")
    expect(took.returncode == 0, f"{took.returncode}: {took.stdout}{took.stderr}")
    count = sum(len(bad[place][1]) for place in corrected) + len(half)
    expect(json.loads(took.stdout)["taken"] == count, f"{count} fields were corrected: {took.stdout}")
    again = call(folder, "corrections", "take", path, "--as-of", "2021-04-27", "--job", "people", "--json")
    expect(again.returncode == 0 and json.loads(again.stdout)["taken"] == 0, f"twice: {again.stdout}{again.stderr}")
    made = call(folder, "run", "people", "--as-of", "2021-04-27")
    expect(made.returncode == 0, made.stderr)
    night = f"{folder}/Exports/2021-04-27/people"
    wanted = [read(row) for place, row in enumerate(good) if place not in bad or place in corrected]
    expect(table(f"{night}/people.csv") == wanted, f"{table(f'{night}/people.csv')}\nnot {wanted}")
    manifest = json.load(open(f"{night}/manifest.json"))
    steps = manifest["balance"]["people"]
    expect(steps[0]["rejected"] == len(bad) - len(corrected), steps)
    if count:
        expect(steps[1]["step"] == "corrected rejects" and f"rows: {len(corrected)}" in steps[1]["notes"], steps)
    stages = call(folder, "run", "people", "--as-of", "2021-04-28", env={**os.environ, "ACTA_STAGES": "64:3"})
    expect(stages.returncode == 0, stages.stderr)
    for name in ["people.csv"] + (["rejects/people.csv"] if len(bad) > len(corrected) else []):
        other = f"{folder}/Exports/2021-04-28/people/{name}"
        expect(open(f"{night}/{name}", "rb").read() == open(other, "rb").read(), f"by stages: {name}")
    # The file has the right rows by now.
    write(folder, [good[place] if place in corrected else row for place, row in enumerate(rows)], delimiter)
    states(folder, ["done"] * (count - len(half)) + ["applied"] * len(half), "done")
    write(folder, [row for place, row in enumerate(rows) if place not in bad], delimiter)
    states(folder, ["stale"] * count, "stale")


def states(folder, wanted, what):
    if not wanted:
        return
    listed = call(folder, "corrections", "list", "--as-of", "2021-04-29", "--json")
    found = sorted(entry["state"] for entry in json.loads(listed.stdout))
    expect(found == sorted(wanted), f"{what}: {found}, not {sorted(wanted)}\n{listed.stdout}")


run("rejects", rejected, 20)
