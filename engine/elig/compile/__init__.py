"""The checked program as Python: a function for one day and one place that gives the evaluator's answers, quickly."""
