"""The way to the mail server: Flask-Mail's connection, that waits for no server for ever and tells whom a server refused."""

import smtplib
from collections.abc import Mapping
from contextlib import suppress
from email import charset, policy
from email.mime.text import MIMEText
from typing import Any

from flask_mail import Connection, Message, sanitize_address

PATIENCE_SEC = 20
TROUBLE = (OSError, smtplib.SMTPException)
UNFOLDED = policy.SMTP.clone(max_line_length=900)  # a subject that is folded before its first word arrives with a blank in front
# lines of a log are long, and servers refuse those of more than 998 octets (RFC 5321, 4.5.3.1.6)
SHORT_LINES = charset.Charset('utf-8')
SHORT_LINES.body_encoding = charset.QP
LONGEST_ERROR = 500

Refused = Mapping[str, tuple[int, bytes]]  # recipient: code and words of the server


class Mail(Message):
    """A mail whose subject stays in one line, whose lines are short, and which no machine answers (RFC 3834)."""

    def _mimetext(self, text: str | None, subtype: str = 'plain') -> MIMEText:
        return MIMEText(text or '', subtype, SHORT_LINES)  # type: ignore[arg-type]

    def _message(self) -> Any:
        message = super()._message()
        message.replace_header('To', ', '.join(sanitize_address(recipient) for recipient in self.recipients))  # in order, always
        message['Auto-Submitted'] = 'auto-generated'
        message.policy = UNFOLDED
        return message


class _Server(smtplib.SMTP):
    """The conversation with a server; remembers whom it refused while it took the mail for others."""

    refused: Refused = {}  # noqa: RUF012 - replaced, never changed

    def sendmail(self, *args: Any, **options: Any) -> Any:
        self.refused = super().sendmail(*args, **options)
        return self.refused


class PatientConnection(Connection):
    """One connection for a batch of mails; a server that hangs raises as one that is gone, one that dies after accepting harms nothing."""

    host: _Server

    def __enter__(self) -> 'PatientConnection':
        self.host = self.configure_host()
        return self

    def configure_host(self) -> _Server:
        """Connect, encrypt and log in as the settings say; raises OSError or SMTPException."""
        host = _Server(self.mail.server, self.mail.port, timeout=PATIENCE_SEC)
        try:
            if self.mail.use_tls:
                host.starttls()
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
        except BaseException:
            host.close()
            raise
        return host

    def hand_over(self, mail: Mail) -> Refused:
        """Send a mail; gives the recipients whom the server refused although it took the mail for others.

        Raises OSError or SMTPException where it took it for nobody, ValueError for a mail that can't be sent at all.
        """
        if not mail.recipients:
            raise ValueError('nobody to send it to: set the addresses of the community, or default_notify_to')
        self.send(mail)
        return {str(one): self.host.refused[sent_to] for one in mail.recipients if (sent_to := sanitize_address(one)) in self.host.refused}

    def is_ready_again(self) -> bool:
        """Begin anew after a mail that failed; False if the connection is lost."""
        try:
            return self.host.rset()[0] == 250
        except TROUBLE:
            return False

    def __exit__(self, *_error: Any) -> None:
        with suppress(*TROUBLE):
            self.host.quit()


def in_words(error: Exception) -> str:
    """Say in a line what a mail server said, or what came instead."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return refused_in_words(error.recipients)
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(f'{error.smtp_code} {_decoded(error.smtp_error)}')
    return _line(str(error) or type(error).__name__)


def refused_in_words(refused: Refused) -> str:
    """Say in a line who was refused, and why."""
    return _line('; '.join(f'{address}: {code} {_decoded(said)}' for address, (code, said) in refused.items()))


def _line(text: str) -> str:
    return ' '.join(text.replace('\0', ' ').split())[:LONGEST_ERROR]


def _decoded(said: bytes | str) -> str:
    return said.decode('utf-8', 'replace') if isinstance(said, bytes) else said
