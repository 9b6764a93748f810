"""There and back with a payload, in a thread and in a process: payload.py <repetitions> <bytes>.

Prints the seconds of each trip, and how many bytes pickle makes of the payload.
"""

import json
import pickle
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def echo(value):
    return value


def trip(pool, value):
    start = time.perf_counter()
    pool.submit(echo, value).result()
    return time.perf_counter() - start


if __name__ == "__main__":
    repetitions, size = int(sys.argv[1]), int(sys.argv[2])
    record = {"id": 1, "name": "a record of the payload", "tags": ["one", "two"], "at": {"x": 1.5, "y": 2.5}}
    payloads = {
        "bytes": bytes(size),
        "nested objects": [{**record, "id": number} for number in range(max(1, size // 100))],
    }
    with ProcessPoolExecutor(1) as processes, ThreadPoolExecutor(1) as threads:
        for pool in (processes, threads):
            pool.submit(echo, 0).result()
        print(
            json.dumps(
                [
                    {
                        "payload": name,
                        "bytes": len(pickle.dumps(value)),
                        "threads": [trip(threads, value) for _ in range(repetitions)],
                        "processes": [trip(processes, value) for _ in range(repetitions)],
                    }
                    for name, value in payloads.items()
                ]
            )
        )
