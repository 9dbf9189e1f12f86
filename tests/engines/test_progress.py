"""How far a query is can be asked from beside it."""

from __future__ import annotations

import threading

from regulars.engines.duckdb import DuckDBEngine
from regulars.engines.duckdb.progress import share_done


def test_a_running_query_tells_its_share_and_none_tells_nothing() -> None:
    seen: list[float] = []
    ended = threading.Event()

    def watch() -> None:
        while not ended.is_set():
            share = share_done()
            if share is not None and 0 < share < 1:
                seen.append(share)

    with DuckDBEngine() as engine:
        # From a table: of range() DuckDB 1.5 cannot tell how far it is.
        engine.connection.execute("CREATE TABLE s AS SELECT range AS n FROM range(3000000)")
        assert share_done() is None
        watcher = threading.Thread(target=watch)
        watcher.start()
        engine.connection.execute("CREATE TABLE t AS SELECT hash(n) AS h, md5(CAST(n AS VARCHAR)) AS m FROM s")
        ended.set()
        watcher.join()
    assert seen
