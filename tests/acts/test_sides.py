"""Whom an act means, weighed: the options, what the weights may change, and that altered weights are refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from dragoman.acts.decode import Candidate
from dragoman.acts.drafts import Draft
from dragoman.acts.reports import settled_drafts
from dragoman.acts.sides import NAMELESS, Scene, SideWeights, codes_of, load_sides, weigh_sides
from dragoman.document import Document
from dragoman.errors import ModelError
from dragoman.language.encoder import WEIGHTS
from dragoman.mentions import load_gazetteer
from tests.acts.texts import act, document_of

TEXT = "Kenya accused Somalia of smuggling arms. NATO and Ethiopia called for calm. The ministry denied it."


def settled(document: Document, *acts: Candidate) -> list[Draft]:
    return settled_drafts(document, load_gazetteer(), acts, (), None)


@pytest.fixture
def drafts() -> list[Draft]:
    document = document_of(TEXT)
    return settled(
        document,
        act(document, "ACCUSE/allege", "accused", actor="Kenya", recipient="Somalia"),
        act(document, "REJECT", "denied", actor="The ministry"),
    )


def weights_for(scene: Scene, n: int, side: int, wanted: frozenset[str], margin: float = 1.0) -> SideWeights:
    """Return weights that tell the wanted option from all others: one hidden unit on where their features differ."""
    options = scene.options(n, side)
    x = scene.features(n, side, options)
    target = x[options.index(wanted)]
    first = np.zeros((x.shape[1], 1), dtype=np.float32)
    first[:, 0] = target - x.mean(axis=0)
    ones, none = np.ones(1, dtype=np.float32), np.zeros(1, dtype=np.float32)
    pair = (first, first)
    return SideWeights(pair, (ones * 5, ones * 5), (ones * 4, none) if side == 0 else (none, ones * 4), margin)


def test_the_rules_own_side_comes_first_and_none_and_every_country_of_the_article_are_options(
    drafts: list[Draft],
) -> None:
    scene = Scene(drafts[0].document, drafts, ())
    options = scene.options(1, 1)
    assert options[0] == codes_of(drafts[1].recipients)
    assert NAMELESS in options
    assert {code for option in options for code in option} >= {"KEN", "SOM", "ETH", "IGO:NATO"}
    assert scene.features(1, 1, options).shape[0] == len(options)


def test_weights_that_tell_nothing_apart_change_nothing(drafts: list[Draft]) -> None:
    before = [(list(draft.actors), list(draft.recipients)) for draft in drafts]
    width = Scene(drafts[0].document, drafts, ()).features(0, 0, [NAMELESS]).shape[1]
    flat = np.zeros((width, 2), dtype=np.float32)
    nothing = np.zeros(2, dtype=np.float32)
    weigh_sides(drafts[0].document, drafts, (), SideWeights((flat, flat), (nothing, nothing), (nothing, nothing), 1.2))
    assert [(list(draft.actors), list(draft.recipients)) for draft in drafts] == before


def test_a_likelier_side_is_taken_with_a_lowered_score_and_keeps_its_words(drafts: list[Draft]) -> None:
    scene = Scene(drafts[0].document, drafts, ())
    wanted = frozenset(["ETH"])
    weigh_sides(
        drafts[0].document, drafts[1:], (), weights_for(Scene(drafts[0].document, drafts[1:], ()), 0, 0, wanted)
    )
    (actor,) = drafts[1].actors
    assert (actor.text, actor.country) == ("The ministry", "ETH")
    assert actor.score <= 0.6
    assert scene.document.text[actor.start : actor.end] == "The ministry"


def test_an_inferred_organisation_keeps_its_name(drafts: list[Draft]) -> None:
    rest = drafts[1:]
    scene = Scene(drafts[0].document, rest, ())
    weigh_sides(drafts[0].document, rest, (), weights_for(scene, 0, 1, frozenset(["IGO:NATO"])))
    (recipient,) = rest[0].recipients
    assert (recipient.country, recipient.name) == ("IGO", "NATO")
    assert (recipient.start, recipient.end) == (None, None)


def test_a_side_must_be_so_many_times_likelier_than_the_rules_own(drafts: list[Draft]) -> None:
    scene = Scene(drafts[0].document, drafts[1:], ())
    before = list(drafts[1].actors)
    weigh_sides(drafts[0].document, drafts[1:], (), weights_for(scene, 0, 0, frozenset(["ETH"]), margin=1e9))
    assert drafts[1].actors == before


def test_the_shipped_weights_fit_the_features(drafts: list[Draft]) -> None:
    shipped = load_sides()
    assert shipped is not None
    scene = Scene(drafts[0].document, drafts, ())
    options = scene.options(1, 1)
    for side in (0, 1):
        p = shipped.scores(side, scene.features(1, side, options))
        assert p.shape == (len(options),)
        assert float(p.sum()) == pytest.approx(1, abs=1e-5)


def test_altered_weights_are_refused_and_missing_ones_are_none(tmp_path: Path) -> None:
    manifest = json.loads((WEIGHTS / "manifest.json").read_text(encoding="utf-8"))
    shutil.copy(WEIGHTS / "sides.npz", tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert load_sides(tmp_path) is not None
    load_sides.cache_clear()
    data = bytearray((tmp_path / "sides.npz").read_bytes())
    data[100] ^= 1
    (tmp_path / "sides.npz").write_bytes(bytes(data))
    with pytest.raises(ModelError, match="sha256"):
        load_sides(tmp_path)
    load_sides.cache_clear()
    del manifest["sha256"]["sides.npz"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert load_sides(tmp_path) is None
    load_sides.cache_clear()


def test_an_attack_of_which_nothing_is_said_is_laid_at_nobodys_door_in_an_article_on_several_states() -> None:
    document = document_of(
        "Norway expelled two Russian envoys. Sweden and Denmark did so too. The killings shocked all."
    )
    found = settled(
        document,
        act(document, "SANCTION/expel", "expelled", actor="Norway", recipient="two Russian envoys"),
        act(document, "ASSAULT", "killings"),
    )
    scene = Scene(document, found, ())
    weigh_sides(document, found, (), weights_for(scene, 1, 0, frozenset(["NOR"])))
    assert codes_of(found[1].actors) == scene.sides[1][0]
    assert "NOR" not in codes_of(found[1].actors)


def test_whom_an_attack_hit_may_be_weighed() -> None:
    document = document_of("Norway and Sweden sent doctors to Iceland. Norway mourned. The killings shocked all.")
    found = settled(
        document,
        act(document, "AID", "sent doctors", actor="Norway and Sweden", recipient="Iceland"),
        act(document, "ASSAULT", "killings"),
    )
    weigh_sides(document, found, (), weights_for(Scene(document, found, ()), 1, 1, frozenset(["NOR"])))
    assert codes_of(found[1].recipients) == {"NOR"}


def test_nobody_is_weighed_into_sanctioning_himself() -> None:
    document = document_of("Norway and Sweden met. Norway was hit by a ban.")
    found = settled(document, act(document, "SANCTION/discontinue", "ban", recipient="Norway#2"))
    weigh_sides(document, found, (), weights_for(Scene(document, found, ()), 0, 0, frozenset(["NOR"])))
    assert "NOR" not in codes_of(found[0].actors)
