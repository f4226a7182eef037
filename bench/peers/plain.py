"""The floor against itself: how far two measurements of the same loop lie apart."""

from peers.form import Form
from w8 import plain


def forms() -> dict[str, Form]:
    return {"plain loop": Form(plain.check)}
