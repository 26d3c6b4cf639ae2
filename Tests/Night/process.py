#!/usr/bin/env python3
"""A whole process: process.py ACTA

Seven months of nights in America/Santiago, from the night on which summer time begins to the one after
it has ended, called with --as-of; inputs grow, and whatever can go wrong does. What should become of
every occurrence is told here beside the fault that decides it, and compared with what the ledger,
the manifests, status, history and plan say; then past nights are had again, and old ones pruned."""
import calendar, csv, datetime, json, os, random, sys, time

from proving import Proof, Workspace, scratch

proof = Proof()
FIRST, LAST = datetime.date(2020, 9, 5), datetime.date(2021, 4, 4)
NIGHTS = [FIRST + datetime.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

TIMELINE = """
process: simulated
time_zone: America/Santiago
languages: [es]
night: "23:30"
stages:
  - {stage: webinars, from: 2020-09-05, to: 2021-01-31, retention: 30d}
  - {stage: registration, from: 2020-12-01, to: 2021-04-04}
  - {stage: main-review, from: MAIN_FROM, to: MAIN_TO}
"""
WEBINARS = """
job: webinars
schedule: [{nightly: {during: [webinars]}}]
catch_up: all
inputs:
  zoom: {files: "zoom/*.csv", columns: {day: {type: date, required: true}, minutes: {type: integer}}, rejects: {max: 20%}}
tables: {seen: {from: zoom, steps: [{filter: day <= $night}]}}
figures: {attendances: {title: TITLE, table: seen, value: count()}}
exports:
  - {csv: seen.csv, table: seen}
  - {csv: figures.csv, table: figures}
"""
REGISTRATIONS = """
job: registrations
schedule: [{nightly: {during: [webinars, registration]}}]
catch_up: latest
inputs:
  forms:
    file: registrations.csv
    arrival: {empty: fail}
    columns: {email: {type: text, required: true}, day: {type: date, required: true}}
tables: {people: {from: forms, steps: [{filter: day <= $night}]}}
figures: {registered: {table: people, value: count()}}
checks: [{table: people, unique: [email]}]
exports:
  - {csv: people.csv, table: people}
  - {csv: figures.csv, table: figures}
"""
# Reads another's export; what it missed by more than half a day it never runs.
DIGEST = """
job: digest
schedule: [{nightly: {during: [webinars]}}]
catch_up: none
inputs: {people: {job: registrations, export: people.csv}}
tables: {last: {from: people, steps: [{sort: [-day, email]}, {limit: 3}]}}
figures: {seen: {table: people, value: count()}}
exports: [{csv: last.csv, table: last}]
"""
# Reads two others, in the small hours, half past midnight: a time that the first night does not have.
MAIN_REVIEW = """
job: main-review
schedule: [{nightly: {during: [main-review], at: "00:30"}}]
inputs:
  people: {job: registrations, export: people.csv}
  seen: {job: webinars, export: seen.csv}
tables:
  both: {from: people, steps: [{join: {with: seen, on: email, kind: semi}}]}
figures: {both: {table: both, value: count()}}
exports: [{workbook: both.xlsx, sheets: [about, figures, {table: both}]}]
"""
SMALL_HOURS = """
job: small-hours
schedule: [{nightly: {at: "00:30", during: [webinars], days: [sun]}}]
catch_up: latest
inputs: {zoom: {files: "zoom/*.csv", arrival: {missing: skip}}}
exports: [{csv: zoom.csv, table: zoom}]
"""
CLOSING = """
job: closing
schedule: [{once: {at: main-review.end + 2d 12:00}}]
inputs: {people: {job: registrations, export: people.csv}}
exports: [{csv: closing.csv, table: people}]
"""
MONDAYS = """
job: mondays
schedule: [{cron: {expression: "0 6,18 * * 1", during: webinars}}]
inputs: {people: {file: registrations.csv, columns: {email: {type: text}}}}
tables: {first: {from: people, steps: [{limit: 1}]}}
exports: [{csv: first.csv, table: first}]
"""


def date(month, day):
    return datetime.date(2020 if month > 6 else 2021, month, day)


def span(first, last):
    return [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]


# Faults, by the night on which they are there.
MISSING, EMPTY, BROKEN = date(9, 14), date(9, 22), date(10, 1)
DUPLICATES = span(date(10, 8), date(10, 11))
OFF = [date(10, 20), *span(date(11, 3), date(11, 6))]
THRICE = [date(11, 12), date(4, 3)]
MOVED = date(11, 20)
INVALID = span(date(11, 25), date(11, 27))
DELETED, DAMAGED = date(12, 9), date(1, 12)
EDITED = date(12, 20)
MAIN = {"before": (date(3, 10), date(3, 12)), "after": (date(3, 24), date(3, 26))}
CLOSING_DAY = date(3, 28)


def webinars_night(night):
    return night <= date(1, 31)


def expected():
    """By job, what becomes of each occurrence: how its last record ends, by its key."""
    fates = {job: {} for job in ["webinars", "registrations", "digest", "main-review", "small-hours", "closing", "mondays"]}
    for night in NIGHTS:
        key = f"nightly {night}"
        bad = night in [MISSING, EMPTY, BROKEN, *DUPLICATES]
        if webinars_night(night):
            fates["webinars"][key] = "success"
            fates["digest"][key] = "missed" if night in OFF else "skipped" if bad else "success"
        # Only the newest of several missed ones is made good, and none where the next night was due.
        fates["registrations"][key] = "missed" if night in OFF else "fail" if night in [EMPTY, *DUPLICATES] else "error" if bad else "success"
        if MAIN["after"][0] <= night <= MAIN["after"][1]:
            fates["main-review"][f"nightly {night} 00:30"] = "success"
        if night.weekday() == 6 and webinars_night(night):
            fates["small-hours"][f"nightly {night} 00:30"] = "success"
        if night.weekday() == 0 and webinars_night(night):
            # Called once a night, the one of six in the morning has been overtaken; the first record makes
            # the beginning, before which nothing is missed.
            fates["mondays"][f"cron {night} 06:00"] = "missed"
            fates["mondays"][f"cron {night} 18:00"] = "success"
    del fates["mondays"]["cron 2020-09-07 06:00"]
    fates["closing"]["once main-review.end+2d 12:00"] = "success"
    return fates


class Process:
    def __init__(self, root):
        self.workspace = Workspace(sys.argv[1], root)
        self.people, self.values = [], {}
        for name, text in [("webinars", WEBINARS.replace("TITLE", "Attendances")), ("registrations", REGISTRATIONS),
                           ("digest", DIGEST), ("main-review", MAIN_REVIEW), ("small-hours", SMALL_HOURS),
                           ("closing", CLOSING), ("mondays", MONDAYS)]:
            self.workspace.write(f"Jobs/{name}.yaml", text)
        self.timeline("before")

    def timeline(self, which):
        first, last = MAIN[which]
        self.workspace.write("Jobs/timeline.yaml", TIMELINE.replace("MAIN_FROM", str(first)).replace("MAIN_TO", str(last)))

    def grow(self, night):
        """A person a night; a webinar a week, its file growing with three attendances a night."""
        at = calendar.timegm(night.timetuple())
        self.people.append(f"p{len(self.people)}@example.org,{night}")
        rows = list(self.people)
        if night in DUPLICATES:
            rows.append(rows[0])
        header = "email,date" if night == BROKEN else "email,day"
        self.workspace.write("Inputs/registrations.csv", b"" if night == EMPTY else header + "\n" + "\n".join(rows) + "\n", age=at)
        if night == MISSING:
            os.unlink(self.workspace.path("Inputs/registrations.csv"))
        week = f"Inputs/zoom/{night.strftime('%G-%V')}.csv"
        if webinars_night(night):
            monday = night - datetime.timedelta(days=night.weekday())
            days = [day for day in span(max(monday, FIRST), night)]
            rows = [f"p{n}@example.org,{day},{n + 5}" for day in days for n in range(3)]
            self.workspace.write(week, "email,day,minutes\n" + "\n".join(rows) + "\n", age=at)

    def call(self, night, code, what="the night"):
        result = self.workspace.run("nightly", "--as-of", str(night))
        proof.check(result.returncode == code, f"{what} of {night}: exit code {result.returncode}, not {code}: {result.stdout}{result.stderr}")
        return result.stdout + result.stderr

    def status(self, job):
        return next(state for state in self.workspace.json("status") if state["job"] == job)

    def live(self):
        for night in NIGHTS:
            self.grow(night)
            if night == MOVED:
                self.move()
            if night in INVALID:
                self.workspace.write("Jobs/webinars.yaml", WEBINARS.replace("TITLE", "Attendances") + "colour: blue\n")
            elif night == INVALID[-1] + datetime.timedelta(days=1):
                self.workspace.write("Jobs/webinars.yaml", WEBINARS.replace("TITLE", "Attendances"))
            if night == EDITED:
                self.workspace.write("Jobs/webinars.yaml", WEBINARS.replace("TITLE", "Asistencias"))
            if night in OFF:
                continue
            self.before(night)
            bad = night in [MISSING, EMPTY, BROKEN, *DUPLICATES]
            text = self.call(night, 65 if night in INVALID else 1 if bad else 0)
            self.after(night, text)

    # What is looked at on the way.

    def before(self, night):
        if night == DELETED:
            for ending in ["", "-wal", "-shm"]:
                os.unlink(self.workspace.path(f".acta/ledger.sqlite{ending}"))
        if night == DAMAGED:
            self.damage()

    def after(self, night, text):
        yesterday = night - datetime.timedelta(days=1)
        if night == MISSING:
            proof.check("cannot find 'Inputs/registrations.csv'" in text, f"{night}: a missing file is named: {text}")
            proof.check("job 'registrations', which it reads, did not publish" in text, f"{night}: its reader says why: {text}")
        if night == EMPTY:
            proof.check("input 'forms' is empty" in text, f"{night}: an empty file is named: {text}")
        if night == BROKEN:
            proof.check("'day'" in text and "date" in text, f"{night}: a missing column is named: {text}")
        if night in DUPLICATES:
            nights = DUPLICATES.index(night) + 1
            failing = self.status("registrations")["failing"]
            proof.check(failing == {"since": str(DUPLICATES[0]), "nights": nights, "runs": nights}, f"{night}: failing since: {failing}")
            proof.check(nights == 1 or f"registrations has been failing since the night of {DUPLICATES[0]}: {nights} nights" in text,
                        f"{night}: it is said since when: {text}")
            proof.check(self.workspace.manifest("registrations")["night"] == str(DUPLICATES[0] - datetime.timedelta(days=1)),
                        f"{night}: the last good exports stay")
            evidence = self.workspace.read(f".acta/failed/{night}/registrations/checks/1-people-unique.csv")
            proof.check(b"p0@example.org" in evidence, f"{night}: the rows that failed are handed over")
        if yesterday in (MISSING, EMPTY, BROKEN, DUPLICATES[-1]):
            proof.check(self.status("registrations")["failing"] is None, f"{night}: it fails no more")
            proof.check(self.status("digest")["last"]["status"] == "success", f"{night}: its reader came back")
        if yesterday == OFF[-1]:
            found = [line for line in text.splitlines() if line.startswith("webinars ")]
            proof.check(len(found) == 5, f"{night}: all nights are caught up with: {text}")
        if night in INVALID:
            proof.check("unknown key 'colour'" in text, f"{night}: the mistake is told: {text}")
            last = self.status("registrations")["last"]
            proof.check((last["night"], last["status"]) == (str(night), "success"), f"{night}: the others run: {last}")
        if night == DELETED:
            proof.check("there was no ledger; it was rebuilt from" in text, f"{night}: a ledger that is gone is told: {text}")
        if night in THRICE:
            for _ in range(2):
                again = self.call(night, 0, "once more the night")
                proof.check("nothing is due" in again, f"{night}: called again it does nothing: {again}")
        if night == date(4, 3):
            again = self.workspace.run("nightly", "--as-of", "2021-04-04T03:30:00Z").stderr
            proof.check("nothing is due" in again, f"half past eleven for the second time: {again}")
        if night.day % 9 == 0 or night in THRICE:
            self.figures(night)

    def figures(self, night):
        """Figures of the night, and their `previous` and `change`, from what the test itself knows."""
        number = NIGHTS.index(night) + 1
        for job, figure, file in [("webinars", "attendances", number * 3), ("registrations", "registered", number)]:
            manifest = self.workspace.manifest(job, str(night))
            if manifest is None:
                continue
            value = manifest["figures"][0]["value"]
            proof.check(value == file, f"{night}: {figure} is {value}, not {file}")
            past = [n for n in NIGHTS if n < night and self.workspace.manifest(job, str(n))]
            previous = self.workspace.manifest(job, str(past[-1]))["figures"][0]["value"] if past else None
            with open(self.workspace.path("Exports", str(night), job, "figures.csv"), newline="") as rows:
                row = next(csv.DictReader(rows))
            wanted = (str(value), str(previous or ""), str(value - previous if past else ""))
            proof.check((row["value"], row["previous"], row["change"]) == wanted, f"{night}: {figure}: {row}, not {wanted}")

    def move(self):
        """A stage is moved in mid-process: what is ahead moves, what was done stays."""
        def due(job):
            plan = self.workspace.json("plan", "--from", "2021-03-01", "--to", "2021-04-04")
            plan = plan["runs"] if isinstance(plan, dict) else plan
            return [entry["at"] for entry in plan if entry["job"] == job]
        proof.check(due("main-review") == [f"2021-03-{day}T00:30:00-03:00" for day in (10, 11, 12)], f"before: {due('main-review')}")
        self.timeline("after")
        proof.check(due("main-review") == [f"2021-03-{day}T00:30:00-03:00" for day in (24, 25, 26)], f"after: {due('main-review')}")
        proof.check(due("closing") == ["2021-03-28T12:00:00-03:00"], f"it follows: {due('closing')}")

    def damage(self):
        path = self.workspace.path(".acta/ledger.sqlite")
        for ending in ["-wal", "-shm"]:
            os.unlink(path + ending)
        with open(path, "r+b") as file:
            for page in range(1, os.path.getsize(path) // 4096):
                file.seek(page * 4096)
                file.write(b"\xff" * 64)
        result = self.workspace.run("nightly", "--as-of", str(DAMAGED))
        proof.check(result.returncode == 74 and "is damaged" in result.stderr and "acta ledger rebuild" in result.stderr,
                    f"a damaged ledger: {result.returncode} {result.stdout}{result.stderr}")
        result = self.workspace.run("ledger", "check")
        proof.check(result.returncode in (1, 74), f"it is found: {result.returncode} {result.stdout}{result.stderr}")
        result = self.workspace.run("ledger", "rebuild")
        proof.check(result.returncode == 0, f"it is made again: {result.stdout}{result.stderr}")

    # In the end.

    def account(self):
        """Every occurrence was run well exactly once, or is recorded as missed or failed, with a reason."""
        runs = [run for run in self.workspace.json("history", "--limit", "0") if run["origin"] == "nightly"]
        runs.sort(key=lambda run: (run["started"], run["run"]))
        wanted = expected()
        unread = [run for run in runs if run["status"] not in ("success", "warn") and not run["reason"]]
        proof.check(not unread, f"whatever did not publish says why: {unread}")
        for job, fates in wanted.items():
            mine = [run for run in runs if run["job"] == job and run["occurrence"]]
            good = [run["occurrence"] for run in mine if run["status"] == "success"]
            twice = sorted({key for key in good if good.count(key) > 1})
            proof.check(not twice, f"{job}: nothing was done twice: {twice}")
            last = {}
            for run in mine:
                if last.get(run["occurrence"]) != "success":
                    last[run["occurrence"]] = "missed" if run["missed"] else run["status"]
            for key, fate in sorted(fates.items()):
                # A ledger that was made from the manifests no longer knows runs that left none.
                lost = key.split()[1] < str(DAMAGED) and fate in ("error", "skipped") and "missed"
                proof.check(last.get(key) in (fate, lost), f"{job}: '{key}' is {last.get(key)}, not {fate}")
            other = sorted(set(last) - set(fates))
            proof.check(not other, f"{job}: nothing else was run: {other}")
        return runs

    def published(self, runs):
        """History and status say what is in Exports/."""
        good = {(run["job"], run["night"]): run for run in runs if run["status"] == "success"}
        there = {(job, night) for night, job in self.workspace.published()}
        proof.check(set(good) == there, f"history and Exports/: {set(good) ^ there}")
        for (job, night), run in good.items():
            manifest = self.workspace.manifest(job, night)
            proof.check((manifest["run"], manifest["occurrence"], manifest["due"], manifest["as_of"]) ==
                        (run["run"], run["occurrence"], run["due"], run["as_of"]), f"{night}/{job}: {run}")
        proof.check(not self.workspace.faults(), f"published is whole: {self.workspace.faults()}")
        proof.check(not self.workspace.leftovers(), f"no half is left: {self.workspace.leftovers()}")
        for state in self.workspace.json("status"):
            newest = max(night for job, night in there if job == state["job"])
            latest = self.workspace.manifest(state["job"])
            proof.check(latest["night"] == newest, f"latest/{state['job']} is of {latest['night']}, not {newest}")
            proof.check(state["last"]["night"] == newest and state["failing"] is None, f"status: {state}")

    def clock_changes(self, runs):
        """The night that has no half past midnight, and the one that has half past eleven twice."""
        due = {(run["job"], run["occurrence"]): run["due"] for run in runs}
        first = due.get(("small-hours", "nightly 2020-09-06 00:30"))
        proof.check(first == "2020-09-06T01:00:00-03:00", f"the first instant after the gap: {first}")
        twice = due.get(("registrations", "nightly 2021-04-03"))
        proof.check(twice == "2021-04-03T23:30:00-03:00", f"the first of the two: {twice}")
        after = due.get(("registrations", "nightly 2021-04-04"))
        proof.check(after == "2021-04-04T23:30:00-04:00", f"in winter time again: {after}")
        proof.check(due.get(("webinars", "nightly 2020-09-05")) == "2020-09-05T23:30:00-04:00", "in winter time")

    def replay(self, runs):
        """A sample of nights comes out with the bytes that it had, of a workspace that has moved on."""
        sample = [run for run in runs if run["status"] == "success"]
        chance = random.Random(212)
        chosen = chance.sample(sample, 6) + [
            next(run for run in sample if run["job"] == job) for job in ["main-review", "closing", "small-hours"]]
        chosen += [run for run in runs if run["status"] == "fail"][:1]
        self.workspace.write("Jobs/registrations.yaml", REGISTRATIONS.replace("day <= $night", "day < $night"))
        self.workspace.write("Inputs/registrations.csv", "email,day\nother@example.org,2020-09-05\n")
        before = self.workspace.bytes_by_file()
        for run in chosen:
            result = self.workspace.run("replay", run["run"], "--json")
            same = result.stdout and json.loads(result.stdout)["same"]
            proof.check(result.returncode == 0 and same, f"{run['run']} can be had again: {result.stdout}{result.stderr}")
        proof.check(self.workspace.bytes_by_file() == before, "replaying touches nothing that is published")
        return chosen

    def prune(self, runs, replayed):
        as_of = ["--as-of", "2021-04-04"]
        # A night of which there are two runs, in one folder.
        result = self.workspace.run("run", "webinars", "--as-of", "2020-10-15")
        proof.check(result.returncode == 0, f"an old night by hand: {result.stdout}{result.stderr}")
        # The stage that began last names a night's stage: from December on that is registration.
        old = {run["run"] for run in self.workspace.json("history", "--limit", "0")
               if run["stage"] == "webinars" and not run["missed"]}
        before = self.workspace.bytes_by_file()
        plan = self.workspace.json("prune", "--dry-run", *as_of)
        proof.check({run["run"] for run in plan["runs"]} == old, f"what goes is what is old: {len(plan['runs'])}, not {len(old)}")
        proof.check(self.workspace.bytes_by_file() == before, "a dry one removes nothing")
        early = self.workspace.json("prune", "--dry-run", "--as-of", "2021-03-02")
        proof.check(not early["runs"], f"a day before, nothing goes: {len(early['runs'])}")
        result = self.workspace.run("prune", *as_of)
        proof.check(result.returncode == 0, f"prune: {result.stdout}{result.stderr}")
        proof.check(not self.workspace.json("prune", "--dry-run", *as_of)["runs"], "nothing is left to prune")
        kept = {(run["night"], run["job"]) for run in runs if run["status"] == "success" and run["run"] not in old}
        proof.check(set(self.workspace.published()) == kept, f"the others stay: {set(self.workspace.published()) ^ kept}")
        proof.check(not self.workspace.faults(), f"published is whole: {self.workspace.faults()}")
        check = self.workspace.run("ledger", "check")
        proof.check(check.returncode == 0, f"the ledger agrees: {check.stdout}{check.stderr}")
        for run in replayed:
            result = self.workspace.run("replay", run["run"])
            wanted = 74 if run["run"] in old else 0
            proof.check(result.returncode == wanted and (wanted == 0 or "removed from the archive by 'acta prune'" in result.stderr),
                        f"{run['run']} after pruning: {result.returncode} {result.stdout}{result.stderr}")
        again = self.call(LAST, 0, "after pruning, the night")
        proof.check("nothing is due" in again, f"what was pruned is not run again: {again}")
        for ending in ["", "-wal", "-shm"]:
            os.unlink(self.workspace.path(f".acta/ledger.sqlite{ending}"))
        self.call(LAST, 0, "without the ledger, the night")
        back = {place for place in self.workspace.published() if place not in kept}
        proof.check(not back, f"what was pruned does not come back with a ledger that is made again: {back}")


with scratch() as folder:
    begun = time.monotonic()
    process = Process(f"{folder}/process")
    process.live()
    print(f"{len(NIGHTS)} nights in {time.monotonic() - begun:.0f} s")
    runs = process.account()
    process.published(runs)
    process.clock_changes(runs)
    process.prune(runs, process.replay(runs))
proof.end()
