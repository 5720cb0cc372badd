"""Makes a virtual environment with exactly what a lock names, and this project in it.

`python3.10 scripts/bootstrap.py .venv lock/rasa.txt`: uses nothing but the standard library. uv, itself pinned by its
hash, installs in a fraction of pip's time; where it cannot be had or does not work, pip does it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.processes.progress import run  # noqa: E402

OF_THIS_MACHINE = {"UV_SYSTEM_CERTS": "1", "UV_HTTP_TIMEOUT": "60", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def main(folder: Path, lock: Path) -> None:
    """Leave `folder` complete, or fail with what the failing program said."""
    environment = {**OF_THIS_MACHINE, **os.environ}
    python = folder / "bin" / "python"
    if not _works(python):
        run(
            f"Python {sys.version_info[0]}.{sys.version_info[1]} in {folder}",
            [sys.executable, "-m", "venv", "--clear", str(folder)],
        )
    pip = [str(python), "-m", "pip", "install", "--quiet"]
    try:
        run("uv", [*pip, "--require-hashes", "-r", "lock/uv.txt"], env=environment)
        uv = [str(folder / "bin" / "uv"), "pip"]
        run(
            f"Packages of {lock}",
            [*uv, "sync", "--require-hashes", "--python", str(python), str(lock)],
            env=environment,
        )
    except (OSError, subprocess.CalledProcessError):
        print("uv does not work here; pip takes some minutes more")
        run(f"Packages of {lock}", [*pip, "--require-hashes", "--no-deps", "-r", str(lock)], env=environment)
    run("Deurwijzer itself", [*pip, "--no-deps", "--no-build-isolation", "--editable", "."], env=environment)
    (folder / ".ready").touch()


def _works(python: Path) -> bool:
    """True when it is there and of our own version."""
    ours = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        return subprocess.run([str(python), "-c", ours], check=False).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    os.chdir(ROOT)
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    except KeyboardInterrupt:
        sys.exit(130)
