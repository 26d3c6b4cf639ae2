#!/usr/bin/env python3
"""A server that has run out of something: resources.py ACTA

A full disk, folders that may not be written, another user, no file handles, a limit on the size of
files: a clear error and never a crash, the last good exports as they were, and success once the cause
is gone. What needs root is left out, with a word, where it may not be done."""
import datetime, os, resource, shutil, stat, subprocess, sys, time

from proving import Proof, Workspace, is_clear, scratch, sha256

proof = Proof()
LONG_AGO = 1_600_000_000
FIRST = datetime.date(2021, 1, 1)
NOBODY = 65534
TIMELINE = """
process: resources
time_zone: America/Santiago
languages: [es, en]
stages: [{stage: review, from: 2021-01-01, to: 2022-12-31}]
"""
PEOPLE = """
job: people
schedule: [{nightly: {during: [review]}}]
catch_up: all
inputs:
  people: {file: people.csv, columns: {n: {type: integer}}, rejects: {max: 50%}}
tables: {all: {from: people, steps: [{drop: [note]}, {sort: [name]}]}}
figures: {people: {table: all, value: count()}}
exports:
  - {workbook: "people.{language}.xlsx", languages: [es, en], sheets: [about, figures, {table: all}]}
  - {csv: people.csv, table: all}
"""
READER = """
job: reader
schedule: [{nightly: {during: [review]}}]
inputs: {people: {job: people, export: people.csv}}
tables: {short: {from: people, steps: [{limit: 10}]}}
exports: [{csv: short.csv, table: short}]
"""


def night(number):
    return (FIRST + datetime.timedelta(days=number)).isoformat()


def grow(workspace, number):
    """Other content each night; most of it is only archived, and gzip cannot make it smaller than the
    steps in which a disk fills."""
    rows = "".join(f"Ana {os.urandom(8).hex()},{n if n % 50 else 'x'},{os.urandom(40).hex()}\n" for n in range(400))
    workspace.write("Inputs/people.csv", "name,n,note\n" + rows, age=LONG_AGO + number)


def make(root):
    workspace = Workspace(sys.argv[1], root)
    workspace.write("Jobs/timeline.yaml", TIMELINE)
    workspace.write("Jobs/people.yaml", PEOPLE)
    workspace.write("Jobs/reader.yaml", READER)
    grow(workspace, 0)
    return workspace


def tonight(workspace, number, **options):
    return workspace.run("nightly", "--as-of", night(number), **options)


def good(workspace, number, what):
    result = tonight(workspace, number)
    proof.check(result.returncode == 0, f"{what}: success when the cause is gone: {result.returncode} {result.stdout}{result.stderr}")
    check = workspace.run("ledger", "check")
    proof.check(check.returncode == 0, f"{what}: the ledger is sound: {check.stdout}{check.stderr}")
    for job in ["people", "reader"]:
        manifest = workspace.manifest(job)
        proof.check(manifest and manifest["night"] == night(number), f"{what}: latest/{job} is this night's")
    proof.check(not workspace.leftovers(), f"{what}: cleared up: {workspace.leftovers()}")
    done = [run["occurrence"] for run in workspace.json("history", "people", "--limit", "0") if run["status"] in ("success", "warn")]
    proof.check(len(done) == len(set(done)), f"{what}: nothing was done twice: {done}")


def suffer(workspace, number, what, codes=(0, 1, 74), **options):
    """A night that may fail, as long as it says so and harms nothing. Returns whether it failed."""
    before = workspace.bytes_by_file()
    result = tonight(workspace, number, **options)
    failed = result.returncode != 0
    if failed:
        proof.check(is_clear(result, codes), f"{what}: a clear error: {result.returncode} {result.stdout}{result.stderr}")
    else:
        proof.check(0 in codes, f"{what}: it cannot have gone well: {result.stdout}{result.stderr}")
    faults = workspace.faults()
    proof.check(not faults, f"{what}: published is whole: {faults}")
    after = workspace.bytes_by_file()
    gone = [file for file in before if after.get(file) != before[file]]
    proof.check(not gone, f"{what}: what was published stays: {gone}")
    proof.check(workspace.is_free(), f"{what}: the lock is free")
    return result if failed else None


def root_can_mount(place):
    os.makedirs(place, exist_ok=True)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], capture_output=True).returncode:
        return False
    subprocess.run(["umount", place], check=True)
    return True


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


def full_disk(root):
    """The free space grows from nothing, so that the disk fills in the ledger, in the archive, in the
    exports, and at last in nothing."""
    mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", root)
    try:
        workspace = make(root)
        good(workspace, 0, "before the disk is full")
        number, fitted, where = 0, 0, set()
        for pages in [*range(0, 44, 2), *range(44, 90, 9), 120, 200]:
            number += 1
            grow(workspace, number)
            usage = shutil.disk_usage(root)
            mount("-o", f"remount,size={(usage.used // 4096 + pages) * 4}k", root)
            what = f"a disk with {pages * 4} kB free"
            failed = suffer(workspace, number, what)
            if failed:
                where |= {word for word in ["ledger", "archive", "Exports"] if word in failed.stdout + failed.stderr}
                read = workspace.run("status")
                proof.check(read.returncode in (0, 74), f"{what}: status can be asked: {read.returncode} {read.stdout}{read.stderr}")
            mount("-o", "remount,size=64m", root)
            good(workspace, number, what)
            fitted = fitted + 1 if not failed else 0
            if fitted == 2:
                break
        proof.check(fitted == 2, "with enough space it goes well")
        # Full in the archive, it is full for the ledger too, which then has the last word.
        proof.check({"ledger", "Exports"} <= where, f"the disk was full in each place: {where}")
        print(f"a full disk: {number} sizes, full in {', '.join(sorted(where))}")
    finally:
        subprocess.run(["umount", root], check=True)


def read_only(root, folder):
    workspace = make(root)
    good(workspace, 0, "before")
    grow(workspace, 1)
    place = workspace.path(folder)
    mount("--bind", place, place)
    try:
        mount("-o", "remount,bind,ro", place)
        failed = suffer(workspace, 1, f"a read-only {folder}", codes=(1, 74))
        proof.check(failed and "ead-only file system" in failed.stdout + failed.stderr, f"it says so: {failed}")
        status = workspace.run("status")
        proof.check(status.returncode == 0, f"a read-only {folder}: status can be asked: {status.stderr}")
    finally:
        subprocess.run(["umount", place], check=True)
    good(workspace, 1, f"a read-only {folder}")


def somebody_else(root):
    """A user who may read and not write; one who may not even read; and one whose folders are root's."""
    os.chmod(os.path.dirname(root), 0o755)
    workspace = make(root)
    os.chmod(root, 0o755)
    good(workspace, 0, "before")
    grow(workspace, 1)
    # From a build folder that only root may enter, nobody could start the program.
    program = os.path.join(os.path.dirname(root), "acta")
    shutil.copy(workspace.acta, program)
    as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", program]

    def nobody(*command):
        return subprocess.run([*as_nobody, *command, "--workspace", root], capture_output=True, text=True, timeout=60)

    def refused(what, hint):
        before = workspace.bytes_by_file()
        result = nobody("nightly", "--as-of", night(1))
        proof.check(is_clear(result, (1, 74)), f"{what}: a clear error: {result.returncode} {result.stdout}{result.stderr}")
        proof.check(hint in result.stdout + result.stderr, f"{what}: it says where: {result.stdout}{result.stderr}")
        proof.check(workspace.bytes_by_file() == before and not workspace.faults(), f"{what}: what was published stays")

    if nobody("--version").returncode:
        print("another user: left out, as that user cannot start the program")
        return
    refused("a user without rights to .acta", ".acta")
    status = nobody("status")
    proof.check(is_clear(status, (74,)), f"status says that it may not read: {status.returncode} {status.stdout}{status.stderr}")
    own(workspace.path(".acta"))
    refused("a user without rights to Exports", "Exports")
    os.chmod(workspace.path("Inputs/people.csv"), 0o600)
    own(workspace.path("Exports"))
    refused("a user without rights to an input", "Inputs/people.csv")
    os.chmod(workspace.path("Jobs/people.yaml"), 0o600)
    result = nobody("nightly", "--as-of", night(1))
    proof.check(is_clear(result, (65, 74)), f"a job that cannot be read: {result.returncode} {result.stdout}{result.stderr}")
    for file in ["Inputs/people.csv", "Jobs/people.yaml"]:
        os.chmod(workspace.path(file), 0o644)
    result = nobody("nightly", "--as-of", night(1))
    proof.check(result.returncode == 0, f"with all rights: {result.returncode} {result.stdout}{result.stderr}")
    proof.check(not workspace.faults(), f"{workspace.faults()}")
    # Something of root's in a published folder: the new one takes its place, the old one is moved as it is.
    workspace.write(f"Exports/{night(1)}/people/kept/file", "kept")
    result = nobody("run", "people", "--as-of", night(1))
    old = f"Exports/{night(1)}/.versions/people"
    kept = [run for run in os.listdir(workspace.path(old)) if os.path.exists(workspace.path(old, run, "kept/file"))]
    proof.check(result.returncode == 0 and len(kept) == 1,
                f"an old folder with a file of root's: {kept} {result.returncode} {result.stdout}{result.stderr}")
    proof.check(not workspace.faults(), f"an old folder with a file of root's: {workspace.faults()}")
    newest = workspace.json("history", "people")[0]
    proof.check(newest["run"] == workspace.manifest("people", night(1))["run"] and newest["status"] == "success",
                f"the ledger has what is published: {newest}")


def own(folder):
    for place, _, names in os.walk(folder):
        for path in [place, *(os.path.join(place, name) for name in names)]:
            os.lchown(path, NOBODY, NOBODY)


def limited(root, kind, limits, words, summary):
    """Under each limit of a kind a night goes well, or ends with a clear error."""
    workspace = make(root)
    good(workspace, 0, "before")
    number, failures = 0, 0
    for limit in limits:
        number += 1
        grow(workspace, number)
        what = words.format(limit)
        if suffer(workspace, number, what, preexec_fn=lambda: resource.setrlimit(kind, (limit, limit))):
            failures += 1
        good(workspace, number, what)
    print(summary.format(number, failures))


def few_handles(root):
    limited(root, resource.RLIMIT_NOFILE, [*range(6, 28), 32, 40, 64], "{} file handles",
            "few file handles: {} limits, too few {} times")


def small_files(root):
    sizes = [0, 1, 100, 512, *(kilo << 10 for kilo in [1, 2, 4, 6, 8, 10, 14, 20, 40, 80]), 1 << 20, 8 << 20]
    limited(root, resource.RLIMIT_FSIZE, sizes, "no file larger than {} bytes",
            "small files: {} limits, too small {} times")


def closed_output(root):
    """Nobody reads the output: the night goes on, and the exit code says that output was lost."""
    workspace = make(root)
    process = workspace.start("nightly", "--as-of", night(0))
    process.stdout.close()
    process.stderr.close()
    process.wait(timeout=60)
    proof.check(process.returncode == 74, f"output that nobody reads: exit code {process.returncode}")
    good(workspace, 0, "output that nobody reads")
    grow(workspace, 1)
    full = open("/dev/full", "w")
    result = subprocess.run(workspace.command("nightly", "--as-of", night(1)), stdout=full, stderr=full, timeout=60)
    proof.check(result.returncode == 74, f"output to a full disk: exit code {result.returncode}")
    good(workspace, 1, "output to a full disk")


def modes(root):
    """Whatever the umask, what is about people is the user's and the group's."""
    for mask in (0o000, 0o077, 0o027):
        shutil.rmtree(root, ignore_errors=True)
        workspace = make(root)
        failing = "job: failing\nschedule: [{nightly: {during: [review]}}]\ninputs: {people: {file: people.csv}}\n" \
            "tables: {all: {from: people}}\nchecks: [{table: all, rows: {max: 1}}]\nexports: [{csv: all.csv, table: all}]\n"
        workspace.write("Jobs/failing.yaml", failing)
        for number in (0, 1):
            grow(workspace, number)
            result = tonight(workspace, number, preexec_fn=lambda: os.umask(mask))
            proof.check(result.returncode == 1, f"umask {mask:03o}: {result.stdout}{result.stderr}")
        runs = [run["run"] for run in workspace.json("history", "people")]
        replayed = workspace.run("replay", runs[0], preexec_fn=lambda: os.umask(mask))
        proof.check(replayed.returncode == 0, f"umask {mask:03o}: {replayed.stdout}{replayed.stderr}")
        os.unlink(workspace.path(".acta/ledger.sqlite"))
        rebuilt = workspace.run("ledger", "rebuild", preexec_fn=lambda: os.umask(mask))
        proof.check(rebuilt.returncode == 0, f"umask {mask:03o}: {rebuilt.stdout}{rebuilt.stderr}")
        wrong = []
        for top in ["Exports", ".acta"]:
            for place, _, names in os.walk(workspace.path(top)):
                for path, wanted in [(place, 0o750), *((os.path.join(place, name), 0o640) for name in names)]:
                    status = os.lstat(path)
                    if not stat.S_ISLNK(status.st_mode) and stat.S_IMODE(status.st_mode) != wanted:
                        wrong.append(f"{os.path.relpath(path, root)} {stat.S_IMODE(status.st_mode):04o}")
        proof.check(not wrong, f"umask {mask:03o}: modes: {wrong}")


def not_a_file(root):
    """Somebody has put a FIFO, a folder, an endless device or a link in the place of a file: no command waits for it,
    crashes, takes away what is published, or writes where the link leads."""
    foreign = f"{root}-foreign"
    commands = [["status"], ["history"], ["plan"], ["doctor"], ["ledger", "check"], ["check"], ["diff", "people"],
                ["explain", "people", "all", "--lost", "true"], ["prune"], ["run", "people", "--as-of", night(1)],
                ["nightly", "--as-of", night(1)]]
    kinds = {"a FIFO": os.mkfifo, "a folder": os.mkdir, "a device": lambda path: os.symlink("/dev/zero", path),
             "a link": lambda path: os.symlink(foreign, path)}
    for name in [".acta/ledger.sqlite", ".acta/ledger.sqlite-wal", ".acta/timeline.yaml", ".acta/lock", "acta.yaml",
                 "Jobs/other.yaml", f"Exports/{night(0)}/people/manifest.json"]:
        for kind, put in kinds.items():
            shutil.rmtree(root, ignore_errors=True)
            workspace = make(root)
            tonight(workspace, 0)
            path = workspace.path(name)
            if os.path.exists(path):
                os.unlink(path)
            open(foreign, "w").close()
            put(path)
            grow(workspace, 1)
            before = {file: sha256(workspace.path(file)) for file in exports(workspace)}
            # A night without its manifest is none of a ledger that is made anew, and is run again.
            rebuild = [["ledger", "rebuild"]] if name.startswith(".acta/") else []
            for command in commands + rebuild:
                try:
                    result = subprocess.run(workspace.command(*command), capture_output=True, text=True, timeout=30)
                    text = result.stdout + result.stderr
                    proof.check(result.returncode in (0, 1, 64, 65, 74) and "Fatal error" not in text,
                                f"{name} is {kind}: {command}: {result.returncode} {text}")
                except subprocess.TimeoutExpired:
                    proof.check(False, f"{name} is {kind}: {command} waits without end")
            lost = [file for file, digest in before.items()
                    if not os.path.isfile(workspace.path(file)) or sha256(workspace.path(file)) != digest]
            proof.check(not lost, f"{name} is {kind}: what was published is gone: {lost}")
            proof.check(os.path.getsize(foreign) == 0, f"{name} is {kind}: what it leads to was changed")


def interrupted_conversion(root):
    """A conversion that is interrupted leaves no copy of the data, where nobody would look for it."""
    os.makedirs(root)
    with open(f"{root}/a.csv", "w") as file:
        file.write("name,n\n" + "".join(f"Ana {n} de la Sierra,{n}\n" for n in range(400_000)))
    for output in ["o.xlsx", "o.csv", "o.csv.gz"]:
        for wait in (0.1, 0.4, 0.8, 1.2, 1.6):
            process = subprocess.Popen([os.path.abspath(sys.argv[1]), "convert", "a.csv", output], cwd=root,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            time.sleep(wait)
            process.terminate()
            begun = time.monotonic()
            text = process.communicate(timeout=60)[1]
            took = time.monotonic() - begun
            proof.check(process.returncode >= 0 or wait == 0.1, f"{output} after {wait} s: {process.returncode} {text}")
            proof.check(took < 3, f"{output} after {wait} s: ended after {took:.1f} s")
            left = [name for name in os.listdir(root) if name.endswith(".partial")]
            proof.check(not left, f"{output} after {wait} s: {left}")


def exports(workspace):
    """The published files of the first night, manifests left out."""
    top = workspace.path(f"Exports/{night(0)}")
    return [os.path.relpath(os.path.join(place, name), workspace.root) for place, _, names in os.walk(top)
            for name in names if name != "manifest.json"]


with scratch() as folder:
    if root_can_mount(f"{folder}/disk"):
        full_disk(f"{folder}/disk")
        read_only(f"{folder}/exports", "Exports")
        read_only(f"{folder}/state", ".acta")
    else:
        print("a full disk, read-only folders: left out, as nothing may be mounted here")
    if os.geteuid() == 0 and shutil.which("setpriv"):
        somebody_else(f"{folder}/user")
    else:
        print("another user: left out, as only root can be one")
    few_handles(f"{folder}/handles")
    small_files(f"{folder}/small")
    closed_output(f"{folder}/closed")
    modes(f"{folder}/modes")
    not_a_file(f"{folder}/kinds")
    interrupted_conversion(f"{folder}/conversion")
proof.end()
