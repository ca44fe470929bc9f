"""Why the Service Center refuses: meanings, to which `web.errors` gives numbers."""

from collections.abc import Mapping, Sequence


class Refusal(Exception):
    """Something asked for that is not done; the text is what the asker is told."""


class BadRequest(Refusal):
    """The question itself is wrong: something is missing or has no meaning."""


class NotAllowed(Refusal):
    """The asker may not."""


class StaleForm(NotAllowed):
    """A form that does not carry the token of now: it was drawn before a login or a restart, or by somebody else."""


class TooManyAttempts(Refusal):
    """Too many failed attempts; `retry_after` says after how many seconds the next is let in."""

    def __init__(self, retry_after: int) -> None:
        super().__init__('too many attempts')
        self.retry_after = retry_after


class Unacceptable(BadRequest):
    """An entry that can't be taken as it is: sentences by field, '' for the entry as a whole."""

    def __init__(self, problems: Mapping[str, Sequence[str]]) -> None:
        super().__init__('\n'.join(sentence for sentences in problems.values() for sentence in sentences))
        self.problems = problems


class Unconfirmed(Unacceptable):
    """An entry that is taken only from somebody who has read the warnings."""
