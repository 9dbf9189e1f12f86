"""Frames of other libraries: what is a stream, what is a table, and what is neither."""

from __future__ import annotations

import pyarrow as pa
import pytest

from regulars.errors import UsageError
from regulars.readers.frames.known import as_stream, as_table

ORDERS = pa.table({"customer": ["Ona", "Jonas"], "amount": [10, 20]})


def test_what_can_be_read_once_is_a_stream_and_what_is_there_is_none() -> None:
    assert as_stream(ORDERS.to_reader()) is not None
    assert as_stream(ORDERS) is None


def test_a_batch_becomes_a_table_of_the_same_rows() -> None:
    assert as_table(ORDERS.to_batches()[0], "frame 1").equals(ORDERS)


def test_a_list_is_no_frame_and_the_error_says_what_would_be() -> None:
    with pytest.raises(UsageError) as caught:
        as_table([1, 2], "frame 1")
    assert caught.value.found == "frame 1 is a list"
    assert caught.value.expected == "a path, or a frame: pandas, polars, Arrow or another that Narwhals knows"
