"""Five tasks that do nothing, one after the other: what a step costs Celery.

Durable as Celery is when it is told to be: persistent messages in durable queues, confirmed when published, acknowledged
after the task. Only the last task keeps its result, by which the client learns that the chain has ended.

    python3 -m celery -A chain worker     the worker
    python3 chain.py                      the client: for each line "CHAINS AT_ONCE" it prints the seconds they took
"""
import os
import sys
import time

from celery import Celery, chain

TASKS = 5

app = Celery("chain", broker=os.environ["CHAIN_BROKER"], backend="rpc://")
app.conf.update(
    task_acks_late=True,
    result_persistent=True,
    broker_transport_options={"confirm_publish": True},
    worker_prefetch_multiplier=32,
)


@app.task
def step(done, payload):
    return done + 1


@app.task
def last(done, payload):
    return done + 1


def start(payload):
    links = [step.s(0, payload)] + [step.s(payload) for _ in range(TASKS - 2)] + [last.s(payload)]
    return chain(*links).apply_async()


def main():
    payload = "x" * 500
    for line in sys.stdin:
        chains, at_once = map(int, line.split())
        begun = time.perf_counter()
        for first in range(0, chains, at_once):
            under_way = [start(payload) for _ in range(first, min(first + at_once, chains))]
            for ended in under_way:
                if ended.get(timeout=120) != TASKS:
                    sys.exit("A chain lost a task.")
        print(time.perf_counter() - begun, flush=True)


if __name__ == "__main__":
    main()
