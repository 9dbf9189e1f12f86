"""A picture is a plain value."""

from __future__ import annotations

import pickle

from regulars.pictures.picture import Picture


def test_a_picture_shows_in_a_notebook_with_its_sentence() -> None:
    picture = Picture("<svg/>", ({"n": 1},), "One customer came back.")
    assert picture._repr_html_() == "<figure><svg/><figcaption>One customer came back.</figcaption></figure>"


def test_a_picture_can_be_pickled() -> None:
    picture = Picture("<svg/>", ({"n": 1},), "One customer came back.")
    assert pickle.loads(pickle.dumps(picture)) == picture


def test_a_sentence_cannot_become_an_element_in_a_notebook() -> None:
    assert "<script" not in Picture("<svg/>", (), "<script>alert(1)</script>")._repr_html_()
