"""The way to the mail server: Flask-Mail's connection, that waits for no server for ever."""

import smtplib
from contextlib import suppress
from email import policy
from typing import Any

from flask_mail import Connection, Message

PATIENCE_SEC = 20
UNFOLDED = policy.SMTP.clone(max_line_length=900)  # a subject that is folded before its first word arrives with a blank in front


class Mail(Message):
    """A mail whose subject stays in one line."""

    def _message(self) -> Any:
        message = super()._message()
        message.policy = UNFOLDED
        return message


class PatientConnection(Connection):
    """One connection for a batch of mails; a server that hangs raises TimeoutError, one that dies after accepting harms nothing."""

    def configure_host(self) -> smtplib.SMTP:
        """Connect, encrypt and log in as the settings say; raises OSError or SMTPException."""
        host = smtplib.SMTP(self.mail.server, self.mail.port, timeout=PATIENCE_SEC)
        if self.mail.use_tls:
            host.starttls()
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        return host

    def __exit__(self, *_error: Any) -> None:
        if self.host is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.host.quit()
