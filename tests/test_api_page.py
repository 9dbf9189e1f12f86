"""What docs/howto/api.md shows works as it stands there: its curl lines and its Python, against a server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.house.rooms import DOCS
from tests.interfaces.test_cli_serving import served
from tools import pages

PAGE = DOCS / "howto" / "api.md"


def test_the_curl_lines_and_the_python_do_what_the_page_says(tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl: apt-get install curl")
    [lines] = re.findall(r"^```bash\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), flags=re.M | re.S)
    joins, buys, asks = re.split(r"\n(?=curl )", lines.strip())
    with served(tmp_path / "shop") as (said, url, _):
        names = {"KEY": said[0], "PATH": os.environ["PATH"]}
        member = re.findall(r'"member_id":"([^"]+)"', run(joins, url, names))[0]
        assert '"free":120' in run(buys, url, {**names, "MEMBER": member})
        assert '"free":120' in run(asks, url, {**names, "MEMBER": member})
        assert balance_by_python(url, said[0]) == {"free": 0, "debt": 80}


def run(line: str, url: str, names: dict[str, str]) -> str:
    command = "curl --silent --max-time 60 " + line.removeprefix("curl ").replace("http://127.0.0.1:8080", url)
    done = subprocess.run(["sh", "-c", command], env=names, capture_output=True, text=True, check=True)
    return done.stdout


def balance_by_python(url: str, key: str) -> dict[str, int]:
    [block] = [b for b in pages.blocks(PAGE) if b.language == "python"]
    shown: dict[str, object] = {}
    exec(compile(block.text, str(PAGE), "exec"), shown)
    client = shown["shop"](url, key)  # type: ignore[operator]
    assert isinstance(client, httpx.Client)
    with client:
        client.timeout = httpx.Timeout(60)
        found = shown["a_refund_after_spending"](client)  # type: ignore[operator]
    return {name: found[name] for name in ("free", "debt")}


def test_every_problem_and_scope_is_on_the_page() -> None:
    from regulars.interfaces.rest import problems
    from regulars.stores.operations.keys import SCOPES

    text = PAGE.read_text(encoding="utf-8")
    sorts = {sort.name for _, sort in problems.SORTS} | {
        s.name for s in vars(problems).values() if isinstance(s, problems.Sort)
    }
    assert [name for name in (*sorts, *SCOPES) if f"`{name}`" not in text] == []
