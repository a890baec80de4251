"""Workers whose server is gone."""

import subprocess
import sys

# A worker takes a second to begin, and the server may be killed in it.
ORPHAN = """
import asyncio, multiprocessing, os, time
from quiz.cli.server.orphans import end_with, started_by

async def serve():
    end_with(asyncio.get_running_loop(), started_by())
    await asyncio.sleep(3)
    print("serves on", flush=True)

def work(server):
    print("begins", flush=True)
    while os.getppid() == server:
        time.sleep(0.01)
    asyncio.run(serve())

multiprocessing.get_context("fork").Process(target=work, args=(os.getpid(),)).start()
os._exit(0)
"""


def test_a_worker_ends_whose_server_has_gone_before_it_began() -> None:
    done = subprocess.run([sys.executable, "-c", ORPHAN], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("begins\n", "")
