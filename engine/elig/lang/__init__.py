"""The rule language: text to syntax tree and back, in Chinese and in English."""

from elig.facade import offers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.lang.characters import name_problem
    from elig.lang.language import Language
    from elig.lang.mistakes import alternatives_help
    from elig.lang.names import Identity, Names
    from elig.lang.parser import parse
    from elig.lang.printer import print_expression
    from elig.lang.splitting import split_help
    from elig.lang.units import UnitNames
    from elig.lang.walk import children, nodes, transform
else:
    __getattr__ = offers(
        __name__,
        {
            "characters": "name_problem",
            "language": "Language",
            "mistakes": "alternatives_help",
            "names": "Identity Names",
            "parser": "parse",
            "printer": "print_expression",
            "splitting": "split_help",
            "units": "UnitNames",
            "walk": "children nodes transform",
        },
    )

__all__ = [
    "Identity",
    "Language",
    "Names",
    "UnitNames",
    "alternatives_help",
    "children",
    "name_problem",
    "nodes",
    "parse",
    "print_expression",
    "split_help",
    "transform",
]
