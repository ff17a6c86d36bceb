"""A report as one HTML file that needs nothing else and runs nothing."""

from __future__ import annotations

from html import escape

from pipeline.report.neutral import Block, Facts, Report, Section, Table, Words, clean, day, shown

STYLE = """
body{font:15px/1.45 Arial,Helvetica,sans-serif;color:#1a1a1a;margin:2rem auto;max-width:75rem;padding:0 1rem}
h1,h2,h3{color:#1f3864;line-height:1.2}h1{font-size:1.7rem;margin-bottom:.2rem}h2{font-size:1.3rem;margin-top:2.2rem}
h3{font-size:1.05rem;margin-top:1.8rem}
.at{font-weight:bold}table{border-collapse:collapse;width:100%;margin:.6rem 0 1rem;font-size:.87rem}
th,td{border:1px solid #b8c0cc;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{background:#dce3ee}tbody th{font-weight:bold;width:12rem}
blockquote{border-left:4px solid #1f3864;margin:.6rem 0;padding:.1rem .9rem}
.found{font-weight:bold;margin:.8rem 0 .2rem}ul{margin-top:.2rem}
@media print{body{margin:0;max-width:none;font-size:10pt}thead{display:table-header-group}
tr{break-inside:avoid}h2,h3{break-after:avoid}.page{break-before:page}}
@page{size:A4 landscape;margin:15mm}
"""


def page(report: Report) -> bytes:
    """Give the bytes of the page. Every word from a document is escaped."""
    title = _safe(report.title)
    summary = "".join(f"<li>{_safe(sentence)}</li>" for sentence in report.summary)
    parts = "".join(_section(section) for section in report.parts())
    text = (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>"
        f'<p class="at">As at {day(report.as_at)}</p><ul>{summary}</ul>{parts}</main></body></html>\n'
    )
    return text.encode("utf-8", "replace")


def _section(section: Section) -> str:
    level = section.level + 1
    turned = ' class="page"' if section.new_page else ""
    blocks = "".join(_block(block) for block in section.blocks)
    return f"<h{level}{turned}>{_safe(section.heading)}</h{level}>{blocks}"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        head = "".join(f'<th scope="col">{_safe(column.name)}</th>' for column in block.columns)
        rows = "".join(
            f"<tr>{''.join(f'<td>{_safe(shown(content))}</td>' for content in row)}</tr>"
            for row in block.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    if isinstance(block, Facts):
        rows = "".join(
            f'<tr><th scope="row">{_safe(name)}</th><td>{_safe(said)}</td></tr>'
            for name, said in block.pairs
            if said
        )
        return f"<table><tbody>{rows}</tbody></table>"
    return _words(block)


def _words(words: Words) -> str:
    text = _safe(words.text)
    forms = {
        "quote": f"<blockquote><p>{text}</p></blockquote>",
        "heading": f'<p class="found">{text}</p>',
        "gap": f"<ul><li>{text}</li></ul>",
    }
    return forms.get(words.kind, f"<p>{text}</p>")


def _safe(text: str) -> str:
    return escape(clean(text))
