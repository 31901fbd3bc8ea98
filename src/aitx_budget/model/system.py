"""Why the operating system refuses a file, in words: its own are English, whatever language a sentence is in."""

from __future__ import annotations

import errno
import os
from typing import Final

from aitx_budget.model.text import Text

_REASONS: Final = {
    "EACCES": Text("접근 권한이 없음", "permission denied"),
    "EPERM": Text("허용되지 않은 작업", "operation not permitted"),
    "ENOENT": Text("파일이나 폴더가 없음", "no such file or folder"),
    "EISDIR": Text("파일이 아니라 폴더임", "it is a folder"),
    "ENOTDIR": Text("폴더가 있어야 할 자리에 파일이 있음", "a file is where a folder should be"),
    "ENOSPC": Text("저장 공간이 부족함", "no space left on the disk"),
    "EDQUOT": Text("허용된 저장 용량을 다 씀", "the disk quota is used up"),
    "EFBIG": Text("허용된 파일 크기를 넘음", "larger than files may be there"),
    "EROFS": Text("읽기 전용 저장 장치임", "the disk is read-only"),
    "ENAMETOOLONG": Text("이름이나 경로가 너무 긺", "the name or path is too long"),
    "ELOOP": Text("바로 가기(링크)가 자기 자신을 가리킴", "a link leads back to itself"),
    "EBUSY": Text("다른 프로그램이 사용 중임", "another program uses it"),
    "ETXTBSY": Text("다른 프로그램이 사용 중임", "another program uses it"),
    "EIO": Text("저장 장치를 읽거나 쓰는 중 오류가 남", "the disk failed"),
    "EMFILE": Text("열린 파일이 너무 많음", "too many files are open"),
    "ENFILE": Text("열린 파일이 너무 많음", "too many files are open"),
    "ENOMEM": Text("메모리가 부족함", "not enough memory"),
    "EINVAL": Text("쓸 수 없는 이름임", "the name cannot be used"),
    "EILSEQ": Text("쓸 수 없는 글자가 이름에 있음", "the name has letters that cannot be used"),
    "ESTALE": Text("네트워크 폴더와 연결이 끊김", "the network folder is gone"),
    "ETIMEDOUT": Text("네트워크 폴더가 응답하지 않음", "the network folder does not answer"),
}
NOT_REGULAR: Final = "ENODEV"
"""What we say ourselves of what is neither file nor folder: a device, a pipe, a socket."""
_OURS: Final = {NOT_REGULAR: Text("보통 파일이 아님", "not an ordinary file")}


IN_USE: Final = "EBUSY"
"""What a file that another program holds open is called, whatever a system's own number for it."""
_HELD: Final = (32, 33)
"""Windows' numbers for that, which Python hands on as a lack of permission: a sharing and a lock violation."""
_KINDS: Final = {PermissionError: "EACCES", FileNotFoundError: "ENOENT"}
"""What errors are that libraries raise without a number."""


def code(error: OSError) -> str:
    """Return the name of an error's number, e.g. `EACCES`; empty where it has none."""
    if getattr(error, "winerror", None) in _HELD:
        return IN_USE
    return errno.errorcode.get(error.errno or 0, "") or _KINDS.get(type(error), "")


def reason(name: str) -> Text:
    """Return in words what an error's name stands for; one that is not listed in the system's own."""
    known = _REASONS.get(name) or _OURS.get(name)
    if known is not None:
        return known
    said = os.strerror(getattr(errno, name)) if hasattr(errno, name) else name
    return Text(f"시스템 오류 {name or '(알 수 없음)'}", said or "unknown reason")
