"""The document's kernel plainly, in threads and in processes, taking turns.

switching.py <rounds> <workers> <number>...: prints per round and variant the seconds and, for
plain and threads, the processor's seconds.
"""

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from cpu_bound import cpu_bound


def timed(run):
    start, used = time.perf_counter(), time.process_time()
    run()
    return {"seconds": time.perf_counter() - start, "cpu": time.process_time() - used}


if __name__ == "__main__":
    rounds, workers, *numbers = (int(word) for word in sys.argv[1:])
    with ProcessPoolExecutor(workers) as processes, ThreadPoolExecutor(workers) as threads:
        variants = {
            "plain": lambda: list(map(cpu_bound, numbers)),
            "threads": lambda: list(threads.map(cpu_bound, numbers)),
            "processes": lambda: list(processes.map(cpu_bound, numbers)),
        }
        for pool in (processes, threads):
            list(pool.map(abs, range(workers)))
        print(json.dumps([{name: timed(run) for name, run in variants.items()} for _ in range(rounds)]))
