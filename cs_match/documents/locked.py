"""Office files that are locked with a password, opened with the password."""

from __future__ import annotations

import io

from cs_match.errors import DocumentError

__all__ = ["unlocked"]


def unlocked(data: bytes, password: str | None) -> bytes:
    """The bytes of the file that `data` is the locked form of.

    Raises:
        DocumentError: ``encrypted`` where the password is missing or wrong or the lock unknown, ``corrupt``.
    """
    if password is None:
        raise DocumentError("encrypted", "the file is locked with a password")
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import FileFormatError, InvalidKeyError, ParseError

    opened = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(data))
        file.load_key(password=password, **({"verify_password": True} if file.format == "ooxml" else {}))
        file.decrypt(opened)
    except InvalidKeyError:
        raise DocumentError("encrypted", "the password does not open the file") from None
    except (FileFormatError, ParseError):
        raise DocumentError("corrupt", "the locked file is damaged") from None
    except MemoryError:
        raise
    except Exception:  # whatever a broken file makes the library raise, and locks it does not know
        raise DocumentError("encrypted", "the file is locked in a way that is not supported") from None
    return opened.getvalue()
