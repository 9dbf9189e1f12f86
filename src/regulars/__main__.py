"""The command `regulars`, also as `python -m regulars`."""

from __future__ import annotations

import sys


class WithoutPandas:
    """Says to whoever looks for pandas that this machine has none.

    Arrow imports a pandas that lies beside it, for half a second, to see whether a list is one of its
    frames. No command is ever handed a frame.
    """

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("the command line does without pandas", name=name)


def main() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):  # a script may ask often: answer before anything is loaded
        from regulars.version import __version__

        print(f"regulars {__version__}")  # noqa: T201
        return
    sys.meta_path.insert(0, WithoutPandas)
    from regulars.interfaces.cli.running import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
