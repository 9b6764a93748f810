"""A pool of ten processes: the same as the threads but for the name of the class."""

from concurrent.futures import ProcessPoolExecutor

from cpu_bound import cpu_bound, report


def run(numbers):
    with ProcessPoolExecutor(max_workers=10) as executor:
        return list(executor.map(cpu_bound, numbers))


if __name__ == "__main__":
    report(run)
