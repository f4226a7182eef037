"""From files to the checked program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from elig.errors import Code, Collector
from elig.program.build import Builder
from elig.program.citation import Words
from elig.program.depends import check_entitlement_order, check_readings
from elig.program.disk import DISK, Disk
from elig.program.divisions import read_divisions
from elig.program.fields import day, head, scalar, words
from elig.program.files import (
    PolicyFile,
    bundled,
    closure,
    gather,
    parse_file,
    read_source,
)
from elig.program.localities import check_localities, lay_over
from elig.program.model import CheckedProgram, Enumeration, Parameter, Policy, Reading, Rules, Vocabulary
from elig.program.order import steady_names
from elig.program.scope import Scope
from elig.program.vocabulary import read_vocabulary
from elig.program.weight import check_weights
from elig.records import replace
from elig.source import Mapping as YamlMapping
from elig.source import Source


def load_program(
    path: Path | None, local: Sequence[Path], errors: Collector, disk: Disk = DISK
) -> CheckedProgram | None:
    """Load a folder, or one file with what it uses; None where there are errors, all of them recorded."""
    sources = [source for file in gather(path, errors, disk) if (source := read_source(file, errors, disk)) is not None]
    above = [source for file in local if (source := read_source(file, errors, disk)) is not None]
    folders = [bundled()] if path is None else [path if disk.is_folder(str(path)) else path.parent, bundled()]
    return check_program(sources, above, folders, errors, disk)


def check_program(
    sources: Iterable[Source], local: Iterable[Source], folders: Sequence[Path], errors: Collector, disk: Disk = DISK
) -> CheckedProgram | None:
    """Check texts of policy files; the files that they use are found in the folders."""
    gathered = closure(sources, folders, errors, disk)
    read = [parse_file(source, errors) for source in local]
    above = [file for file in read if file is not None]
    strangers = [file for file in above if file.kind != "locality"]
    for file in strangers:
        message = "a `--local` file is a locality file"
        errors.error(Code.SHAPE, message, head(file.root), "it begins with `locality:`")
    if strangers or None in read or not gathered.whole:
        return None
    return _Assembly(gathered.files, above, errors).program()


def with_local(program: CheckedProgram, local: Iterable[Source], errors: Collector) -> CheckedProgram | None:
    """The program with further locality files above all others; None where they have errors."""
    files = [file for source in local if (file := parse_file(source, errors)) is not None]
    everything = [*program.regions, *([program.common] if program.common is not None else [])]
    parameters = {name: found for rules in everything for name, found in rules.parameters.items()}
    readings = {name: found for rules in everything for name, found in rules.readings.items()}
    scope = Scope(program.vocabulary, enumerations=dict(program.vocabulary.enumerations))
    for rules in everything:
        scope.enumerations.update(rules.vocabulary.enumerations)
    check_localities(files, parameters, readings, scope, errors)
    if errors.errors:
        return None
    rank = len(program.files)
    return replace(
        program,
        regions=tuple(lay_over(rules, files, scope, rank) for rules in program.regions),
        common=None if program.common is None else lay_over(program.common, files, scope, rank),
        files=MappingProxyType({**program.files, **{file.source.name: file.source.digest() for file in files}}),
        locality_files=MappingProxyType({**program.locality_files, **_divisions(files)}),
    )


def _divisions(files: Iterable[PolicyFile]) -> Mapping[str, str]:
    return MappingProxyType({file.source.name: file.id for file in files})


class _Assembly:
    """Checks files in the order of their uses and puts together the rules of each region."""

    def __init__(self, files: Sequence[PolicyFile], local: Sequence[PolicyFile], errors: Collector) -> None:
        self.files = {file.id: file for file in files if file.kind in ("policy", "vocabulary")}
        self.divisions = [file for file in files if file.kind == "divisions"]
        shipped = [file for file in files if file.kind == "locality"]
        self.localities = [*shipped, *local]
        self.all_files = [*files, *local]
        self.errors = errors
        self.built: dict[str, Builder] = {}
        self.stated: dict[str, tuple[date | None, bool]] = {}
        self.open: list[str] = []

    def program(self) -> CheckedProgram | None:
        vocabularies = [file for file in self.files.values() if file.kind == "vocabulary"]
        if not vocabularies and self.errors.errors:
            return None
        if len(vocabularies) != 1:
            message = "no vocabulary was found" if not vocabularies else "two vocabularies stand side by side"
            help_text = "keep one of them" if vocabularies else "write `uses: [vocabulary]` in the policy file"
            self.errors.error(Code.MISSING_FILE, message, None, help_text)
            return None
        divisions = MappingProxyType(read_divisions(self.divisions, self.errors))
        vocabulary = replace(read_vocabulary(vocabularies[0], self.errors), divisions=divisions)
        for name in self.files:
            self._build(name, vocabulary)
        rules = [self._rules(name, vocabulary) for name, file in self.files.items() if file.kind == "policy"]
        scope = Scope(vocabulary, enumerations=self._enumerations())
        self._check_localities(scope)
        for found in rules:
            check_entitlement_order(found, self.errors)
        for check in (check_weights, check_readings):
            if self.errors.errors:
                return None
            for found in rules:
                check(found, self.errors)
        if self.errors.errors:
            return None
        laid = [lay_over(found, self.localities, scope) for found in rules]
        regions = tuple(found for found in laid if found.policy.jurisdiction)
        shared = [found for found in laid if not found.policy.jurisdiction]
        common = max(shared, key=lambda found: len(found.policies), default=None)
        digests = {file.source.name: file.source.digest() for file in self.all_files}
        return CheckedProgram(
            vocabulary, regions, common, MappingProxyType(digests), self._labels(), _divisions(self.localities)
        )

    def _build(self, name: str, vocabulary: Vocabulary) -> Builder | None:
        if name in self.built:
            return self.built[name]
        file = self.files[name]
        if name in self.open:
            path = " → ".join([*self.open, name])
            self.errors.error(Code.CYCLE, f"the files use each other in a circle: {path}", file.root.span)
            return None
        self.open.append(name)
        scope = Scope(vocabulary)
        for used in self._used(name):
            below = self._build(used, vocabulary)
            if below is not None:
                _inherit(scope, below.scope)
        self.open.pop()
        if file.kind == "vocabulary":
            scope.enumerations.update(vocabulary.enumerations)
        builder = Builder(file, scope, self.errors)
        builder.build()
        self.built[name] = builder
        self.stated[name] = _stated(file.root, self.errors)
        return builder

    def _used(self, name: str) -> tuple[str, ...]:
        file = self.files[name]
        return tuple(used for used in file.uses if used in self.files)

    def _closure(self, name: str) -> list[str]:
        """A file and all that it uses, the file first."""
        found = [name]
        for current in found:
            found.extend(used for used in self._used(current) if used not in found)
        return found

    def _rules(self, name: str, vocabulary: Vocabulary) -> Rules:
        builders = [self.built[used] for used in self._closure(name) if used in self.built]
        head = builders[0]
        facts = {id_: fact for builder in builders for id_, fact in builder.scope.facts.items()}
        words_known = replace(
            vocabulary,
            enumerations=MappingProxyType(dict(head.scope.enumerations)),
            facts=MappingProxyType({id_: facts[id_] for id_ in vocabulary.facts if id_ in facts}),
        )
        policies = tuple(self._policy(b.file) for b in builders if b.file.kind == "policy")
        definitions = {id_: found for b in builders for id_, found in b.definitions.items()}
        entitlements = {id_: found for b in builders for id_, found in b.entitlements.items()}
        return Rules(
            policies[0],
            policies,
            words_known,
            definitions,
            {id_: found for b in builders for id_, found in b.groups.items()},
            {id_: found for b in builders for id_, found in b.parameters.items()},
            {id_: found for b in builders for id_, found in b.readings.items()},
            {id_: found for b in builders for id_, found in b.gaps.items()},
            tuple(found for b in builders for found in b.invalid),
            entitlements,
            {id_: found for b in builders for id_, found in b.checks.items()},
            {id_: found for b in builders for id_, found in b.claims.items()},
            steady_names(definitions.values(), entitlements.values()),
            tuple(id_ for id_, found in definitions.items() if found.report),
        )

    def _policy(self, file: PolicyFile) -> Policy:
        root = file.root
        stated, undated = self.stated[file.id]
        jurisdiction = scalar(root.get("jurisdiction"))
        return Policy(
            file.id,
            words(root.get("title")) or Words(file.id),
            jurisdiction.value if jurisdiction is not None else "",
            stated,
            undated,
            file.uses,
            tuple(self.built[file.id].sources.values()),
            file.source,
        )

    def _enumerations(self) -> dict[str, Enumeration]:
        return {id_: found for builder in self.built.values() for id_, found in builder.scope.enumerations.items()}

    def _check_localities(self, scope: Scope) -> None:
        parameters: dict[str, Parameter] = {}
        readings: dict[str, Reading] = {}
        for builder in self.built.values():
            parameters.update(builder.parameters)
            readings.update(builder.readings)
        check_localities(self.localities, parameters, readings, scope, self.errors)

    def _labels(self) -> Mapping[str, Words]:
        labels: dict[str, Words] = {}
        for file in self.localities:
            # a local file lies over the values of a place, and leaves its name alone
            labels.setdefault(file.id, words(file.root.get("label")) or Words(file.id))
        return MappingProxyType(labels)


def _stated(root: YamlMapping, errors: Collector) -> tuple[date | None, bool]:
    """The day on which a document was stated, and whether it says that this is not known."""
    stated = root.get("stated")
    written = scalar(stated.get("date")) if isinstance(stated, YamlMapping) else None
    if written is None or written.value == "unknown":
        return None, written is not None
    return day(written, errors), False


def _inherit(scope: Scope, below: Scope) -> None:
    scope.enumerations.update(below.enumerations)
    scope.facts.update(below.facts)
    scope.definitions.update(below.definitions)
    scope.weights.update(below.weights)
    scope.groups.update(below.groups)
    scope.parameters.update(below.parameters)
    scope.readings.update(below.readings)
    scope.gaps.update(below.gaps)
    scope.entitlements.update(below.entitlements)
    scope.checks.update(below.checks)
    scope.claims.update(below.claims)
    scope.grants.update(below.grants)
    scope.spelling.update(below.spelling)
    scope.places.update(below.places)
