"""What a mail server's answer means for the mail: pure."""

from __future__ import annotations

import re

import aiosmtplib

from alerts.errors import DeliveryError
from alerts.redaction import Redactor
from egress import EgressRefusedError

_ENHANCED = re.compile(r"5\.([0-9]{1,3})\.[0-9]{1,3}(?![0-9])\s?")

# What can end the sending of a mail; `TimeoutError` is an `OSError`.
SmtpFailure = aiosmtplib.SMTPException | OSError
SMTP_FAILURES: tuple[type[aiosmtplib.SMTPException], type[OSError]] = (aiosmtplib.SMTPException, OSError)


def may_pass(code: int) -> bool:
    """Whether a later try can help: after every answer but 5xx (RFC 5321, 4.2.1)."""
    return not 500 <= code <= 599


def is_gone(code: int, message: str) -> bool:
    """Whether a refused recipient is one that will never be: no such mailbox, moved, disabled.

    Where the answer has an enhanced status code (RFC 3463), it says so (5.1.x, 5.2.1); a full mailbox (5.2.2) or a
    policy (5.7.x) is about this mail. Else 550, 551 and 553 (RFC 5321, 4.2.3) do.
    """
    if may_pass(code):
        return False
    enhanced = _ENHANCED.match(message)
    if enhanced is not None:
        return enhanced[1] == "1" or enhanced[0].rstrip() == "5.2.1"
    return code in (550, 551, 553)


def failure(
    error: SmtpFailure, *, where: str, seconds: float, redactor: Redactor, gone: bool = False
) -> DeliveryError:
    """Say in one line why the mail was not taken, and whether that may pass.

    A timeout, a connection lost or refused and a certificate that does not hold may pass. A refused login
    (535) does not: it takes a person to mend it, and repeated wrong logins lock accounts. `gone` says that no
    recipient is left to write to.
    """
    retryable = True
    limit = 200
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        said = "; ".join(f"{one.recipient} refused: {one.code} {one.message}" for one in error.recipients)
        retryable = any(may_pass(one.code) for one in error.recipients)
        limit = 300
    elif isinstance(error, aiosmtplib.SMTPResponseException):
        # the library's own code for lines that it could not read
        said = "the answer is no SMTP" if error.code < 0 else f"{error.code} {error.message}"
        retryable = may_pass(error.code)
    elif isinstance(error, TimeoutError):
        said = f"no answer within {seconds:g} s"
    elif isinstance(error, EgressRefusedError):
        said = str(error)
    elif isinstance(error, OSError):
        cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
        said = f"{type(cause).__name__}: {cause}"
    else:
        # the server lacks what the settings ask for: a login, international addresses
        said = str(error)
        retryable = False
    return DeliveryError(
        redactor.line(f"{where}: {said}", limit), retryable=retryable and not gone, gone=gone
    )
