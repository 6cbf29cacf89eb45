"""Speed and memory of coding: articles of 350 words a second, the share of each stage, peak memory.

    python -m benchmarks.speed [--processes 2] [--articles 400] [--rounds 3] [--csv NEWS.csv]

The bundled stories are joined and cut to texts of about 350 words, each with a number of its own so that no text repeats. They
are unusually dense; with `--csv` the first words of each row's `text` are coded instead.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

WORDS = 350
STORIES = Path(__file__).parent.parent / "examples/stories.jsonl"


def texts(n: int) -> list[tuple[str, str]]:
    """Return n (text, published) of about WORDS words, cut at paragraphs."""
    paragraphs: list[tuple[str, str]] = []
    for line in STORIES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        paragraphs += [(paragraph, row["published"]) for paragraph in row["text"].split("\n\n")]
    out: list[tuple[str, str]] = []
    place = 0
    while len(out) < n:
        parts: list[str] = []
        day = paragraphs[place % len(paragraphs)][1]
        while sum(len(part.split()) for part in parts) < WORDS:
            parts.append(paragraphs[place % len(paragraphs)][0])
            place += 1
        out.append((f"Report {len(out)}.\n\n" + "\n\n".join(parts), day))
    return out


def texts_of(path: Path, n: int) -> list[tuple[str, str | None]]:
    """Return the first WORDS words of up to n rows of a CSV with a column `text`."""
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8") as handle:
        rows = [row["text"].split(" ") for row in csv.DictReader(handle)]
    return [(" ".join(words[:WORDS]), None) for words in rows if len(words) >= WORDS // 2][:n]


def work(part: list[tuple[str, str | None]]) -> tuple[float, int, dict[str, float], int, float]:
    """Code the texts after a warm-up; return seconds, reports, seconds by stage, this process's peak memory in
    KiB, and the processor seconds it took (what counts where others use the machine too)."""
    from dragoman.pipeline import load
    from dragoman.sources import make_article

    coder = load()
    coder.code("Ghana expelled two envoys of Togo on Monday.", published="2020-01-06")
    coder.seconds.clear()
    started, worked = time.perf_counter(), time.process_time()
    articles = (make_article(text, published=day) for text, day in part)
    reports = sum(len(coded.reports) for coded in coder.pipe(articles))
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, reports, dict(coder.seconds), memory, time.process_time() - worked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--csv", type=Path, help="news of your own, with a column `text`")
    args = parser.parse_args()
    all_texts = texts_of(args.csv, args.articles) if args.csv else list[tuple[str, str | None]](texts(args.articles))
    parts = [all_texts[n :: args.processes] for n in range(args.processes)]
    rates: list[float] = []
    cpu: list[float] = []
    shares: dict[str, float] = {}
    memory = reports = 0
    with ProcessPoolExecutor(args.processes, mp_context=get_context("spawn")) as pool:
        for _ in range(args.rounds):
            results = list(pool.map(work, parts))
            rates.append(len(all_texts) / max(seconds for seconds, *_ in results))
            reports = sum(result[1] for result in results)
            memory = sum(result[3] for result in results)
            cpu.append(sum(result[4] for result in results) / len(all_texts))
            for _, _, stages, _, _ in results:
                for name, seconds in stages.items():
                    shares[name] = shares.get(name, 0.0) + seconds
    words = sum(len(text.split()) for text, _ in all_texts) / len(all_texts)
    print(f"{len(all_texts)} articles of {words:.0f} words, {args.processes} processes, {reports} reports")
    print(f"articles a second: median {statistics.median(rates):.1f} of {', '.join(f'{rate:.1f}' for rate in rates)}")
    each = statistics.median(cpu)
    print(f"processor seconds an article: median {each:.3f}")
    print(f"peak memory of all processes: {memory / 1024:.0f} MiB")
    whole = sum(shares.values())
    for name, seconds in sorted(shares.items(), key=lambda pair: -pair[1]):
        print(f"  {name:10} {seconds / whole:6.1%}")


if __name__ == "__main__":
    main()
