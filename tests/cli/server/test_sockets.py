"""How many connections a worker has room for, and how it finds its own.

The first is asked in processes whose limits are their own.
"""

import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.cli.server.sockets import (
    FEWEST_CONNECTIONS,
    MOST_CONNECTIONS,
    OTHER_FILES,
    connection_in,
    connections_at,
    file_of_connection,
    listening_at,
)
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


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process its own files")
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_connection_is_found_with_its_client_and_told_from_what_listens_and_from_other_files(
    host: str, tmp_path: Path
) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, 0), family=family)
    except OSError:
        pytest.skip(f"this machine has no {host}")
    port = listening.getsockname()[1]
    with (
        listening,
        (tmp_path / "file").open("w"),
        socket.create_connection((host, port)) as client,
        listening.accept()[0] as served,
    ):
        peer, number = client.getsockname()[:2], served.fileno()

        assert list(connections_at(port, (socket.SOL_SOCKET, socket.SO_TYPE, 4))) == [
            (number, peer, socket.SOCK_STREAM.to_bytes(4, sys.byteorder))
        ]
        assert [each.getsockname() for each in listening_at(port)] == [listening.getsockname()]
        assert file_of_connection(port, peer) == number
        with connection_in(number, peer) as found:
            assert found.fileno() == number
        with pytest.raises(OSError, match="not connected"), connection_in(number, (host, 1)):
            pass
    with pytest.raises(OSError, match="descriptor"), connection_in(number, peer):
        pass
