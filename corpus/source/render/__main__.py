"""`python -m corpus.source.render`: make the archive and its gold anew."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

from corpus.source.render import gold, office, pdf, text, word
from corpus.source.render.model import Source, load_all

CORPUS = Path(__file__).resolve().parents[2]


def files(sources: list[Source]) -> dict[str, bytes]:
    """The bytes of every rendered file, by its path relative to `corpus/`."""
    plain = {"word": word.render, "pdf": pdf.render, "text": text.render}
    made = {s.file: plain[s.render](s) for s in sources if s.render in plain}
    printed = {PurePosixPath(s.file).stem: s for s in sources if s.render == "office"}
    if printed:
        words = {stem: word.render(source) for stem, source in printed.items()}
        made |= {printed[stem].file: data for stem, data in office.convert(words).items()}
    return made


def golds(sources: list[Source]) -> dict[str, bytes]:
    """The bytes of every gold file, by its path relative to `corpus/`."""
    made = {gold.gold_path(source): gold.dump(gold.meeting(source)) for source in sources}
    return made | {"gold/register.yml": gold.dump(gold.register(sources))}


def main(arguments: list[str]) -> int:
    """Write what differs. With `--gold` only the gold; with words, only files so named."""
    sources = load_all(CORPUS / "source")
    wanted = [word for word in arguments if not word.startswith("-")]
    chosen = [s for s in sources if not wanted or any(word in s.file for word in wanted)]
    made = golds(sources) if "--gold" in arguments else golds(sources) | files(chosen)
    changed = 0
    for name, data in made.items():
        path = CORPUS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)
            changed += 1
    sys.stdout.write(f"{len(made)} files, {changed} changed\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
