"""Cursors that nobody gave out."""

import base64
import binascii
import hashlib
import hmac
import json
import pickle
import random
import struct
import zlib

from tests.hostile_strings.words import word


def _encoded(rng: random.Random, payload: bytes) -> str:
    match rng.randrange(6):
        case 0:
            return base64.b64encode(payload).decode()
        case 1:
            return base64.urlsafe_b64encode(payload).decode()
        case 2:
            return base64.urlsafe_b64encode(payload).decode().rstrip("=")
        case 3:
            return base64.b32encode(payload).decode()
        case 4:
            return binascii.hexlify(payload).decode()
        case _:
            return base64.b85encode(payload).decode()


def cursors_of_json(rng: random.Random) -> str:
    number = rng.choice((0, -1, 2**63, 10**400, rng.randrange(10**6)))
    value: object = rng.choice(
        (
            {"id": number},
            {"published_at": "9999-12-31T23:59:59-14:00", "id": number},
            {"published_at": None, "id": None},
            {"after": [number, {"$gt": ""}]},
            {"id": {"id": {"id": []}}},
            [number, word(rng)],
            [[]],
            number,
            word(rng),
            None,
            {"id": "1; DROP TABLE articles", "q": word(rng)},
            {"\ud800": "\x00"},
            {"id": True, "rank": 1e308},
        )
    )
    return _encoded(rng, json.dumps(value).encode())


def cursors_of_broken_json(rng: random.Random) -> str:
    text = rng.choice(
        (
            '{"id":',
            "[NaN]",
            '{"id":1e999}',
            "[" * 50_000,
            '{"a":' * 20_000,
            '"\\ud800"',
            "[1,]",
            "{'id':1}",
            '{"id":1}{"id":2}',
            "\ufeff[1]",
            "-",
            "[Infinity]",
        )
    )
    return _encoded(rng, (text + rng.choice(("", " ", word(rng)))).encode())


def cursors_of_pickles(rng: random.Random) -> str:
    """The last ones would call something when they are loaded."""
    payload = rng.choice(
        (
            pickle.dumps((rng.randrange(10**6), word(rng))),
            pickle.dumps({"id": word(rng)}, protocol=0),
            b"cos\nsystem\n(S'echo owned " + str(rng.randrange(10**6)).encode() + b"'\ntR.",
            b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.",
            b"cbuiltins\neval\n(S'1/0'\ntR.",
        )
    )
    return _encoded(rng, payload)


def cursors_packed(rng: random.Random) -> str:
    payload = rng.choice(
        (
            struct.pack(">q", rng.randint(-(2**63), 2**63 - 1)),
            struct.pack("<dQ", float("nan"), rng.randrange(2**64)),
            struct.pack(">d", rng.choice((float("inf"), -0.0, 1e308))) + word(rng).encode(),
            zlib.compress(b"0" * rng.choice((10_000, 5_000_000))),
            b"\x81\xa2id\xcf" + rng.randbytes(8),
            b"\xff" * rng.randint(1, 64),
            b"\x00" * rng.randint(1, 64),
        )
    )
    return _encoded(rng, payload)


def cursors_signed_by_nobody(rng: random.Random) -> str:
    body = base64.urlsafe_b64encode(json.dumps({"id": rng.randrange(10**6)}).encode()).decode().rstrip("=")
    signature = hmac.new(
        rng.choice((b"", b"secret", b"wirewatch")), body.encode(), hashlib.sha256
    ).hexdigest()
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    return rng.choice(
        (
            f"{body}.{signature}",
            f"{head}.{body}.",
            f"{signature}{body}",
            f"{body}.",
            f"v1:{body}",
            f"{body}:{signature[:8]}",
        )
    )


def cursors_in_plain(rng: random.Random) -> str:
    number = rng.randrange(10**6)
    form = rng.choice(
        (
            "{0}",
            "2025-08-01T00:00:00+00:00_{0}",
            "2025-08-01,{0}",
            "{0}:{0}",
            "offset={0}",
            "page-{0}",
            "-{0}",
            "9999-12-31|{0}",
            "|",
            ",{0}",
            "{0},",
            "~{0}",
            "after:{0}",
            "None,{0}",
            "nan,{0}",
            "2025-08-01T00:00:00|{0}' OR 1=1--",
            "Infinity_{0}",
        )
    )
    return form.format(number)


def base64_broken(rng: random.Random) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"
    return "".join(rng.choices(alphabet, k=rng.randint(1, 120))) + rng.choice(
        ("", "=", "==", "===", "=a=", "\n", " ", "é", "\x00", "A===")
    )


DRAWS = (
    cursors_of_json,
    cursors_of_broken_json,
    cursors_of_pickles,
    cursors_packed,
    cursors_signed_by_nobody,
    cursors_in_plain,
    base64_broken,
)
