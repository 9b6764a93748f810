"""One fault in one kind of pool: faults.py <serial|threads|processes> <fault> <folder>.

Says on standard output how far it came, a line each, like bench/claims/fault-host.ts.
"""

import os
import signal
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

FAULTS = {
    "throw": lambda: 1 // 0,
    "process.exit": lambda: os._exit(3),
    "process.abort": os.abort,
    "native crash (SIGSEGV)": lambda: os.kill(os.getpid(), signal.SIGSEGV),
}


class Serial(Executor):
    """Calls at once, on the caller's thread."""

    def submit(self, function, *args):
        future = Future()
        try:
            future.set_result(function(*args))
        except Exception as error:
            future.set_exception(error)
        return future


def fail(fault):
    FAULTS[fault]()


def beside(folder):
    open(os.path.join(folder, "begun-1"), "w").close()
    while not os.path.exists(os.path.join(folder, "released")):
        time.sleep(0.01)
    return 1


def double(number):
    return 2 * number


def say(line):
    os.write(1, f"{line}\n".encode())


def main(mode, fault, folder):
    pools = {"serial": Serial, "threads": ThreadPoolExecutor, "processes": ProcessPoolExecutor}
    pool = pools[mode]() if mode == "serial" else pools[mode](max_workers=2)
    if mode == "serial":
        open(os.path.join(folder, "released"), "w").close()
    other = pool.submit(beside, folder)
    while not os.path.exists(os.path.join(folder, "begun-1")):
        time.sleep(0.005)
    say("ready")
    error = pool.submit(fail, fault).exception()
    say(f"outcome {type(error).__name__}" if error else "outcome a result")
    open(os.path.join(folder, "released"), "w").close()
    if other.exception() is None:
        say("siblings")
    try:
        if list(pool.map(double, [1, 2, 3])) == [2, 4, 6]:
            say("pool")
    except Exception:
        pass
    say("host")


if __name__ == "__main__":
    main(*sys.argv[1:])
