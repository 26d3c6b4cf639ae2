"""What the random trials of returned files share: a folder and random numbers for each case, and what becomes of one that
does not hold."""
import os, random, shutil, subprocess, sys, tempfile

acta = os.path.abspath(sys.argv[1])


def option(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def call(folder, *words, **more):
    return subprocess.run([acta, *words, "--workspace", folder], capture_output=True, text=True, **more)


def expect(holds, what):
    if not holds:
        raise AssertionError(what)


def run(name, trial, cases):
    """Tries as many cases as `--cases` says; the folder of one that fails is kept. Ends the program."""
    seed, cases = option("--seed", 1), option("--cases", cases)
    failures = 0
    for number in range(cases):
        folder = tempfile.mkdtemp(prefix=f"acta-{name}-")
        try:
            trial(folder, random.Random(f"{seed}-{number}"))
        except AssertionError as problem:
            failures += 1
            kept = f"{tempfile.gettempdir()}/acta-{name}-failed-{number}"
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
            print(f"FAILED: case {number} of seed {seed} ({kept}): {problem}", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{name}: {cases - failures} of {cases} cases hold")
    sys.exit(1 if failures else 0)
