"""Frames derived from the stacked tables; each view names what its columns are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aitx_budget.checks.views.amounts import AMOUNTS
from aitx_budget.checks.views.assets import ASSETS
from aitx_budget.checks.views.balances import BALANCES
from aitx_budget.checks.views.categories import CATEGORIES
from aitx_budget.checks.views.cells import CELLS
from aitx_budget.checks.views.consortium import CONSORTIUM
from aitx_budget.checks.views.doubtful import DOUBTFUL
from aitx_budget.checks.views.files import FILES
from aitx_budget.checks.views.funding import FUNDING
from aitx_budget.checks.views.identities import IDENTITIES
from aitx_budget.checks.views.misfiled import MISFILED
from aitx_budget.checks.views.national import NATIONAL
from aitx_budget.checks.views.observations import OBSERVATIONS
from aitx_budget.checks.views.period import PERIOD
from aitx_budget.checks.views.regions import REGIONS
from aitx_budget.checks.views.smes import SMES
from aitx_budget.checks.views.suspects import SUSPECTS
from aitx_budget.checks.views.view import View

VIEWS: Mapping[str, View] = MappingProxyType(
    {
        view.name: view
        for view in (
            *FILES,
            *IDENTITIES,
            *OBSERVATIONS,
            *CELLS,
            *FUNDING,
            *NATIONAL,
            *CATEGORIES,
            *AMOUNTS,
            *BALANCES,
            *SMES,
            *ASSETS,
            *MISFILED,
            *DOUBTFUL,
            *SUSPECTS,
            *CONSORTIUM,
            *PERIOD,
            *REGIONS,
        )
    }
)
