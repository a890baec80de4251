"""What a player can do with all that is stored: see how much, delete it, take it to another device."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from quiz.domain.schedule import Memory
from quiz.domain.transfer import TERM, Link, Offer, Stored, TransferState, fit_together
from quiz.services.practice import keep_memories, memories_together
from quiz.storage import own_data, players, schedule, transfers
from quiz.storage.database import Database, Transaction
from quiz.storage.locks import one_at_a_time

NOTHING = Stored(0, 0)
# Answers gone through when histories are joined, of as many rounds, to questions that both have met: it takes
# a fiftieth of a second of a processor, and an address may do so a hundred times a minute, in each process.
MOST_GONE_THROUGH = 1_000
# Rounds that are deleted at once. Nobody else writes meanwhile, and a full history takes seconds.
DELETED_AT_ONCE = 25
SHORT = 100  # rounds; a history of no more is deleted beside a long one
# Used links of a history that are remembered, and the forms that used them. They move and go with the history
# at once, for the same reason: a program brings it to a device a hundred times a second.
MOST_REMEMBERED = 200


class NothingStoredError(LookupError):
    """There is no history that a link could lead to."""


class DeletionUnderWayError(Exception):
    """Another long history is being deleted just now; a later try finds room."""


class CannotTakeOverError(Exception):
    """The link cannot be used; its offer says why."""


class _Pair(NamedTuple):
    """Two histories: rounds and aliases of each, by player, and when each answered last what both have met.

    As long as all this is the same, so are the settled answers to what both have met: whatever settles one
    stores when, and to be joined with a third, or deleted, changes the number of rounds.
    """

    sizes: Mapping[str, tuple[int, int]]
    answered: Mapping[tuple[str, str], tuple[datetime, datetime]]

    @property
    def fits(self) -> bool:
        return _fit(self.sizes)

    def memories(self, session: Transaction) -> Mapping[tuple[str, str], Memory]:
        """Go through what both have met, and return how well it is known together."""
        one, other = self.sizes
        return memories_together(session, one, other, MOST_GONE_THROUGH) if self.answered else {}


class _Foreseen(NamedTuple):
    """What two histories come to together, as they were at a moment."""

    pair: _Pair
    memories: Mapping[tuple[str, str], Memory]


class MyData:
    """The use cases of a player who looks after what is stored."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._deleting = Lock()

    def stored(self, key: str | None) -> Stored:
        """Count what is stored of the player that a device's key names; nothing for a stranger."""
        with self._database.reading() as session:
            return _stored(session, _find(session, key))

    def delete(self, key: str | None) -> None:
        """Delete everything that is stored of a player, for every device that shares the history.

        A long history goes in several transactions, between which others write. Where one of them fails, the
        rest is still there, and is deleted by the next try. While one is being deleted in this process, be it
        the same, nothing is deleted of another long one: that raises DeletionUnderWayError. Each takes a
        thread for so long, and no page would have one left. Links to the history lead nowhere as soon as it
        begins, so that no other device loses its own with it; and a longer one that this device takes over
        meanwhile stays.
        """
        if self.stored(key).rounds <= SHORT:
            self._delete_all(key)
            return
        if not self._deleting.acquire(blocking=False):
            raise DeletionUnderWayError
        try:
            self._delete_all(key)
        finally:
            self._deleting.release()

    def _delete_all(self, key: str | None) -> None:
        whose = self._delete_some(key)
        while whose is not None:
            self._database.let_others_write()
            whose = self._delete_some(key, whose)

    def _delete_some(self, key: str | None, whose: str | None = None) -> str | None:
        """Delete some rounds of a player, and the player with the last of them.

        Return the player's id as long as something is left of `whose` history, that of any where None.
        """
        with self._database.writing() as session:
            player_id = _hold(session, key)
            if player_id is None or whose not in (None, player_id):
                return None
            transfers.forget_unused(session, player_id)
            if own_data.delete_rounds(session, player_id, DELETED_AT_ONCE) == DELETED_AT_ONCE:
                return player_id
            own_data.delete_player(session, player_id)
            return None

    def make_link(self, key: str | None, now: datetime) -> Link:
        """Make a link to a player's history; earlier unused ones are void. Raises NothingStoredError."""
        link = Link(secrets.token_urlsafe(24), now + TERM)
        with self._database.writing() as session:
            player_id = _hold(session, key)
            if player_id is None:
                raise NothingStoredError
            transfers.replace_transfer(session, player_id, link.token, now, link.expires_at)
        return link

    def offer(self, key: str | None, token: str, now: datetime) -> Offer:
        """Say what a link leads to, and use nothing up."""
        with self._database.reading() as session:
            return _offer(session, _find(session, key), transfers.load_transfer(session, token), now)

    def take_over(self, key: str | None, mark: str, token: str, now: datetime) -> str:
        """Bring the history of a link to a device, joined with the device's own; return its player's key.

        `mark` is a random key from the form: it is remembered where the device has no key of its own, so that
        a form sent twice finds the history taken over by itself. Raises CannotTakeOverError.
        """
        with self._database.reading() as session:
            foreseen = _foresee(session, key, token, now)
        with self._database.writing() as session:
            one_at_a_time(session, "take over")  # two links may join the same histories, in either direction
            own, link = _hold(session, key), transfers.load_transfer(session, token)
            if link is not None:
                _hold(session, link.player_id)
                # While that was waited for, its history may have begun to be deleted, and the link with it.
                link = transfers.load_transfer(session, token)
            state = _state(own, link, now)
            sent_twice = link is not None and (
                link.player_id == own or transfers.is_remembered(session, token, mark)
            )
            if link is not None and state is TransferState.USED and sent_twice:
                return link.player_id
            if link is None or state is not TransferState.READY:
                raise CannotTakeOverError
            transfers.mark_used(session, token, now)
            if own is None:
                player_id = link.player_id
                transfers.remember_form(session, player_id, token, mark, now)
            else:
                player_id = _join(session, own, link.player_id, foreseen)
            transfers.forget_used(session, player_id, MOST_REMEMBERED)
            return player_id


def _find(session: Transaction, key: str | None) -> str | None:
    return players.find_player(session, key) if key else None


def _hold(session: Transaction, key: str | None) -> str | None:
    return players.hold_player(session, key, alone=True) if key else None


def _look_at(session: Transaction, own: str, other: str) -> _Pair:
    return _Pair(_sizes(session, other, own), schedule.met_by_both(session, own, other))


def _sizes(session: Transaction, *player_ids: str) -> Mapping[str, tuple[int, int]]:
    return {each: own_data.count_to_move(session, each) for each in player_ids}


def _fit(sizes: Mapping[str, tuple[int, int]]) -> bool:
    return fit_together(*map(max, sizes.values()))


def _foresee(session: Transaction, key: str | None, token: str, now: datetime) -> _Foreseen | None:
    """Work out what joining a device's history with that of a link will need; None where nothing is joined.

    It takes the longest of it all, and so is done before the transaction in which nobody else can write.
    """
    own, link = _find(session, key), transfers.load_transfer(session, token)
    if own is None or link is None or _state(own, link, now) is not TransferState.READY:
        return None
    pair = _look_at(session, own, link.player_id)
    return _Foreseen(pair, pair.memories(session)) if pair.fits else None


def _join(session: Transaction, own: str, other: str, foreseen: _Foreseen | None) -> str:
    """Make two histories one, and return the id that it goes by: that of the longer.

    Raises CannotTakeOverError where it would have more rounds or aliases than there is room for. Were it not
    the shorter whose rounds move, a long history could be taken over from ever new players, and each time
    nobody else could write until all of its rounds had moved.
    """
    pair = _look_at(session, own, other)
    if not pair.fits:
        raise CannotTakeOverError
    if foreseen is None or foreseen.pair != pair:  # seldom: one of them was played at this moment
        foreseen = _Foreseen(pair, pair.memories(session))
    longer, shorter = sorted(pair.sizes, key=lambda each: max(pair.sizes[each]), reverse=True)
    own_data.join_player(session, shorter, longer)
    keep_memories(session, longer, foreseen.memories)  # of the others, what one of the two knew still holds
    return longer


def _stored(session: Transaction, player_id: str | None) -> Stored:
    return NOTHING if player_id is None else own_data.count_stored(session, player_id)


def _offer(
    session: Transaction, own: str | None, link: transfers.StoredTransfer | None, now: datetime
) -> Offer:
    leads_to = None if link is None else link.player_id
    history, stored = _stored(session, leads_to), _stored(session, own)
    state = _state(own, link, now)
    if state is TransferState.READY and leads_to and own and not _fit(_sizes(session, leads_to, own)):
        state = TransferState.TOO_LONG
    return Offer(state, history, stored, is_own=leads_to is not None and leads_to == own)


def _state(own: str | None, link: transfers.StoredTransfer | None, now: datetime) -> TransferState:
    if link is None:
        return TransferState.UNKNOWN
    if link.used_at is not None:
        return TransferState.USED
    if link.expires_at <= now:
        return TransferState.EXPIRED
    return TransferState.OWN if link.player_id == own else TransferState.READY
