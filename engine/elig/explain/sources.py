"""Where a rule or a figure comes from, in words."""

from __future__ import annotations

from collections.abc import Iterable

from elig.explain.figures import day
from elig.explain.labels import Labels
from elig.explain.phrases import phrase
from elig.program.citation import Citation
from elig.program.model import NATION

MOST_SHOWN = 2
"""As many sources as an answer reads aloud; the full form and the JSON have all."""


def source_lines(citations: tuple[Citation, ...], labels: Labels, *, full: bool) -> list[str]:
    """One line for each source, those read on the page first; in the full form all of them."""
    found = list(_distinct(citations, full=full))
    read = [item for item in found if not item.background]
    background = [item for item in found if item.background]
    if full:
        return [source_words(item, labels, full=True) for item in (*read, *background)]
    shown = [*read[:MOST_SHOWN], *background[:1]]
    lines = [source_words(item, labels, full=False) for item in shown]
    if len(shown) < len(found):
        lines.append(phrase("source.more", labels.lang, count=str(len(found) - len(shown))))
    return lines


def source_words(citation: Citation, labels: Labels, *, full: bool) -> str:
    """A source: what it says, the document with its date or the page with the day it was seen."""
    place = _document(citation, labels) if citation.source else _page(citation, labels, full=full)
    if full and citation.source:
        place = phrase("source.at", labels.lang, place=place, address=citation.address)
    if citation.background:
        place = phrase("source.background", labels.lang, place=place)
    if citation.says is None:
        return place
    says = citation.says.text(labels.lang).rstrip("。.")
    return phrase("source.says", labels.lang, says=says, place=place)


def division_words(division: str | None, labels: Labels) -> str:
    """A division in words: the whole country, the policy's own, by its name, else by its code."""
    if division is None:
        return ""
    if division == NATION:
        return phrase("source.nation", labels.lang)
    if labels.rules is not None and division == labels.rules.policy.jurisdiction:
        return phrase("source.own", labels.lang)
    if division in labels.places:
        return labels.places[division].text(labels.lang)
    return phrase("source.division", labels.lang, code=division)


def _document(citation: Citation, labels: Labels) -> str:
    named, policy = labels.document(citation.source)
    document = citation.document or named or citation.source
    if policy is None:
        return phrase("source.document", labels.lang, document=document)
    if policy.stated is not None:
        stated = day(policy.stated, labels.lang)
        return phrase("source.document_dated", labels.lang, document=document, date=stated)
    key = "source.document_undated" if policy.undated else "source.document"
    return phrase(key, labels.lang, document=document)


def site_of(address: str) -> str:
    """The site of a page's address, or the whole where it names none.

    >>> site_of("https://www.gov.cn/a?b"), site_of("the notice board")
    ('www.gov.cn', 'the notice board')
    """
    _, parted, rest = address.partition("//")
    site = rest.replace("?", "/").replace("#", "/").split("/", 1)[0]
    return site if parted and site else address


def _page(citation: Citation, labels: Labels, *, full: bool) -> str:
    site = site_of(citation.page)
    parts = [phrase("source.page", labels.lang, page=citation.page if full else site)]
    if citation.article:
        parts.append(citation.article)
    if citation.seen is not None:
        parts.append(phrase("source.seen", labels.lang, date=day(citation.seen, labels.lang)))
    return phrase("list.comma", labels.lang).join(parts)


def _distinct(citations: Iterable[Citation], *, full: bool) -> Iterable[Citation]:
    seen: set[tuple[object, ...]] = set()
    for item in citations:
        place: object = item.address if full else item.says or item.address
        key = (place, item.says, item.article, item.background)
        if key not in seen:
            seen.add(key)
            yield item
