"""Running the coder: in this process, in a pool of processes, or on Ray Data. The result does not depend on which."""

from dragoman.runners.pool import code_all

__all__ = ["code_all"]
