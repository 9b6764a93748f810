"""A pool of ten threads, as in the document."""

from concurrent.futures import ThreadPoolExecutor

from cpu_bound import cpu_bound, report


def run(numbers):
    with ThreadPoolExecutor(max_workers=10) as executor:
        return list(executor.map(cpu_bound, numbers))


if __name__ == "__main__":
    report(run)
