"""The guides that people follow: a text for each audience, with the programme's words and figures put in.

`officer.ko.md` and its like are the only source. They leave words open as all texts of the product do
(`programme/wording.py`), and ask for tables that follow from layout and programme by a line `[table: name]` (`tables`).
`writing` puts both in, `page` makes a page of it that is printed as it is; the terminal's looks are the command line's.
"""

from aitx_budget.guides.page import guide_page
from aitx_budget.guides.writing import Audience, guide_text

__all__ = ["Audience", "guide_page", "guide_text"]
