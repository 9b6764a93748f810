"""Fetches a list of pages one after another and in ten threads: fetch.py <rounds> <count> <url>."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

WORKERS = 10


def fetch(url):
    with urlopen(url) as answer:
        return answer.read().decode()


def timed(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    rounds, count, base = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    urls = [f"{base}/{number}" for number in range(count)]
    with ThreadPoolExecutor(WORKERS) as threads:
        print(
            json.dumps(
                [
                    {
                        "plain": timed(lambda: list(map(fetch, urls))),
                        "threads": timed(lambda: list(threads.map(fetch, urls))),
                    }
                    for _ in range(rounds)
                ]
            )
        )
