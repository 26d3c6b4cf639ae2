"""What the proofs of the night share: a count of what holds, a workspace to run in, and what must be
true of what is published whatever happened."""
import hashlib, json, os, re, shutil, subprocess, sys, tempfile


class Proof:
    """Counts what holds, and says what does not."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {what}", flush=True)
        return bool(holds)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


def scratch():
    """A folder that goes away, in memory where there is room: thousands of syncs are no proof of more."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 1 << 28 else None
    return tempfile.TemporaryDirectory(prefix="acta-", dir=place)


class Workspace:
    def __init__(self, acta, root):
        self.acta, self.root = os.path.abspath(acta), root
        for folder in ["Jobs", "Inputs"]:
            os.makedirs(f"{root}/{folder}", exist_ok=True)

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def write(self, name, content, age=None):
        """Writes a file; its time of change is `age` (seconds since 1970) where that is said."""
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        if age is not None:
            os.utime(path, (age, age))

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def command(self, *arguments):
        return [self.acta, *arguments, "--workspace", self.root]

    def run(self, *arguments, **options):
        return subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=120, **options)

    def start(self, *arguments, **options):
        return subprocess.Popen(
            self.command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)

    def json(self, *arguments):
        result = self.run(*arguments, "--json")
        try:
            return json.loads(result.stdout)
        except ValueError:
            raise SystemExit(f"acta {' '.join(arguments)} --json gave no JSON:\n{result.stdout}{result.stderr}")

    def manifest(self, job, night="latest"):
        path = self.path("Exports", night, job, "manifest.json")
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8") as file:
            return json.load(file)

    def published(self):
        """The folders below Exports/, by night and job."""
        found = []
        exports = self.path("Exports")
        for night in sorted(os.listdir(exports)) if os.path.isdir(exports) else []:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", night):
                found += [(night, job) for job in sorted(os.listdir(f"{exports}/{night}")) if not job.startswith(".")]
        return found

    def faults(self):
        """What is wrong with what is published; nothing, whatever happened to whoever wrote it."""
        wrong = []
        for night, job in self.published():
            folder = self.path("Exports", night, job)
            manifest = self.manifest(job, night)
            if manifest is None:
                wrong.append(f"{night}/{job} has no manifest")
                continue
            entries = manifest["exports"] + manifest["handed_over"]
            there = {
                os.path.relpath(os.path.join(place, name), folder)
                for place, _, names in os.walk(folder) for name in names}
            if there != {entry["file"] for entry in entries} | {"manifest.json"}:
                wrong.append(f"{night}/{job} has {sorted(there)}")
            for entry in entries:
                if entry["file"] in there and sha256(os.path.join(folder, entry["file"])) != entry["sha256"]:
                    wrong.append(f"{night}/{job}/{entry['file']} is not what its manifest says")
        latest = self.path("Exports", "latest")
        for job in os.listdir(latest) if os.path.isdir(latest) else []:
            if not job.startswith(".") and not os.path.exists(os.path.join(latest, job, "manifest.json")):
                wrong.append(f"latest/{job} leads to {os.readlink(os.path.join(latest, job))}, which is not there")
        return wrong

    def leftovers(self):
        """Halves of files, which the next run must have cleared away."""
        found = []
        for place, folders, names in os.walk(self.root):
            found += [
                os.path.relpath(os.path.join(place, name), self.root)
                for name in folders + names if name.endswith(".partial")]
        return sorted(found)

    def bytes_by_file(self):
        """Every published file but the manifests, by its SHA-256."""
        return {
            os.path.join(night, job, entry["file"]): sha256(self.path("Exports", night, job, entry["file"]))
            for night, job in self.published()
            for entry in self.manifest(job, night)["exports"]}

    def is_free(self):
        """Whether nobody holds the lock. A night that is killed takes the process of its jobs along, which ends a
        moment later."""
        import fcntl
        import time
        path = self.path(".acta", "lock")
        if not os.path.exists(path):
            return True
        with open(path) as file:
            for _ in range(100):
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return True
                except BlockingIOError:
                    time.sleep(0.01)
            return False


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def is_clear(result, codes=(1, 74)):
    """Whether a command that failed said so as a program should: an exit code of its own, an error in
    words, and no trace of a crash."""
    text = result.stdout + result.stderr
    crashed = any(word in text for word in ["Fatal error", "Program crashed", "Backtrace", "Assertion", "NSCocoa"])
    return result.returncode in codes and "error" in text and not crashed
