"""Certificates for 127.0.0.1: one that is in order, and three that must not be believed."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.hostile.case import Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Signs the certificates of one run. Who trusts ``path`` must accept the good one, and no other."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def path(self) -> Path:
        return self.folder / "authority.pem"

    def context(self, kind: Certificate) -> ssl.SSLContext:
        """The server's side of TLS with a certificate of this kind."""
        now = datetime.now(UTC)
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("wirewatch hostile " + kind)
        alternative: x509.GeneralName = x509.IPAddress(ip_address("127.0.0.1"))
        if kind == "wrong-name":
            alternative = x509.DNSName("elsewhere.example")
        signed = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name if kind == "self-signed" else self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=90))
            .not_valid_after(now + timedelta(days=-30 if kind == "expired" else 30))
            .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
            .sign(key if kind == "self-signed" else self.key, hashes.SHA256())
        )
        path = self.folder / f"{kind}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def authority(folder: Path) -> Authority:
    """A new authority, whose certificate is written to the folder."""
    now = datetime.now(UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("wirewatch hostile authority")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=100))
        .not_valid_after(now + timedelta(days=100))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    made = Authority(folder=folder, key=key, certificate=certificate)
    made.path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return made


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
