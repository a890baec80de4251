"""The unit that a translator sees."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A source text with the context that tells it from equal texts elsewhere (gettext's msgctxt)."""

    context: str
    text: str
    comment: str = ""

    @property
    def field(self) -> str:
        """The part of the context that says which text of a question, a quiz or an article this is."""
        return self.context.rpartition(" / ")[2]
