"""Changes to a string that a hand would not think of."""

import random

_INSERTED: tuple[str, ...] = (
    *"\"'()*?:^~=@,.-+/\\%_&|!<>[]{}$#; \t\n\r\x00\x1b",
    "\ud800",
    "\u202e",
    "\u0301",
    "\u200b",
    "\u00a0",
    "\u3000",
    "“",
    "０",
    "İ",
    "가",
    "\U0001f600",
    "NOT ",
    " OR ",
    " NEAR/",
    "''",
    '""',
    "--",
)


def changed_at_one_place(rng: random.Random, text: str) -> str:
    """`text` with one character taken out, doubled, swapped, replaced, or one thing put in."""
    at = rng.randint(0, len(text))
    before, here, after = text[:at], text[at : at + 1], text[at + 1 :]
    match rng.randrange(6):
        case 0:
            return before + after
        case 1:
            return before + here + here + after
        case 2:
            return before + after[:1] + here + after[1:]
        case 3:
            return before + rng.choice(_INSERTED) + after
        case 4:
            return before + here.swapcase() + after
        case _:
            return before + rng.choice(_INSERTED) + here + after


def changed_at_large(rng: random.Random, text: str, other: str) -> str:
    """`text` cut, turned round, repeated, or put together with `other`."""
    at = rng.randint(0, len(text))
    match rng.randrange(7):
        case 0:
            return text[:at]
        case 1:
            return text[at:]
        case 2:
            return text[::-1]
        case 3:
            return text[:at] + other + text[at:]
        case 4:
            return f"{text} {rng.choice(('OR', 'AND', 'NOT', 'NEAR/3', 'W/S', ''))} {other}"
        case 5:
            return rng.choice(
                ('"{}"', "({})", "title:({})", "ATLEAST2({})", "NOT {}", "={}", "{}*", "@{}", "{}^2")
            ).replace("{}", text)
        case _:
            return text + rng.choice(_INSERTED) * rng.choice((1, 2, 100))
