"""The document's kernel and how its three variants report: one JSON object on standard output."""

import hashlib
import json
import os
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


def report(run):
    """Runs one variant over the numbers on the command line and prints what it did."""
    numbers = [int(word) for word in sys.argv[1:]]
    start = time.time()
    results = list(run(numbers))
    seconds = time.time() - start
    digests = [hashlib.sha256(format(result, "x").encode()).hexdigest() for result in results]
    print(json.dumps({"seconds": seconds, "digests": digests, "version": sys.version.split()[0]}))
