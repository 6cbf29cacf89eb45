"""Check `.acts` files: python -m training.corpus_format FILE… (the parser itself is dragoman.evaluation.acts_format)."""

import sys

from dragoman.evaluation.acts_format import (
    MODES,
    RELATIONS,
    STATUSES,
    Act,
    Document,
    FormatError,
    Piece,
    Say,
    Unit,
    main,
    parse,
)

__all__ = ["MODES", "RELATIONS", "STATUSES", "Act", "Document", "FormatError", "Piece", "Say", "Unit", "main", "parse"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
