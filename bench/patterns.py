"""What regular expressions cost in hostile texts of 200,000 characters: milliseconds of CPU, each.

    python bench/patterns.py

`over` is a rule left undecided for that text; `refused` one that is too large to be a rule.
"""

import random
import time

from service.matches.patterns import PatternError, checked, size_of
from service.matches.searching import Pattern, findings, made_of, prepared
from service.matches.steps import OverrunError


LENGTH = 200_000
PATTERNS = (
    r"a[ab]{500}c",
    r"[ab]*a[ab]{45}c",
    r"a.{300}zeta",
    r"\w{1,300}!",
    r"(\w+\s+){1,60}zeta",
    r"\ba\w{50}z\b",
    r"\b(\w+\W+){1,20}zeta\b",
    r"(?i)[abc].{200}[def].{200}!",
    r"a\p{L}{500}!",
    r"([\p{L}\p{N}].){50}!",
    r"\b\w{3,40}\b(\W+\b\w{3,40}\b){5,9}!",
    r"(a.{40}b){20}!",
    r"(?s)a.*zeta|a",
    r"x*",
    r"\bx*",
    r"(\w|\d|[a-f])+!",
    r"\p{Lu}\p{Ll}{2,40}(\s\p{Lu}\p{Ll}{2,40}){2,20}",
    r"(\w{90}x){11}",
)


def texts() -> dict[str, str]:
    draw = random.Random(3)  # noqa: S311 - nothing secret: the same texts each time
    alphabets = {
        "ab": "ab",
        "words": "abcdefgh  ",
        "cyrillic": "абвгдежз  ",
        "han": "京都北朝鮮会談",
    }
    made = {name: "".join(draw.choices(some, k=LENGTH)) for name, some in alphabets.items()}
    return {**made, "zeta": made["ab"][:-5] + "zeta!"}


def cost(pattern: Pattern, text: str) -> str:
    ready = prepared(pattern, text)
    start = time.process_time()
    try:
        count = str(len(findings(pattern, ready)))
    except OverrunError:
        count = "over"
    return f"{1000 * (time.process_time() - start):.0f} ({count})"


def main() -> None:
    for typed in PATTERNS:
        try:
            pattern = made_of(checked(typed))
        except PatternError as error:
            print(f"{typed:50} refused: {error}")
            continue
        costs = ", ".join(f"{name} {cost(pattern, text)}" for name, text in texts().items())
        print(f"{typed:50} program {size_of(pattern.exact)}: {costs}", flush=True)


if __name__ == "__main__":
    main()
