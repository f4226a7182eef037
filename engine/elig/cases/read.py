"""Case files as typed data."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from datetime import date
from pathlib import Path

from elig.cases.plain import Plain, typed
from elig.errors import Code, Collector
from elig.program.fields import day, scalar
from elig.program.files import read_source
from elig.program.shape import check_shape
from elig.records import Struct, field
from elig.source import Mapping, Sequence, Source, Span, read_yaml

DEFAULT, VOCABULARY = "default", "vocabulary.yaml"
"""`vocabulary: default` is the file of this name beside the case file or one folder up."""


class Texts(Struct):
    """The policy files that cases bring with them, so that they need no others."""

    vocabulary: str = ""
    policy: str = ""
    policies: AnyMapping[str, str] = field(default_factory=dict)
    localities: AnyMapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """Every text by the name of its file; nothing where a case is of the policies at hand."""
        if not self.policy and not self.vocabulary:
            return {}
        named = {VOCABULARY: self.vocabulary, "policy.yaml": self.policy}
        named |= {f"{name}.yaml": text for name, text in self.policies.items()}
        named |= {f"localities/{name}.yaml": text for name, text in self.localities.items()}
        return {name: text for name, text in named.items() if text}

    def with_own(self, own: Texts) -> Texts:
        """The texts of a file with those that one case states itself."""
        return Texts(
            own.vocabulary or self.vocabulary,
            own.policy or self.policy,
            {**self.policies, **own.policies},
            {**self.localities, **own.localities},
        )


class Case(Struct):
    """A household and what is expected of it, or a policy text and the errors that it is to give.

    `local` holds an illustration: parameter values and settled readings that no source states, or whole locality files.
    """

    name: str
    why: str
    on: date | None
    texts: Texts
    household: dict[str, Plain]
    parameters: dict[str, Plain]
    readings: dict[str, Plain]
    localities: dict[str, str]
    pins: dict[str, Plain]
    expect: dict[str, Plain]
    error: Plain
    span: Span

    @property
    def of_texts(self) -> bool:
        """Whether the case is of the texts themselves: of the errors that they give when they are loaded."""
        return not self.household and self.error is not None


class CaseFile(Struct):
    """The cases of one file; `region` is the policy under which its households are decided."""

    source: Source
    region: str
    cases: tuple[Case, ...]


def read_case_file(path: Path, errors: Collector) -> CaseFile | None:
    """A file of cases, or None after recording what is wrong with it."""
    source = read_source(path, errors)
    return read_cases(source, errors, path.resolve().parent) if source is not None else None


def read_cases(source: Source, errors: Collector, folder: Path | None = None) -> CaseFile | None:
    """The cases of a text; a vocabulary beside it is found in `folder` or one folder up."""
    node = read_yaml(source)
    if isinstance(node, tuple):
        errors.absorb(node)
        return None
    if not check_shape(node, "cases", errors) or not isinstance(node, Mapping):
        return None
    reader = _Reader(node, folder, errors)
    listed = node.get("cases")
    items = listed.items if isinstance(listed, Sequence) else ()
    region = scalar(node.get("region"))
    cases = tuple(reader.case(item) for item in items if isinstance(item, Mapping))
    return CaseFile(source, region.value if region is not None else "", cases)


class _Reader:
    """Reads the cases of one file with what the file says for all of them."""

    def __init__(self, root: Mapping, folder: Path | None, errors: Collector) -> None:
        self.folder = folder
        self.errors = errors
        data = typed(root)
        assert isinstance(data, dict), "a mapping gives a dictionary"
        self.texts = self._texts(root, data)
        self.household = _part(data, "household")
        self.on = self._day(root)

    def case(self, node: Mapping) -> Case:
        data = typed(node)
        assert isinstance(data, dict), "a mapping gives a dictionary"
        local = _part(data, "local")
        household = _part(data, "household")
        of_texts = data.get("error") is not None and not household
        return Case(
            str(data.get("name", "")),
            str(data.get("why", "")),
            self._day(node) or self.on,
            self.texts.with_own(self._texts(node, data)),
            household if of_texts else {**self.household, **household},
            _part(local, "parameters"),
            _part(local, "readings"),
            _named(local, "localities"),
            _part(data, "pins"),
            _part(data, "expect"),
            data.get("error"),
            node.span,
        )

    def _texts(self, node: Mapping, data: dict[str, Plain]) -> Texts:
        vocabulary = str(data.get("vocabulary") or "")
        if vocabulary.strip() == DEFAULT:
            vocabulary = self._default(node)
        return Texts(vocabulary, str(data.get("policy") or ""), _named(data, "policies"), _named(data, "localities"))

    def _default(self, node: Mapping) -> str:
        folders = [] if self.folder is None else [self.folder, self.folder.parent]
        found = next((path for folder in folders if (path := folder / VOCABULARY).is_file()), None)
        if found is None:
            written = scalar(node.get("vocabulary"))
            span = written.span if written is not None else None
            self.errors.error(Code.MISSING_FILE, f"no `{VOCABULARY}` was found beside the cases", span)
            return ""
        source = read_source(found, self.errors)
        return source.text if source is not None else ""

    def _day(self, node: Mapping) -> date | None:
        written = scalar(node.get("on"))
        return day(written, self.errors) if written is not None else None


def _part(data: dict[str, Plain], key: str) -> dict[str, Plain]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _named(data: dict[str, Plain], key: str) -> dict[str, str]:
    return {name: str(text) for name, text in _part(data, key).items()}
