"""Mail by SMTP, with Django's own backend (settings EMAIL_*)."""

import smtplib

from django.core.mail import EmailMessage

from accounts.models import User
from notices.channels.channel import ChannelDown, Letter, Rejected


class MailChannel:
    """One mail to the address of the account. The same letter always has the same Message-ID."""

    name = "mail"
    label = "电子邮件"

    def reaches(self, user: User) -> bool:
        return bool(user.email)

    def send(self, letter: Letter) -> None:
        headers = {"Message-ID": f"<{letter.id}@liaison>"}
        mail = EmailMessage(letter.title, letter.body, to=[letter.user.email], headers=headers)
        try:
            mail.send()
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise Rejected(str(error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise ChannelDown(str(error)) from error
