"""Why the Service Center refuses: meanings, to which `web.errors` gives numbers."""


class Refusal(Exception):
    """Something asked for that is not done; the text is what the asker is told."""


class BadRequest(Refusal):
    """The question itself is wrong: something is missing or has no meaning."""


class NotAllowed(Refusal):
    """The asker may not."""


class TooManyAttempts(Refusal):
    """Too many failed attempts; `retry_after` says after how many seconds the next is let in."""

    def __init__(self, retry_after: int) -> None:
        super().__init__('too many attempts')
        self.retry_after = retry_after
