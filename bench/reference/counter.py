"""Threads that count in one variable: counter.py <threads> <times>. Prints what was lost."""

import json
import sys
import threading

plain = 0
through = 0


def same(value):
    return value


def count_plain(times):
    global plain
    for _ in range(times):
        plain += 1


def count_through_call(times):
    """Where the interpreter may switch between reading and writing: at a call."""
    global through
    for _ in range(times):
        before = through
        through = same(before) + 1


def run(count, threads, times):
    workers = [threading.Thread(target=count, args=(times,)) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    threads, times = int(sys.argv[1]), int(sys.argv[2])
    run(count_plain, threads, times)
    run(count_through_call, threads, times)
    expected = threads * times
    enabled = getattr(sys, "_is_gil_enabled", lambda: True)()
    print(json.dumps({"lost": expected - plain, "lostThroughCall": expected - through, "gil": enabled}))
