"""The document's kernel and how its three variants report: one JSON object on standard output."""

import hashlib
import json
import os
import resource
import sys
import threading
import time


def cpu_bound(num):
    # one write: the lines of several processes must not run into each other
    line = f"{os.getpid()} process | {threading.get_ident()} thread\n"
    os.write(sys.stderr.fileno(), line.encode())
    total = 1
    for i in range(1, num):
        for j in range(1, num):
            for k in range(1, num):
                total *= i * j * k
    return total


def used():
    """CPU seconds in the program and in the system, and page faults: this process and its children."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return [
        sum(one.ru_utime for one in both),
        sum(one.ru_stime for one in both),
        sum(one.ru_minflt + one.ru_majflt for one in both),
    ]


def report(run):
    """Runs one variant over the numbers on the command line and prints what it did."""
    numbers = [int(word) for word in sys.argv[1:]]
    before = used()
    start = time.time()
    results = list(run(numbers))
    seconds = time.time() - start
    user, system, faults = (after - earlier for after, earlier in zip(used(), before))
    digests = [hashlib.sha256(format(result, "x").encode()).hexdigest() for result in results]
    version = sys.version.split()[0]
    usage = {"user": 1000 * user, "system": 1000 * system, "faults": faults}
    print(json.dumps({"seconds": seconds, "digests": digests, "version": version, "usage": usage}))
