"""Reports in PLOVER's record form: its field names, what stands in them, and where our own fields go."""

from __future__ import annotations

import pytest

from dragoman.ontology.plover_json import plover_records
from dragoman.records import (
    Actor,
    Article,
    Coded,
    Count,
    DateValue,
    Deadline,
    Evidence,
    Link,
    Place,
    Report,
    Span,
    Status,
)

TEXT = "Chile expelled nine Peruvian envoys in Santiago. Peru vowed to answer."
FIELDS = [
    "id", "date", "enddate", "actor", "recipient", "event", "mode", "context", "event_loc", "event_text", "quad_code",
    "event_scale", "link", "text", "text_info", "size", "cite_info", "coder", "coded_date", "comment", "dragoman",
]  # fmt: skip


def report(**fields: object) -> Report:
    values: dict[str, object] = {
        "id": "r1",
        "event": "SANCTION",
        "mode": "expel",
        "actor": (Actor(text="Chile", start=0, end=5, name="Chile", country="CHL"),),
        "recipient": (Actor(text="nine Peruvian envoys", start=15, end=35, name="Peru", country="PER", sector="GOV"),),
        "date": DateValue(start="2021-05-04", end="2021-05-04", precision="day", basis="stated"),
        "place": (Place(text="Santiago", start=39, end=47, name="Santiago", country="CHL", lat=-33.4, lon=-70.6),),
        "quad_code": 4,
        "event_scale": -5.5,
        "evidence": (Evidence(start=0, end=48, trigger=Span(start=6, end=14)),),
        "context": ("diplomatic",),
    }
    return Report(**(values | fields))  # type: ignore[arg-type]


def records(*reports: Report, links: tuple[Link, ...] = ()) -> list[dict[str, object]]:
    article = Article(
        id="a", text=TEXT, title="Nine out", url="https://example.org/a", publisher="Example", language="en"
    )
    return list(plover_records(Coded(article=article, reports=reports, links=links, coder="test")))


def test_the_record_has_plover_s_fields() -> None:
    (record,) = records(report())
    assert list(record) == FIELDS
    assert record["text"] == "Chile expelled nine Peruvian envoys in Santiago."
    assert record["event_text"] == "expelled"
    assert record["date"] == "2021-05-04"
    assert record["enddate"] is None
    assert record["text_info"] == {"start": 0, "end": 48}
    assert record["cite_info"] == {
        "url": "https://example.org/a", "title": "Nine out", "language": "en", "publication": "Example", "licence": None,
    }  # fmt: skip


def test_entities_and_places_have_plover_s_fields() -> None:
    (record,) = records(report())
    assert record["recipient"] == [
        {
            "code": "PER", "sector": "GOV", "entity_text": "nine Peruvian envoys", "identifier_id": None,
            "identifier_text": "Peru", "office": None,
        }
    ]  # fmt: skip
    assert record["event_loc"] == [
        {
            "extracted_place": "Santiago", "resolved_place": "Santiago", "geonameid": None, "lat": -33.4, "lon": -70.6,
            "country_code": "CHL", "resolution": None,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "context"),
    [("occurred", []), ("alleged", []), ("announced", ["future"]), ("hypothetical", ["hypothetical"]), ("denied", ["negation"])],
)  # fmt: skip
def test_status_is_written_among_the_contexts(status: Status, context: list[str]) -> None:
    (record,) = records(report(status=status))
    assert record["context"] == ["diplomatic", *context]
    assert isinstance(record["dragoman"], dict)
    assert record["dragoman"]["status"] == status


def test_background_is_historical() -> None:
    (record,) = records(report(historical=True))
    assert record["context"] == ["diplomatic", "historical"]


def test_only_arrests_have_a_size_of_plover_s() -> None:
    nine = Count(value=9, unit="envoys")
    (expelled,) = records(report(count=nine))
    (arrested,) = records(report(event="COERCE", mode="arrest", count=nine))
    (unnumbered,) = records(report(event="COERCE", mode="arrest", count=Count(value=None, approximate=True)))
    assert expelled["size"] == {}
    assert arrested["size"] == {"arrested": 9}
    assert unnumbered["size"] == {}


def test_what_plover_has_no_field_for_is_kept() -> None:
    second = report(
        id="r2", event="THREATEN", mode=None, deadline=Deadline(date="2021-05-07", text="within three days")
    )
    link = Link(relation="answers", source="r2", target="r1", basis="inferred", score=0.7)
    first_record, second_record = records(report(), second, links=(link,))
    assert first_record["link"] == []
    assert second_record["link"] == [{"relation": "answers", "id": "r1", "basis": "inferred"}]
    assert isinstance(second_record["dragoman"], dict)
    assert second_record["dragoman"]["deadline"]["date"] == "2021-05-07"
