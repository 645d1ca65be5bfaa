"""How a query was read, in words: the tree written back with everything that was implied."""

from service.matches.nodes import (
    And,
    AtLeast,
    Fact,
    Fuzzy,
    Leaf,
    Name,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Placing,
    Regex,
    Search,
    Spelling,
    Term,
    Together,
    Wildcard,
    Within,
    Word,
)


_LOOSEST_FIRST = (Or, And, Not)


def write(node: Node, *, inside: type[Node] | None = None) -> str:
    """Write a node so that nothing is implied: `arms NEAR/10 transfer`."""
    text = _write(node)
    return f"({text})" if inside is not None and _is_looser(node, inside) else text


def _is_looser(node: Node, inside: type[Node]) -> bool:
    """Tell whether a child gets parentheses: NEAR, and AND beside OR, so that nobody has to know."""
    if isinstance(node, Near | NotNear | Together):
        return not (isinstance(node, Near) and node.loose)
    if not isinstance(node, _LOOSEST_FIRST):
        return False
    if isinstance(node, And) and inside is Or:
        return True
    return inside is Near or _LOOSEST_FIRST.index(type(node)) < _LOOSEST_FIRST.index(inside)


def _write(node: Node) -> str:
    match node:
        case Or(children=children) | And(children=children):
            operator = " OR " if isinstance(node, Or) else " AND "
            return operator.join(write(child, inside=type(node)) for child in children)
        case Not(child=child):
            return f"NOT {write(child, inside=Not)}"
        case Within(part=part, child=child):
            return f"{part}:({_write(child)})"
        case Fact(kind=kind, value=value):
            return f"{kind}:{value}"
        case _:
            return _write_words(node)


def _write_words(node: Placing | Regex | Search | Leaf | Term) -> str:
    match node:
        case Near():
            return _write_near(node)
        case NotNear(operand=operand, without=without, distance=distance):
            sign = f"NOT {'O' if node.ordered else ''}NEAR/{distance}"
            return f"{write(operand, inside=Near)} {sign} {write(without, inside=Near)}"
        case Together(operands=operands, unit=unit):
            return f" {unit} ".join(write(operand, inside=Near) for operand in operands)
        case AtLeast(count=count, child=child):
            return f"atleast{count}({_write(child)})"
        case Regex(pattern=pattern):
            return f"/{pattern}/"
        case _:
            return _write_leaf(node)


def _write_near(node: Near) -> str:
    if node.loose:
        words = " ".join(_write(operand).removeprefix("=") for operand in node.operands)
        return f'"{words}"~{node.distance}'
    operands = [write(operand, inside=Near) for operand in node.operands]
    if len(operands) > 2:
        return f"({', '.join(operands)}) within {node.distance} other words"
    return f" {'O' if node.ordered else ''}NEAR/{node.distance} ".join(operands)


def _write_leaf(node: Leaf | Term | Search) -> str:
    match node:
        case Word(text=text, spelling=spelling):
            marks = {Spelling.EXACT: "=", Spelling.CASED: "case:", Spelling.INFLECTED: ""}
            return f"{marks[spelling]}{text}"
        case Wildcard(text=text):
            return text
        case Fuzzy(text=text):
            return f"{text}~"
        case Name(key=key):
            return f"name:{key}"
        case Term(clause=clause) | Search(clause=clause):
            return clause
        case _:
            items = [_write_leaf(item).removeprefix("=") for item in node.items]
            return f'"{" ".join(items)}"'
