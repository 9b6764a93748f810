"""One call after another."""

from cpu_bound import cpu_bound, report

if __name__ == "__main__":
    report(lambda numbers: [cpu_bound(number) for number in numbers])
