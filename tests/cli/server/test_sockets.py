"""How many connections a worker has room for, asked in processes whose limits are their own."""

import resource
import subprocess
import sys

import pytest

from quiz.cli.server.sockets import FEWEST_CONNECTIONS, MOST_CONNECTIONS, OTHER_FILES
from quiz.settings import PROJECT

ASK = """
import resource, sys
from quiz.cli.server.sockets import room_for_connections
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
print(room_for_connections(), resource.getrlimit(resource.RLIMIT_NOFILE)[0], room_for_connections())
"""
ENOUGH = MOST_CONNECTIONS + OTHER_FILES


@pytest.mark.parametrize(
    ("soft", "hard", "room", "raised"),
    [
        (1024, ENOUGH + 1, MOST_CONNECTIONS, ENOUGH),
        (512, 1024, 1024 - OTHER_FILES, 1024),
        (ENOUGH + 1, ENOUGH + 2, MOST_CONNECTIONS, ENOUGH + 1),
        (128, 256, FEWEST_CONNECTIONS, 256),
    ],
)
def test_a_worker_takes_the_room_that_it_may(soft: int, hard: int, room: int, raised: int) -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most != resource.RLIM_INFINITY and most < hard:
        pytest.skip(f"this process may not have more than {most} files")

    told = subprocess.check_output(
        [sys.executable, "-c", ASK, str(soft), str(hard)], cwd=PROJECT, encoding="ascii"
    )

    assert [int(number) for number in told.split()] == [room, raised, room]
