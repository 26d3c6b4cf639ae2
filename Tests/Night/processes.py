"""Processes that a proof starts, kills and clears away: nothing depends on how fast a machine is."""
import ctypes, os, signal, sys, time

PR_SET_CHILD_SUBREAPER = 36


def descendants(pid=None):
    """The command lines of the processes that a process (this one) has started, and that these have started."""
    parents, commands = {}, {}
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                state, parent = file.read().rpartition(b")")[2].split()[:2]
            with open(f"/proc/{name}/cmdline", "rb") as file:
                commands[int(name)] = file.read().decode("utf-8", "replace").replace("\0", " ").strip()
        except (ValueError, OSError):
            continue
        # What has ended and is not waited for runs no more.
        if state not in (b"Z", b"X"):
            parents[int(name)] = int(parent)
    found, waiting = {}, [pid or os.getpid()]
    while waiting:
        parent = waiting.pop()
        below = [pid for pid, of in parents.items() if of == parent and pid not in found]
        found |= {pid: commands.get(pid, "") for pid in below}
        waiting += below
    return found


def ancestor(pid, word):
    """The nearest process above with a word in its command line; None if there is none."""
    while pid > 1:
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if word.encode() in file.read():
                    return pid
            with open(f"/proc/{pid}/stat", "rb") as file:
                pid = int(file.read().rpartition(b")")[2].split()[1])
        except OSError:
            return None
    return None


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False


def until(holds, seconds):
    """Waits for a state. Returns whether it came: the seconds are for what never comes, not for slow machines."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


class HeldWorkers:
    """A program that stands for Acta's worker, of which some wait before they begin, so that a test finds them there.

    Workers are counted as they start. Those with a number in `held` leave a file with their process's number and wait
    until they may go on; then they are like all others."""

    def __init__(self, folder, acta, held):
        self.folder, self.path = folder, f"{folder}/worker"
        os.makedirs(folder)
        numbers = "|".join(str(number) for number in held)
        with open(self.path, "w") as file:
            file.write(f"""#!/bin/sh
[ "$2" = --probe ] && exec {acta} "$@"
number=1
while ! mkdir {folder}/$number 2>/dev/null; do number=$((number + 1)); done
case $number in
{numbers})
  echo $$ >{folder}/$number/pid.partial
  mv {folder}/$number/pid.partial {folder}/$number/pid
  until [ -e {folder}/$number/go ]; do sleep 0.05; done ;;
esac
exec {acta} "$@"
""")
        os.chmod(self.path, 0o755)

    def wait(self, number, running):
        """The process of a worker that is held; None if the run ends before it comes."""
        path = f"{self.folder}/{number}/pid"
        until(lambda: os.path.exists(path) or running.poll() is not None, 600)
        if not os.path.exists(path):
            return None
        with open(path) as file:
            return int(file.read())

    def let_go(self, number):
        os.makedirs(f"{self.folder}/{number}", exist_ok=True)
        open(f"{self.folder}/{number}/go", "w").close()


class Household:
    """Takes in what its processes leave behind, ends in a given time, and leaves no process."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __enter__(self):
        # Children of processes that were killed become ours instead of those of process 1.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        signal.signal(signal.SIGALRM, self.too_late)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("FAILED: it was ended from outside"))
        signal.alarm(self.seconds)
        return self

    def too_late(self, *_):
        sys.exit(f"FAILED: it was not done in {self.seconds} s, and ended itself")

    def left(self, seconds=60):
        """The processes that do not end by themselves."""
        until(lambda: not descendants(), seconds)
        return descendants()

    def __exit__(self, *_):
        signal.alarm(0)
        while found := descendants():
            for pid in found:
                kill(pid)
            time.sleep(0.05)
