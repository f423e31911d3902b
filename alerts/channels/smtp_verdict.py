"""What a mail server's answer means for the mail: pure."""

from __future__ import annotations

import aiosmtplib

from alerts.errors import DeliveryError
from alerts.redaction import Redactor
from egress import EgressRefusedError

# What can end the sending of a mail; `TimeoutError` is an `OSError`.
SmtpFailure = aiosmtplib.SMTPException | OSError
SMTP_FAILURES: tuple[type[aiosmtplib.SMTPException], type[OSError]] = (aiosmtplib.SMTPException, OSError)


def may_pass(code: int) -> bool:
    """Whether a later try can help: after every answer but 5xx (RFC 5321, 4.2.1)."""
    return not 500 <= code <= 599


def failure(error: SmtpFailure, *, where: str, seconds: float, redactor: Redactor) -> DeliveryError:
    """Say in one line why the mail was not taken, and whether that may pass.

    A timeout, a connection lost or refused and a certificate that does not hold may pass. A refused login
    (535) does not: it takes a person to mend it, and repeated wrong logins lock accounts.
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
    return DeliveryError(redactor.line(f"{where}: {said}", limit), retryable=retryable)
