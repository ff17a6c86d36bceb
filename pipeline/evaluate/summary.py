"""The figures of an evaluation as data, which the site shows with their date."""

from __future__ import annotations

import json
from datetime import date

import pipeline
from pipeline.evaluate.report import FIELDS, Report


def summary(report: Report, *, labels: str, measured_on: date) -> bytes:
    """The scores as JSON: `measured_on`, `version`, `labels`, `meetings`, and `fields`.

    Each field has its counts (`right`, `false`, `missed`) and its `precision`, `recall` and `f1`
    from 0 to 1. A field that the labels say nothing of is absent; `false closed` never is.
    """
    fields = []
    for name in FIELDS:
        score = report.score(name)
        if score.measured or name == "false closed":
            fields.append({
                "field": name, "right": score.tp, "false": score.fp, "missed": score.fn,
                "precision": score.precision, "recall": score.recall, "f1": score.f1,
            })  # fmt: skip
    told = {
        "measured_on": measured_on.isoformat(),
        "version": pipeline.__version__,
        "labels": labels,
        "meetings": len(report.files),
        "fields": fields,
    }
    return json.dumps(told, indent=1).encode()
