"""TLS as Scrapy checks it, with the reason in words where a certificate does not hold."""

from __future__ import annotations

from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from twisted.internet._sslverify import ClientTLSOptions, _verifyCB
from twisted.python.failure import Failure

from crawler.egress.errors import BadAnswerError

# X509_V_ERR_... of OpenSSL
_SAID = {
    7: "is signed by somebody else than it says",
    9: "is not valid yet",
    10: "has expired",
    18: "is self-signed",
    19: "is signed by an authority that nobody here knows",
    20: "is signed by an authority that nobody here knows",
    21: "comes without those that it is signed with",
    23: "is revoked",
}


class CertificateRefusedError(BadAnswerError):
    """A site's certificate does not hold."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the site's certificate {why}")


class ExplainingTLSOptions(ClientTLSOptions):
    """Twisted's check of a site's certificate; a refusal says why."""

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:
        connection = super().clientConnectionForTLS(tlsProtocol)
        verify = _verifyCB(tlsProtocol, self._hostnameIsDnsName, self._hostnameASCII)
        name = self._hostnameASCII

        def explained(connection: Any, certificate: Any, error: int, depth: int, ok: Any) -> bool:
            if not ok:
                why = _SAID.get(error, f"does not hold (OpenSSL's error {error})")
                tlsProtocol.failVerification(Failure(CertificateRefusedError(why)))
                return False
            held = verify(connection, certificate, error, depth, ok)
            if not held:
                tlsProtocol.failVerification(Failure(CertificateRefusedError(f"is not one of {name}")))
            return held

        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, explained)
        return connection


class ExplainingContextFactory(_ScrapyClientContextFactory):
    """Scrapy's, for connections that say why they were not made."""

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        creator: Any = super().creatorForNetloc(hostname, port)
        if not self._verify_certificates:
            return creator
        return ExplainingTLSOptions(creator._createConnection, hostname.decode("ascii"))
