"""A folder in which a test may write its configuration."""

from pathlib import Path

import pytest

from tests.config.files import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a configuration for its owner only."""

    def write(text: str) -> Path:
        path = tmp_path / "quarterdeck.toml"
        path.write_bytes(text.encode())
        path.chmod(0o600)
        return path

    return write
