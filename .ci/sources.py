"""What the checks of this folder share: which files are ours, and C++ text without comments and literals."""
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent

_COMMENT = r"//[^\n]* | /\*.*?\*/"
_LITERAL = r"""R"(?P<raw>[^(\s]*)\(.*?\)(?P=raw)" | "(?:\\.|[^"\\\n])*" | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"""
_NOISE = re.compile(f"(?P<comment>{_COMMENT}) | (?P<literal>{_LITERAL})", re.S | re.X)


def tracked(*suffixes):
    """Every file of the repository with one of these suffixes, as paths relative to its root, sorted."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            check=True, capture_output=True, text=True).stdout.split("\0")
    return sorted({name for name in listed if name.endswith(suffixes) and (ROOT / name).is_file()})


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def without_comments(text):
    """C++ with its comments blanked out; line breaks stay where they are."""
    return _NOISE.sub(lambda match: match.group() if match.group("literal") else _blank(match), text)


def bare(text):
    """C++ with comments, strings and characters blanked out; line breaks stay, those within a literal as \\v."""
    return _NOISE.sub(lambda match: _blank(match) if match.group("comment") else '""' + _blank(match, "\v"), text)


def _blank(match, line_break="\n"):
    return line_break * match.group().count("\n")
