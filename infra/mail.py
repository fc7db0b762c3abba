"""Outgoing e-mail by SMTP, and the adapters that only write down what would have gone out."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage

import structlog

from core.ports import DeliveryFailed, DeliveryUnknown, MailMessage

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SmtpMailer:
    """Sends through one SMTP server, with STARTTLS when asked."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    starttls: bool = True
    timeout: float = 20

    def send(self, message: MailMessage) -> None:
        """Send now. Raises DeliveryFailed before the data was handed over, DeliveryUnknown after."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, message.to, message.subject
        mail["Message-ID"] = message.message_id
        mail.set_content(message.text)
        try:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryFailed(type(error).__name__) from error
        with server:
            self._hand_over(server, mail)

    def _hand_over(self, server: smtplib.SMTP, mail: EmailMessage) -> None:
        try:
            if self.starttls:
                server.starttls()
            if self.user:
                server.login(self.user, self.password)
            server.send_message(mail)
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as error:
            raise DeliveryFailed(type(error).__name__) from error
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryUnknown(type(error).__name__) from error


@dataclass(frozen=True)
class LogMailer:
    """Stands in while SMTP is not set up: notes that a mail would have gone out (no address, no text).

    In the demo that counts as sent; in a real installation it is told as what it is, a notice that did not go.
    """

    pretend: bool

    def send(self, message: MailMessage) -> None:
        """Note it. Raises DeliveryFailed unless it is to pretend."""
        log.info("mail_not_sent", message_id=message.message_id)
        if not self.pretend:
            raise DeliveryFailed("smtp_not_set_up")


@dataclass(frozen=True)
class LogTextMessenger:
    """The SMS or Zalo adapter while no provider is contracted: as `LogMailer`."""

    channel: str
    pretend: bool

    def send(self, *, to: str, text: str) -> None:
        """Note it, without number or text. Raises DeliveryFailed unless it is to pretend."""
        log.info("text_not_sent", channel=self.channel, length=len(text))
        if not self.pretend:
            raise DeliveryFailed(f"{self.channel}_not_set_up")
