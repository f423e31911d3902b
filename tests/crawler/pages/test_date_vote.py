"""Which day wins, and which time of that day."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.article import Precision
from crawler.pages.date_claims import DateClaim
from crawler.pages.date_vote import Verdict, Witness, decide


def claim(text: str, origin: str = "json-ld") -> DateClaim:
    moment = datetime.fromisoformat(text)
    precision = (
        Precision.DAY if len(text) == 10 else Precision.MINUTE if len(text) == 16 else Precision.SECOND
    )
    return DateClaim(origin=origin, moment=moment, precision=precision)


def witness(text: str, kind: str = "markup", weight: float = 3.0, origin: str = "json-ld") -> Witness:
    is_local = kind in ("shown", "address")
    return Witness(claim=claim(text, origin), kind=kind, weight=weight, is_local=is_local)


def decided(*witnesses: Witness, hints: tuple[DateClaim, ...] = ()) -> Verdict:
    verdict = decide(witnesses, hints)
    assert verdict is not None
    return verdict


def test_nobody_speaks() -> None:
    assert decide([]) is None
    assert decide([witness("2024-05-03", weight=0.0)]) is None


def test_two_of_another_kind_outweigh_one() -> None:
    one = witness("2024-05-01T08:00:00+00:00")
    verdict = decided(one, witness("2024-05-03", "shown", 2.0), witness("2024-05-03", "address", 2.0))
    assert verdict.claim.moment == datetime.fromisoformat("2024-05-03")
    assert verdict.others == (one.claim,)


def test_witnesses_of_one_kind_are_one_voice() -> None:
    echoes = [witness("2024-05-01", "shown", 1.5) for _ in range(9)]
    assert decided(witness("2024-05-03"), *echoes).claim.moment.day == 3


def test_the_best_time_of_the_day_is_taken_from_whoever_has_it() -> None:
    verdict = decided(
        witness("2024-05-03"), witness("2024-05-03T14:20:05+09:00", "library", 1.6, "meta date")
    )
    assert verdict.claim.moment.isoformat() == "2024-05-03T14:20:05+09:00"
    assert verdict.claim.origin == "meta date"
    assert verdict.claim.precision is Precision.SECOND


def test_the_same_instant_on_the_day_that_readers_see() -> None:
    verdict = decided(witness("2024-11-09T03:28:35+00:00"), witness("2024-11-08T22:28", "shown", 3.4))
    assert verdict.claim.moment.isoformat() == "2024-11-08T22:28:35-05:00"
    assert verdict.others == ()


def test_a_day_alone_moves_a_time_in_utc_to_it() -> None:
    verdict = decided(witness("2024-11-09T03:28:35+00:00"), witness("2024-11-08", "address", 2.5))
    assert verdict.claim.moment == datetime.fromisoformat("2024-11-09T03:28:35+00:00")
    assert verdict.claim.moment.date().isoformat() == "2024-11-08"


def test_a_time_with_an_offset_of_its_own_stays_on_its_day() -> None:
    verdict = decided(witness("2024-05-03T23:17:00+09:00"), witness("2024-05-04", "shown", 2.4))
    assert verdict.claim.moment.isoformat() == "2024-05-03T23:17:00+09:00"


def test_another_time_on_the_next_day_is_no_other_zone() -> None:
    verdict = decided(witness("2024-05-03T16:22:00+00:00"), witness("2024-05-04T05:39", "shown", 3.4))
    assert verdict.claim.moment.isoformat() == "2024-05-04T05:39:00"


def test_a_hint_gives_the_zone_of_a_time_that_has_none() -> None:
    verdict = decided(witness("2024-05-04T05:39", "shown", 3.4), hints=(claim("2024-05-04T03:39:12+00:00"),))
    assert verdict.claim.moment.isoformat() == "2024-05-04T05:39:12+02:00"


def test_agreement_is_sure_and_dispute_is_not() -> None:
    alone = decided(witness("2024-05-03T08:00:00+00:00")).sure
    agreed = decided(witness("2024-05-03T08:00:00+00:00"), witness("2024-05-03", "shown", 3.4)).sure
    disputed = decided(witness("2024-05-03T08:00:00+00:00"), witness("2024-05-01", "shown", 2.8)).sure
    assert disputed < alone < agreed


_TIMES = st.datetimes(timezones=st.one_of(st.none(), st.timezones()))
_WITNESSES = st.builds(
    lambda moment, precision, kind, weight: Witness(
        claim=DateClaim(origin=kind, moment=moment, precision=precision), kind=kind, weight=weight
    ),
    _TIMES,
    st.sampled_from(Precision),
    st.sampled_from(["markup", "shown", "address"]),
    st.floats(0.1, 4),
)


@given(st.lists(_WITNESSES, min_size=1, max_size=6))
def test_any_times_are_decided_between(witnesses: list[Witness]) -> None:
    verdict = decided(*witnesses)
    assert 0 <= verdict.sure <= 1
