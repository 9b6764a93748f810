"""The document's kernel on one number after another: task_times.py <number>... CPU seconds of each."""

import json
import sys
import time

from cpu_bound import cpu_bound


def timed(number):
    start = time.process_time()
    cpu_bound(number)
    return time.process_time() - start


if __name__ == "__main__":
    print(json.dumps([timed(int(word)) for word in sys.argv[1:]]))
