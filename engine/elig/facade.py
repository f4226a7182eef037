"""Names of a package that are imported from its modules when they are first asked for.

A process that decides one household needs neither the parser nor the reader of YAML; a package that imported all that
it offers would bring them along.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def offers(package: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a package: each of its modules with the names, parted by blanks, that the package offers.

    Raises `AttributeError` for any other name, as a package does.
    """
    home = {name: f"{package}.{module}" for module, names in modules.items() for name in names.split()}

    def __getattr__(name: str) -> object:  # noqa: N807 - it becomes the package's own
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(__import__(home[name], fromlist=[name]), name)
        setattr(sys.modules[package], name, found)
        return found

    return __getattr__
