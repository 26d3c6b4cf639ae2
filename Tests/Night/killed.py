#!/usr/bin/env python3
"""Runs that end at any instant: killed.py ACTA [--rounds N | --seconds S] [--seed N] [--every]

Kills `acta nightly` and `acta run` at random instants of their whole length. After each: what is
published is whole, the ledger is sound, the lock is free; the next run clears up, and in the end every
occurrence was done once. Then the same with signals that ask: the run is recorded as interrupted.
With --every, by hand, where there is strace: killed at each system call that changes a file."""
import argparse, contextlib, datetime, os, random, shutil, signal, sqlite3, subprocess, time

from proving import Proof, Workspace, scratch

parser = argparse.ArgumentParser()
parser.add_argument("acta")
parser.add_argument("--rounds", type=int, default=0, help="so many kills, however long they take")
parser.add_argument("--seconds", type=float, default=40, help="else kills for so long")
parser.add_argument("--every", action="store_true", help="kill at every system call that changes a file")
parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
arguments = parser.parse_args()
print(f"seed {arguments.seed}", flush=True)
chance = random.Random(arguments.seed)
proof = Proof()
FIRST = datetime.date(2021, 1, 1)
LONG_AGO = 1_600_000_000

TIMELINE = """
process: killed
time_zone: America/Santiago
languages: [es, en]
stages:
  - {stage: review, from: 2021-01-01, to: 2030-12-31}
"""
PEOPLE = """
job: people
schedule: [{nightly: {during: [review]}}]
catch_up: all
inputs:
  people: {file: people.csv, columns: {n: {type: integer}}, rejects: {max: 50%}}
tables: {all: {from: people, steps: [{sort: [name]}]}}
figures: {people: {table: all, value: count()}}
exports:
  - {workbook: "people.{language}.xlsx", languages: [es, en], sheets: [about, figures, {table: all}]}
  - {csv: people.csv, table: all}
"""
READER = """
job: reader
schedule: [{nightly: {during: [review]}}]
catch_up: all
inputs: {people: {job: people, export: people.csv}}
tables: {short: {from: people, steps: [{limit: 10}]}}
exports: [{csv: short.csv, table: short}]
"""
FAILING = """
job: failing
schedule: [{nightly: {during: [review]}}]
inputs: {people: {file: people.csv}}
tables: {all: {from: people}}
checks: [{table: all, unique: [town]}]
exports: [{csv: all.csv, table: all}]
"""


def make(root, failing=False):
    workspace = Workspace(arguments.acta, root)
    workspace.write("Jobs/timeline.yaml", TIMELINE)
    workspace.write("Jobs/people.yaml", PEOPLE)
    workspace.write("Jobs/reader.yaml", READER)
    if failing:
        workspace.write("Jobs/failing.yaml", FAILING)
    grow(workspace, 0)
    return workspace


def grow(workspace, night):
    """Every night the list is other, so that every night has something to archive."""
    rows = [f"Ana {n},{n if n % 50 else 'x'},Lima" for n in range(300 + night)]
    workspace.write("Inputs/people.csv", "name,n,town\n" + "\n".join(rows) + "\n", age=LONG_AGO + night)


def night(number):
    return (FIRST + datetime.timedelta(days=number)).isoformat()


def length(workspace, command):
    """How long a whole one takes, in seconds."""
    begun = time.monotonic()
    result = workspace.run(*command)
    proof.check(result.returncode in (0, 1), f"{command} ends: {result.stdout}{result.stderr}")
    return time.monotonic() - begun


def interrupt(workspace, command, seconds, number):
    process = workspace.start(*command)
    time.sleep(seconds)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def good_runs(workspace, job):
    return [run for run in workspace.json("history", job, "--limit", "0")
            if run["status"] in ("success", "warn") and run["origin"] == "nightly"]


def check_state(workspace, what):
    """What must hold at every instant."""
    faults = workspace.faults()
    proof.check(not faults, f"{what}: published is whole: {faults}")
    proof.check(workspace.is_free(), f"{what}: the lock is free")


def check_ledger(workspace, what):
    if not os.path.exists(workspace.path(".acta/ledger.sqlite")):
        return
    result = workspace.run("ledger", "check")
    # Killed before the first night, there is a ledger without anything in it.
    empty = result.returncode == 74 and "there is no ledger" in result.stderr
    # What was swapped in a moment before the end is not in the ledger yet, and is not a fault of it.
    ahead = result.returncode == 1 and all(
        "belongs to run" in line or line.startswith("ledger: ") for line in result.stdout.splitlines())
    proof.check(result.returncode == 0 or empty or ahead,
                f"{what}: the ledger is sound: {result.stdout}{result.stderr}")


def kill_nights(root):
    workspace = make(root, failing=True)
    whole = length(workspace, ["nightly", "--as-of", night(0)])
    number, kills, begun = 0, 0, time.monotonic()
    chain = 0
    while kills < arguments.rounds if arguments.rounds else time.monotonic() - begun < arguments.seconds * 0.6:
        if chain == 0:
            number += 1
            grow(workspace, number)
        by_hand = chance.random() < 0.25
        command = ["run", "--all", "--as-of", night(number)] if by_hand else ["nightly", "--as-of", night(number)]
        instant = chance.uniform(0, whole * 1.1)
        before = workspace.bytes_by_file()
        code, out, err = interrupt(workspace, command, instant, signal.SIGKILL)
        kills += 1
        what = f"kill {kills}, {' '.join(command)} after {instant:.4f} s"
        proof.check(code in (-9, 0, 1), f"{what}: exit code {code}: {err}")
        check_state(workspace, what)
        if kills % 4 == 0:
            check_ledger(workspace, what)
        after = workspace.bytes_by_file()
        gone = [file for file in before if after.get(file) != before[file] and night(number) not in file]
        proof.check(not gone, f"{what}: earlier nights are as they were: {gone}")
        # Some nights are killed again and again before they are let go.
        chain = chain + 1 if chance.random() < 0.6 and chain < 5 else 0
        if chain == 0:
            result = workspace.run("nightly", "--as-of", night(number))
            proof.check(result.returncode == 1, f"{what}: the next goes on: {result.stdout}{result.stderr}")
            proof.check(not workspace.leftovers(), f"{what}: cleared up: {workspace.leftovers()}")
            for job in ["people", "reader"]:
                manifest = workspace.manifest(job)
                proof.check(manifest and manifest["night"] == night(number),
                            f"{what}: latest/{job} is of {manifest and manifest['night']}")
    result = workspace.run("nightly", "--as-of", night(number))
    proof.check(result.returncode == 1, f"the last goes on: {result.stdout}{result.stderr}")
    check_state(workspace, "in the end")
    check_ledger(workspace, "in the end")
    for job in ["people", "reader"]:
        done = [run["occurrence"] for run in good_runs(workspace, job)]
        wanted = [f"nightly {night(n)}" for n in range(number + 1)]
        proof.check(sorted(done) == wanted, f"each occurrence of '{job}' was done once: {len(done)} of {len(wanted)}: "
                    f"{sorted(set(done) ^ set(wanted))} {[key for key in done if done.count(key) > 1]}")
    print(f"{kills} kills in {number + 1} nights of {whole:.2f} s each", flush=True)


def kill_beginnings(root):
    """The first night of a workspace, where everything is still to be made."""
    begun, rounds = time.monotonic(), 0
    whole = None
    while rounds < arguments.rounds // 10 if arguments.rounds else time.monotonic() - begun < arguments.seconds * 0.15:
        shutil.rmtree(root, ignore_errors=True)
        workspace = make(root)
        if whole is None:
            whole = length(workspace, ["nightly", "--as-of", night(0)])
            continue
        instant = chance.uniform(0, whole * 1.05)
        interrupt(workspace, ["nightly", "--as-of", night(0)], instant, signal.SIGKILL)
        rounds += 1
        what = f"first night, killed after {instant:.4f} s"
        check_state(workspace, what)
        check_ledger(workspace, what)
        result = workspace.run("nightly", "--as-of", night(0))
        proof.check(result.returncode == 0, f"{what}: the next succeeds: {result.stdout}{result.stderr}")
        proof.check(not workspace.leftovers(), f"{what}: cleared up: {workspace.leftovers()}")
        proof.check(len(good_runs(workspace, "people")) == 1, f"{what}: done once")


def end_before_recording(root):
    """Published, and killed before the ledger had a result: as it was before the run began, and as it was while
    the run went on."""
    workspace = make(root)
    workspace.run("nightly", "--as-of", night(0))
    with open(workspace.path(".acta/ledger.sqlite"), "rb") as file:
        before = file.read()
    grow(workspace, 1)
    workspace.run("nightly", "--as-of", night(1))
    with open(workspace.path(".acta/ledger.sqlite"), "wb") as file:
        file.write(before)
    check_unrecorded(workspace, 2, 1, "ended before recording")
    grow(workspace, 2)
    workspace.run("nightly", "--as-of", night(2))
    with contextlib.closing(sqlite3.connect(workspace.path(".acta/ledger.sqlite"))) as database, database:
        database.execute("UPDATE run SET status = 'running', folder = NULL WHERE job = 'reader' AND night = ?", [night(2)])
    check_unrecorded(workspace, 1, 2, "ended while recorded as running")


def check_unrecorded(workspace, count, number, what):
    """`ledger check` names the unrecorded runs, and the next night settles them."""
    result = workspace.run("ledger", "check")
    lines = [line for line in result.stdout.splitlines() if "belongs to run" in line]
    proof.check(result.returncode == 1 and len(lines) == count and all("run the job again" in line for line in lines),
                f"{what}: {result.stdout}{result.stderr}")
    check_ledger(workspace, what)
    again = workspace.run("nightly", "--as-of", night(number))
    proof.check(again.returncode == 0, f"{what}: the next goes on: {again.stdout}{again.stderr}")
    result = workspace.run("ledger", "check")
    proof.check(result.returncode == 0, f"{what}: sound afterwards: {result.stdout}{result.stderr}")


def ask_to_end(root):
    """SIGTERM, SIGINT and SIGHUP: an end of its own, recorded with the signal's name."""
    workspace = make(root)
    whole = length(workspace, ["nightly", "--as-of", night(0)])
    number, asked, recorded, begun = 0, 0, 0, time.monotonic()
    while asked < arguments.rounds // 4 if arguments.rounds else time.monotonic() - begun < arguments.seconds * 0.25:
        number += 1
        grow(workspace, number)
        kind = chance.choice([signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
        instant = chance.uniform(0, whole * 1.05)
        before = workspace.bytes_by_file()
        code, out, err = interrupt(workspace, ["nightly", "--as-of", night(number)], instant, kind)
        asked += 1
        what = f"{kind.name} after {instant:.4f} s of night {number}"
        # Before it looks out for signals it ends as any program does; after its work was done, well.
        proof.check(code in (1, 0, -kind), f"{what}: exit code {code}: {out}{err}")
        check_state(workspace, what)
        proof.check(not workspace.leftovers(), f"{what}: nothing half done: {workspace.leftovers()}")
        runs = [run for run in workspace.json("history", "--limit", "0", "--night", night(number))]
        proof.check(all(run["status"] != "running" for run in runs), f"{what}: no run is left open: {runs}")
        for run in runs:
            if run["status"] in ("success", "warn"):
                continue
            recorded += 1
            proof.check(kind.name in (run["reason"] or ""), f"{what}: {run['job']} says why: {run['reason']}")
        if code == 1:
            proof.check(kind.name in out + err or not runs, f"{what}: it is said: {out}{err}")
        after = workspace.bytes_by_file()
        gone = [file for file in before if after.get(file) != before[file]]
        proof.check(not gone, f"{what}: what was published stays: {gone}")
        result = workspace.run("nightly", "--as-of", night(number))
        proof.check(result.returncode == 0, f"{what}: the next goes on: {result.stdout}{result.stderr}")
        proof.check("the last session was interrupted" not in result.stderr, f"{what}: nothing to clear up: {result.stderr}")
    check_ledger(workspace, "after signals")
    for job in ["people", "reader"]:
        done = [run["occurrence"] for run in good_runs(workspace, job)]
        proof.check(sorted(done) == [f"nightly {night(n)}" for n in range(number + 1)], f"'{job}' was done once a night")
    print(f"{asked} signals, {recorded} runs recorded as interrupted", flush=True)


CHANGING = "write,pwrite64,openat,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,symlink,symlinkat," \
    "ftruncate,fsync,fdatasync,chmod,fchmod,copy_file_range,fallocate"


def traced(workspace, number, *command):
    """Runs a command that is killed at its call with this number."""
    tracing = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={CHANGING}",
               "-e", f"inject={CHANGING}:signal=KILL:when={number}"]
    return subprocess.run(tracing + workspace.command(*command), capture_output=True, text=True)


def kill_prune_at_calls(root):
    """Runs go one by one: what is there is whole at any instant, and the next prune removes the rest."""
    number = 0
    whole = make(f"{root}/whole")
    whole.write("Jobs/timeline.yaml", TIMELINE.replace("2030-12-31}", "2021-01-31, retention: 10d}"))
    for n in range(3):
        grow(whole, n)
        proof.check(whole.run("nightly", "--as-of", night(n)).returncode == 0, f"night {n}")
    while True:
        number += 1
        shutil.copytree(f"{root}/whole", f"{root}/copy", symlinks=True)
        workspace = Workspace(arguments.acta, f"{root}/copy")
        what = f"prune, killed at call {number}"
        result = traced(workspace, number, "prune", "--as-of", "2021-03-01")
        check_state(workspace, what)
        again = workspace.run("prune", "--as-of", "2021-03-01")
        proof.check(again.returncode == 0, f"{what}: the next goes on: {again.stdout}{again.stderr}")
        proof.check(workspace.published() == [] and not workspace.leftovers(), f"{what}: {workspace.published()} {workspace.leftovers()}")
        left = [name for _, _, names in os.walk(workspace.path(".acta/archive")) for name in names]
        proof.check(not left, f"{what}: the archive is empty: {left}")
        check_ledger(workspace, what)
        shutil.rmtree(f"{root}/copy")
        if result.returncode == 0:
            print(f"prune killed at each of {number - 1} calls", flush=True)
            return


def kill_at_calls(root):
    """A night a call: at the first, the second, … until one is not reached any more."""
    workspace = make(root)
    good = workspace.run("nightly", "--as-of", night(0))
    proof.check(good.returncode == 0, f"{good.stdout}{good.stderr}")
    number = 0
    while True:
        number += 1
        grow(workspace, number)
        before = workspace.bytes_by_file()
        result = traced(workspace, number, "nightly", "--as-of", night(number))
        what = f"killed at call {number}"
        check_state(workspace, what)
        check_ledger(workspace, what)
        after = workspace.bytes_by_file()
        gone = [file for file in before if after.get(file) != before[file]]
        proof.check(not gone, f"{what}: earlier nights are as they were: {gone}")
        if result.returncode == 0:
            break
        again = workspace.run("nightly", "--as-of", night(number))
        proof.check(again.returncode == 0, f"{what}: the next goes on: {again.stdout}{again.stderr}")
        proof.check(not workspace.leftovers(), f"{what}: cleared up: {workspace.leftovers()}")
    for job in ["people", "reader"]:
        done = [run["occurrence"] for run in good_runs(workspace, job)]
        proof.check(sorted(done) == [f"nightly {night(n)}" for n in range(number + 1)], f"'{job}' was done once a night")
    print(f"killed at each of {number - 1} calls", flush=True)


with scratch() as folder:
    if arguments.every:
        kill_prune_at_calls(f"{folder}/prune")
        kill_at_calls(f"{folder}/calls")
        proof.end()
    end_before_recording(f"{folder}/unrecorded")
    kill_nights(f"{folder}/nights")
    kill_beginnings(f"{folder}/first")
    ask_to_end(f"{folder}/asked")
proof.end()
