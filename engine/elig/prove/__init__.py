"""Proofs about policies over all households of up to so many members: the third reading of the checked program.

Nothing here imports z3 before a solver is asked for: `elig.prove.solver` does, and says how to install it.
"""
