"""The command line as a new user meets it: what is printed, what is written, and the exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from regulars.interfaces.cli.running import run

Ran = tuple[int, str, str]
Regulars = Callable[..., Ran]
HEADER = "customer,date,amount\n"
ORDERS = (
    HEADER
    + "Anna,2024-01-01,12.00\nBen,2024-01-09,8.50\nAnna,2024-02-11,20.00\n"
    + ",2024-02-12,5.00\nCem,2024-02-30,1.00\nBen,2024-03-01,9.00\n"
)


@pytest.fixture
def regulars(capsys: pytest.CaptureFixture[str]) -> Regulars:
    def command(*arguments: object) -> Ran:
        code = run([str(a) for a in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS)
    return path


@pytest.fixture
def shop(tmp_path: Path, regulars: Regulars) -> Path:
    path = tmp_path / "shop"
    code, out, _ = regulars("init", path, "--currency", "EUR", "--time-zone", "Europe/Vilnius")
    assert code == 0
    assert "is a workspace now: EUR, Europe/Vilnius, weeks from monday." in out
    return path


def listed(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name != "lock")


def test_a_measure_leaves_with_definition_zone_day_n_and_exclusions(regulars: Regulars, orders: Path) -> None:
    """January: Anna and Ben. February: Anna, and a guest. March: Ben."""
    code, out, err = regulars("retention", orders, "--minimum-n", 1)
    assert (code, err) == (0, "")
    assert "Of 2 customers active in January 2024, 50 %" in out
    assert "retention_rate/1: customers active in both" in out
    assert "2 customers, as of 2024-03-01, UTC." in out
    assert "Left out: purchases without a known customer: 1." in out


def test_json_and_csv_hold_the_same_rows(regulars: Regulars, orders: Path) -> None:
    _, as_json, _ = regulars("retention", orders, "--minimum-n", 1, "--format", "json")
    _, as_csv, _ = regulars("retention", orders, "--minimum-n", 1, "--format", "csv")
    rows = json.loads(as_json)["rows"]
    assert as_csv.splitlines()[0].split(",") == list(rows[0])
    assert len(as_csv.splitlines()) == 1 + len(rows)


@pytest.mark.parametrize("verb", ["activity", "churn", "cohorts", "second-purchase", "gaps", "due", "lifecycle"])
def test_every_measure_answers(regulars: Regulars, orders: Path, verb: str) -> None:
    code, out, err = regulars(verb, orders, "--minimum-n", 1)
    assert (code, err) == (0, "")
    assert "as of 2024-03-01, UTC" in out


def test_a_measures_own_options_reach_it(regulars: Regulars, orders: Path) -> None:
    told = [
        ("cohorts", "--returned", "bracket", "--bracket", "1-1", "--bracket", "2-2"),
        ("second-purchase", "--within-days", 30, "--within-days", 60),
        ("gaps", "--bin-days", 30),
        ("due", "--within-days", 30, "--limit", 1),
        ("lifecycle", "--lost-after", 2),
        ("churn", "--inactive-after-days", 30, "--period", "week"),
    ]
    for verb, *options in told:
        code, _, err = regulars(verb, orders, "--minimum-n", 1, *options)
        assert (code, err) == (0, ""), verb
    rows = json.loads(regulars("second-purchase", orders, "--within-days", 30, "--format", "json")[1])["rows"]
    assert [r["within_days"] for r in rows] == [30]


def test_several_files_are_one_log(regulars: Regulars, tmp_path: Path) -> None:
    january, february = tmp_path / "january.csv", tmp_path / "february.csv"
    january.write_text(HEADER + "Anna,2024-01-05,12.00\n")
    february.write_text(HEADER + "Anna,2024-02-05,12.00\n")
    code, out, _ = regulars("activity", january, february)
    assert code == 0
    assert "as of 2024-02-05" in out


def test_the_report_is_written_whole(regulars: Regulars, orders: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    code, out, err = regulars("report", orders, "-o", page)
    assert (code, err) == (0, "")
    assert f"The report is in {page}" in out
    assert page.read_text(encoding="utf-8").startswith("<!")
    assert [p.name for p in tmp_path.iterdir() if p not in (orders, page)] == []
    code, out, _ = regulars("report", orders, "--format", "json")
    assert json.loads(out)


def test_a_report_that_cannot_be_written_is_the_environments_fault(regulars: Regulars, orders: Path, tmp_path: Path) -> None:
    code, _, err = regulars("report", orders, "-o", tmp_path / "nowhere" / "report.html")
    assert code == 4
    assert "there is no such file or folder" in err


def test_what_is_imported_twice_counts_once(regulars: Regulars, orders: Path, shop: Path) -> None:
    code, out, err = regulars("import", shop, orders, "--source", "till")
    assert (code, err) == (0, "")
    assert "6 rows read = 5 used + 0 set aside by policy + 1 quarantined." in out
    assert "54.50 EUR in the files = 49.50 EUR from known customers + 5.00 EUR from guests (9 % of what counts)" in out
    assert "purchases: 5 new, 0 unchanged, 0 changed" in out
    code, out, _ = regulars("import", shop, orders, "--source", "till")
    assert code == 0
    assert "purchases: 0 new, 5 unchanged, 0 changed" in out
    _, from_shop, _ = regulars("activity", shop, "--minimum-n", 1, "--format", "csv")
    _, from_file, _ = regulars("activity", orders, "--minimum-n", 1, "--format", "csv", "--time-zone", "Europe/Vilnius")
    assert from_shop == from_file


def test_the_quarantine_names_file_record_value_and_reason(regulars: Regulars, orders: Path, shop: Path) -> None:
    regulars("import", shop, orders)
    code, out, _ = regulars("quarantine", shop, "--reason", "bad_date")
    assert code == 0
    assert "1 row could not be used for bad_date." in out
    assert "2024-02-30" in out
    assert "orders.csv" in out
    assert "0 rows" in regulars("quarantine", shop, "--reason", "no_amount")[1]
    assert "Every row" not in out
    rows = json.loads(regulars("quarantine", shop, "--format", "json")[1])
    assert (rows[0]["record"], rows[0]["column_name"]) == (5, "date")
    assert regulars("quarantine", shop, "--format", "csv")[1].count("\n") == 2


def test_a_workspace_without_facts_says_what_to_do(regulars: Regulars, shop: Path) -> None:
    code, _, err = regulars("retention", shop)
    assert code == 3
    assert "holds no facts yet" in err
    assert "regulars import" in err


def test_a_folder_that_is_no_workspace_says_what_to_do(regulars: Regulars, tmp_path: Path, orders: Path) -> None:
    code, _, err = regulars("import", tmp_path, orders)
    assert code == 3
    assert "regulars init" in err


def test_how_rows_are_read_cannot_be_said_once_they_were(regulars: Regulars, shop: Path, orders: Path) -> None:
    assert regulars("import", shop, orders)[0] == 0
    code, _, err = regulars("retention", shop, "--policy", "guests=set_aside")
    assert code == 2
    assert "--policy says how rows are read" in err
    assert "import the files again into a new workspace with it" in err


def test_a_reason_that_no_row_has_is_told_with_those_there_are(regulars: Regulars, shop: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("customer,date,amount\nAnna,2024-01-01,12.00\nBen,soon,8.50\n")
    assert regulars("import", shop, bad)[0] == 0
    out = regulars("quarantine", shop, "--reason", "bad_dates")[1]
    assert out.startswith("0 rows could not be used for bad_dates. There are rows for: bad_date.")


def test_where_every_row_was_read_the_quarantine_says_so(regulars: Regulars, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("customer,date,amount\nAnna,2024-01-01,12.00\nBen,2024-01-02,8.50\n")
    assert regulars("import", shop, tmp_path / "good.csv")[0] == 0
    assert regulars("quarantine", shop)[1] == "Every row could be used.\n"


def test_a_wrong_policy_makes_no_workspace(regulars: Regulars, tmp_path: Path) -> None:
    code, _, err = regulars("init", tmp_path / "new", "--policy", "guests=maybe")
    assert (code, (tmp_path / "new").exists()) == (2, False)
    assert "guests" in err


def test_a_mapping_that_is_no_text_is_told(regulars: Regulars, orders: Path, tmp_path: Path) -> None:
    photo = tmp_path / "photo.toml"
    photo.write_bytes(b"\x89PNG\xff\xfe")
    code, _, err = regulars("inspect", orders, "--mapping", photo)
    assert code == 2
    assert "photo.toml is no text in UTF-8" in err


@pytest.mark.parametrize("encoding", ["utf-16", "idna"])
def test_an_encoding_that_does_not_fit_is_told(regulars: Regulars, orders: Path, encoding: str) -> None:
    code, _, err = regulars("retention", orders, "--encoding", encoding)
    assert code == 2
    assert f"can't be read as {encoding}" in err


def test_a_workspace_is_read_alone(regulars: Regulars, shop: Path, orders: Path) -> None:
    code, _, err = regulars("retention", shop, orders)
    assert code == 2
    assert "a workspace is read alone" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["retention"], "Missing argument 'SOURCE'"),
        (["retain", "orders.csv"], "No such command 'retain'"),
        (["retention", "{orders}", "--period", "fortnight"], "one of day, week, month, quarter, year"),
        (["retention", "{orders}", "--format", "xls"], "one of table, json, csv"),
        (["retention", "{orders}", "--currency", "eur"], "ISO 4217"),
        (["retention", "{orders}", "--by", "mood"], "cannot group by 'mood'"),
        (["retention", "{orders}", "--policy", "guests"], "--policy is 'guests'"),
        (["retention", "{orders}", "--policy", "ghosts=keep"], "there is no policy 'ghosts'"),
        (["definitions", "love"], "there is no definition 'love'"),
    ],
)
def test_a_wrong_command_exits_2_and_says_what_is_right(
    regulars: Regulars, orders: Path, arguments: list[str], message: str
) -> None:
    code, _, err = regulars(*(a.format(orders=orders) for a in arguments))
    assert code == 2
    assert message.lower() in err.lower()
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "photo"),
        (b"customer,amount\nAnna,3\nBen,4\n", "no date column"),
        (b"customer,date,amount\nAnna,03/04/2024,3\nBen,05/06/2024,4\n", "ambiguous dates"),
        (b"date,amount\n2024-01-02,3\n2024-01-03,4\n", "no customers"),
    ],
)
def test_data_that_cannot_be_used_exits_3_with_one_message(
    regulars: Regulars, tmp_path: Path, content: bytes, name: str
) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    code, out, err = regulars("retention", path)
    assert (code, out) == (3, ""), name
    assert err.startswith("regulars: ")
    assert "What to do:" in err


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    folder = tmp_path / "ten"
    folder.mkdir()
    for n in range(9):
        (folder / f"{n}.csv").write_text(HEADER + f"Anna,2024-0{n + 1}-05,12.00\n")
    (folder / "9.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    return folder


def test_one_broken_file_in_ten_stops_the_import_and_nothing_is_written(regulars: Regulars, shop: Path, ten: Path) -> None:
    before = listed(shop)
    code, _, err = regulars("import", shop, ten)
    assert code == 3
    assert "9.csv" in err
    assert listed(shop) == before


def test_on_request_nine_are_imported_and_the_tenth_is_named(regulars: Regulars, shop: Path, ten: Path) -> None:
    code, out, _ = regulars("import", shop, ten, "--keep-going")
    assert code == 5
    assert "purchases: 9 new" in out
    assert "Passed by, because they can't be read:" in out
    assert "9.csv" in out


def test_ctrl_c_leaves_the_workspace_as_it_was(
    regulars: Regulars, shop: Path, orders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listed(shop)

    def press(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("regulars.stores.workspace.writing.write_part", press)
    code, _, err = regulars("import", shop, orders)
    assert (code, err) == (130, "\nInterrupted. Nothing was changed.\n")
    assert listed(shop) == before


def test_while_one_import_runs_another_is_told_to_wait(regulars: Regulars, shop: Path, orders: Path) -> None:
    from regulars.stores.workspace import Folder

    with Folder(shop).writing():
        code, _, err = regulars("import", shop, orders)
    assert code == 4
    assert "wait until it has ended" in err


def test_a_measure_says_of_rows_that_could_not_be_read(regulars: Regulars, tmp_path: Path) -> None:
    """Of five rows Ben's two were typed with a letter: the answer is about Anna alone, and says that."""
    path = tmp_path / "half.csv"
    rows = "Anna,2024-01-01,12 Ben,2024-01-02,10.0O Anna,2024-02-03,1 Ben,2024-02-04,10.0O Anna,2024-03-30,1"
    path.write_text(HEADER + rows.replace(" ", "\n") + "\n")
    why = "all bad_amount: the amount is empty, no number, or beyond a trillion; `regulars inspect` shows where"
    code, out, err = regulars("retention", path, "--minimum-n", 1)
    assert (code, err) == (0, "")
    assert f"Left out: rows in quarantine: 2 ({why})." in out
    _, out, _ = regulars("value", path, "--format", "json")
    assert json.dumps({"what": "rows in quarantine", "n": 2, "why": why}) in json.dumps(json.loads(out))
    _, _, err = regulars("kinds", path)
    assert err == f"To know: rows in quarantine: 2 ({why}).\n"
    _, out, err = regulars("report", path)
    assert (err, out.count("a trillion")) == ("", 1)


def test_what_was_guessed_is_told_beside_a_measure_and_the_answer_stays_whole(regulars: Regulars, tmp_path: Path) -> None:
    path = tmp_path / "guessed.csv"
    path.write_text("who bought,when,x\n" + "".join(f"C-{n % 7},2024-01-{n:02},1{n}.50\n" for n in range(1, 29)))
    code, out, err = regulars("activity", path, "--format", "json")
    assert code == 0
    assert json.loads(out)["n"] == 7
    assert err.startswith("To know: guessed by their looks, not by their names: ")


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m regulars policies | head -n 1", shell=True, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("guests:")
    assert done.stderr == ""


def test_inspect_says_what_each_column_was_taken_for_and_writes_nothing(
    regulars: Regulars, orders: Path, tmp_path: Path
) -> None:
    before = listed(tmp_path)
    code, out, err = regulars("inspect", orders)
    assert (code, err) == (0, "")
    for said in (
        "A row is an order.",
        "customer",
        "recognised",
        "Dates: the year stands first.",
        "2024-02-30",
        "Nothing was imported.",
    ):
        assert said in out
    assert "6 rows read = 5 used + 0 set aside by policy + 1 quarantined." in out
    assert listed(tmp_path) == before


def test_a_mapping_is_saved_and_used_again(regulars: Regulars, tmp_path: Path) -> None:
    odd, saved = tmp_path / "odd.csv", tmp_path / "saved.toml"
    odd.write_text("a,b,c\nAnna,2024-01-05,12.00\nAnna,2024-02-05,12.00\n")
    code, out, _ = regulars(
        "inspect", odd, "--map", "customer=a", "--map", "occurred=b", "--map", "amount=c", "--save-mapping", saved
    )
    assert code == 0
    assert f"The mapping is in {saved}" in out
    assert regulars("retention", odd, "--mapping", saved)[0] == 0


def test_inspect_of_what_cannot_be_used_says_why(regulars: Regulars, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("customer,date,amount\nAnna,03/04/2024,3\nBen,05/06/2024,4\n")
    code, out, _ = regulars("inspect", path)
    assert code == 3
    assert "This can't be used as it is." in out
    assert "--date-order dmy" in out


def test_inspect_of_a_workspace_lists_its_imports(regulars: Regulars, shop: Path, orders: Path) -> None:
    assert "Nothing has been imported yet." in regulars("inspect", shop)[1]
    regulars("import", shop, orders)
    code, out, _ = regulars("inspect", shop)
    assert code == 0
    assert "000001" in out
    assert "All imports together:\n6 rows read" in out


def test_a_workspace_holds_the_latest_version_of_an_order(regulars: Regulars, shop: Path, tmp_path: Path) -> None:
    """Order 2 was 20.00 and is 25.00; with 10.00 and 20.00 of the others that is 55.00, and not 75.00."""
    for name, rows in (
        ("first", "1,2024-01-05,C1,10.00\n2,2024-02-06,C2,20.00"),
        ("then", "2,2024-02-06,C2,25.00\n3,2024-03-06,C2,20.00"),
    ):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"order,date,customer,amount\n{rows}\n")
        regulars("import", shop, path, "--source", "till")
    assert "55.00 EUR from known customers" in regulars("inspect", shop)[1]


def test_definitions_and_policies_are_printed_from_the_code(regulars: Regulars) -> None:
    code, out, _ = regulars("definitions", "retention_rate/1")
    assert code == 0
    assert out.startswith("retention_rate/1\n")
    code, out, _ = regulars("definitions")
    assert out.count("\n\n") >= 7
    code, out, _ = regulars("policies")
    assert code == 0
    assert "takings_only (default)" in out


def test_the_version_is_known_in_both_ways(regulars: Regulars) -> None:
    from regulars.version import __version__

    assert regulars("--version") == (0, f"regulars {__version__}\n", "")
    assert regulars("-V")[1] == f"regulars {__version__}\n"
