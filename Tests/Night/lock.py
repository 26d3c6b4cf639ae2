#!/usr/bin/env python3
"""One at a time: lock.py ACTA

Several `acta nightly` of one workspace at once: one works, the others end with exit code 75 and name
it, or wait for their turn; a holder that is killed holds nothing."""
import os, re, signal, sys, time

from proving import Proof, Workspace, scratch

proof = Proof()
TIMELINE = """
process: lock
time_zone: America/Santiago
languages: [es]
stages: [{stage: review, from: 2021-01-01, to: 2021-01-31}]
"""
# A file that was changed just now is watched until it is quiet: as long as that, a run holds the lock.
JOB = """
job: people
schedule: [{nightly: {during: [review]}}]
inputs: {people: {file: people.csv, arrival: {settle: SETTLE}}}
tables: {all: {from: people}}
exports: [{csv: all.csv, table: all}]
"""


def make(root, settle):
    workspace = Workspace(sys.argv[1], root)
    workspace.write("Jobs/timeline.yaml", TIMELINE)
    workspace.write("Jobs/people.yaml", JOB.replace("SETTLE", settle))
    touch(workspace)
    return workspace


def touch(workspace, age=None):
    workspace.write("Inputs/people.csv", "name\nAna\n", age=age)


def wait_for_holder(workspace):
    until = time.monotonic() + 30
    while workspace.is_free() or not workspace.read(".acta/lock"):
        if time.monotonic() > until:
            raise SystemExit("nobody took the lock within 30 s")
        time.sleep(0.01)


def runs(workspace):
    return workspace.json("history", "--limit", "0")


def several(root, count):
    """All at once: which one works is chance."""
    workspace = make(root, "4s")
    started = [workspace.start("nightly", "--as-of", "2021-01-02") for _ in range(count)]
    ended = [(process.pid, *process.communicate(timeout=60), process.returncode) for process in started]
    worked = [pid for pid, _, _, code in ended if code == 0]
    refused = [(err, code) for _, _, err, code in ended if code != 0]
    proof.check(len(worked) == 1, f"of {count} one works: {[code for *_, code in ended]}")
    proof.check(all(code == 75 for _, code in refused), f"the others of {count} end with 75: {refused}")
    for err, _ in refused:
        proof.check("another run holds the lock of this workspace" in err, f"it says so: {err}")
        proof.check(re.search(rf"it is process {worked[0]} \(acta nightly\) since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ", err),
                    f"it names the holder, {worked[0]}: {err}")
    proof.check(workspace.read(".acta/lock") == b"", "nobody is named when all is done")
    proof.check([run["status"] for run in runs(workspace)] == ["success"], f"one run: {runs(workspace)}")
    proof.check(not workspace.faults(), f"published is whole: {workspace.faults()}")


def every_command(root):
    """Whatever writes is refused while a night is at work; whatever reads is not."""
    workspace = make(root, "6s")
    holder = workspace.start("nightly", "--as-of", "2021-01-02")
    wait_for_holder(workspace)
    for command in [["run", "people", "--as-of", "2021-01-02"], ["nightly"], ["prune"], ["prune", "--dry-run"], ["ledger", "rebuild"]]:
        result = workspace.run(*command)
        proof.check(result.returncode == 75 and str(holder.pid) in result.stderr,
                    f"{command} is refused: {result.returncode} {result.stdout}{result.stderr}")
    for command in [["status"], ["history"], ["plan", "--from", "2021-01-01", "--to", "2021-01-03"], ["check"]]:
        result = workspace.run(*command)
        proof.check(result.returncode == 0, f"{command} is not: {result.returncode} {result.stdout}{result.stderr}")
    status = workspace.json("status")
    proof.check(status[0]["unfinished"] and not status[0]["unfinished"]["interrupted"], f"status sees it at work: {status}")
    proof.check(holder.communicate(timeout=60) is not None and holder.returncode == 0, "the holder was not disturbed")


def waiting(root):
    workspace = make(root, "3s")
    first = workspace.start("nightly", "--as-of", "2021-01-02")
    wait_for_holder(workspace)
    others = [workspace.start("nightly", "--as-of", f"2021-01-0{night}", "--wait") for night in (3, 3, 4)]
    for process in [first, *others]:
        out, err = process.communicate(timeout=90)
        proof.check(process.returncode == 0, f"each has its turn: {process.returncode} {out}{err}")
        if process is not first:
            proof.check("waiting for the lock: it is held by process" in err, f"who waits says for whom: {err}")
    good = sorted(run["occurrence"] for run in runs(workspace) if run["status"] == "success")
    proof.check(len(good) == len(set(good)) and "nightly 2021-01-04" in good, f"nothing was run twice: {good}")


def waiting_for_a_dead_one(root):
    workspace = make(root, "20s")
    holder = workspace.start("nightly", "--as-of", "2021-01-02")
    wait_for_holder(workspace)
    waiter = workspace.start("nightly", "--as-of", "2021-01-02", "--wait")
    leaver = workspace.start("nightly", "--as-of", "2021-01-02", "--wait")
    # It has looked at the lock once it says for whom it waits.
    said = leaver.stderr.readline()
    proof.check(f"held by process {holder.pid}" in said, f"it waits for the holder: {said}")
    leaver.send_signal(signal.SIGTERM)
    out, err = leaver.communicate(timeout=30)
    proof.check(leaver.returncode == 1 and "SIGTERM" in err, f"who waits can be asked to end: {leaver.returncode} {out}{err}")
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    touch(workspace, age=1_600_000_000)
    out, err = waiter.communicate(timeout=60)
    proof.check(waiter.returncode == 0, f"who waited for a killed one goes on: {waiter.returncode} {out}{err}")
    proof.check("the last session was interrupted" in err, f"and clears up: {err}")
    proof.check(not workspace.leftovers() and not workspace.faults(), f"{workspace.leftovers()} {workspace.faults()}")
    found = sorted(run["status"] for run in runs(workspace))
    proof.check(found == ["error", "success"], f"the killed run is recorded: {found}")
    proof.check(workspace.is_free(), "the lock is free")


with scratch() as folder:
    several(f"{folder}/two", 2)
    several(f"{folder}/ten", 10)
    every_command(f"{folder}/commands")
    waiting(f"{folder}/waiting")
    waiting_for_a_dead_one(f"{folder}/dead")
proof.end()
