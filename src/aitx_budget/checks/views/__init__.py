"""Frames derived from the stacked tables; each view names what its columns are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aitx_budget.checks.views.balances import BALANCES
from aitx_budget.checks.views.funding import FUNDING
from aitx_budget.checks.views.view import View

VIEWS: Mapping[str, View] = MappingProxyType({view.name: view for view in (*FUNDING, *BALANCES)})
