"""Each citation against the documents in a folder: the span is inside, the digest is equal, the start is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from elig.program.citation import Citation
from elig.program.model import CheckedProgram, Rules, SourceDocument
from elig.program.nodes import AllOf, AnyOf
from elig.program.walk import descend
from elig.records import Struct
from elig.source import Span


class Finding(Struct):
    """A citation or a source that does not hold: where it stands, and why."""

    place: str
    subject: str
    why: str

    def render(self) -> str:
        """The finding as one line."""
        return f"{self.place} {self.subject}: {self.why}"


class HasProgram(Protocol):
    """Anything that holds a checked program."""

    @property
    def checked(self) -> CheckedProgram:
        """The checked program."""


def verify_sources(program: HasProgram, directory: Path) -> tuple[Finding, ...]:
    """Check every citation of every region; nothing found means that all of them resolve."""
    found: dict[Finding, None] = {}
    listed = [*program.checked.regions, *([program.checked.common] if program.checked.common is not None else [])]
    declared = {
        (source, policy.file.name) for rules in listed for policy in rules.policies for source in policy.sources
    }
    for source, file in sorted(declared, key=lambda pair: (pair[1], pair[0].id)):
        found.update(dict.fromkeys(_document(source, directory, file)))
    for rules in listed:
        for citation in citations_of(rules):
            found.update(dict.fromkeys(_citation(citation, directory)))
            found.update(dict.fromkeys(_kept_out(citation, [source for source, _ in declared])))
    return tuple(found)


def citations_of(rules: Rules) -> Iterator[Citation]:
    """Every citation of a region's rules."""
    for entitlement in rules.entitlements.values():
        yield from entitlement.citations
        for clause in (entitlement.given, entitlement.when, entitlement.unless):
            for node in descend(clause) if clause is not None else ():
                if isinstance(node, AllOf | AnyOf):
                    yield from (citation for item in node.items for citation in item.citations)
    for check in rules.checks.values():
        yield from check.citations
    for claim in rules.claims.values():
        yield from claim.citations
    for definition in rules.definitions.values():
        yield from definition.citations
    for parameter in rules.parameters.values():
        yield from parameter.citations
        yield from (citation for entry in parameter.entries for citation in entry.citations)
    for reading in rules.readings.values():
        yield from reading.citations
        yield from (citation for answer in reading.settled for citation in answer.citations)
    for gap in rules.gaps.values():
        yield from gap.citations


def _document(source: SourceDocument, directory: Path, file: str) -> Iterator[Finding]:
    path = directory / source.document
    if not path.is_file():
        yield Finding(file, source.id, f"no document {source.document} in the folder")
        return
    raw = path.read_bytes()
    if sha256(raw).hexdigest() != source.sha256:
        yield Finding(file, source.id, f"{source.document} is not the document that was cited (its SHA-256 differs)")
    length = len(raw.decode("utf-8"))
    for start, end in source.quarantine:
        if end > length:
            why = f"the quarantined stretch ends outside the document, which has {length} characters"
            yield Finding(file, f"{source.id}@{start}..{end}", why)


def _kept_out(citation: Citation, declared: Iterable[SourceDocument]) -> Iterator[Finding]:
    """Whether a citation touches what any file quarantines in the same document; loading looks at its own file only."""
    for source in declared:
        touched = source.quarantined(citation.start, citation.end) if source.document == citation.document else None
        if touched is not None:
            start, end = touched
            why = f"the span touches {start}..{end}, which is quarantined in {source.document}"
            yield Finding(_line(citation.span), citation.address, why)


def _citation(citation: Citation, directory: Path) -> Iterator[Finding]:
    path = directory / citation.document
    if not citation.source or not path.is_file():
        return
    place, name = _line(citation.span), citation.address
    text = path.read_bytes().decode("utf-8")
    if citation.end > len(text):
        yield Finding(place, name, f"the span ends outside the document, which has {len(text)} characters")
        return
    stretch = text[citation.start : citation.end]
    if not stretch.startswith(citation.starts):
        yield Finding(place, name, f"the span does not start with `{citation.starts}`")
    if sha256(stretch.encode()).hexdigest()[:16] != citation.digest:
        yield Finding(place, name, "the digest of the span differs")


def _line(span: Span) -> str:
    return span.place
