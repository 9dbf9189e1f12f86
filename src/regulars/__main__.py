"""The command `regulars`, also as `python -m regulars`."""

from __future__ import annotations

import sys


def main() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):  # a script may ask often: answer before anything is loaded
        from regulars.version import __version__

        print(f"regulars {__version__}")  # noqa: T201
        return
    from regulars.interfaces.cli.running import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
