"""The waiver file: who excused which findings, why, and until when.

`schema` is the file as data, `loader` reads it and says plainly what is wrong with it. What a waiver
excuses is decided where the checks are run (`checks/waiving.py`).
"""

from aitx_budget.waivers.loader import load_waivers, not_concerned, waivers_in

__all__ = ["load_waivers", "not_concerned", "waivers_in"]
