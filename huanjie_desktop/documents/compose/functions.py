"""The compose functions by the names that the catalogue calls them by."""

from collections.abc import Mapping

from huanjie_desktop.documents.compose import (
    agenda,
    approval,
    count_slip,
    flow_chart,
    front,
    names,
    packages,
    plan_calendar,
    plan_chart,
    plan_table,
    programme,
    recommendations,
    request,
    results,
    rosters,
    sheets,
    staffing,
)
from huanjie_desktop.documents.compose.makers import Maker

MAKERS: Mapping[str, Maker] = {
    "cover": front.COVER,
    "contents": front.CONTENTS,
    "articles": front.ARTICLES,
    "agenda": agenda.AGENDA,
    "programme": programme.PROGRAMME,
    "member_names": names.MEMBER_NAMES,
    "attending_names": names.ATTENDING_NAMES,
    "office_names": names.OFFICE_NAMES,
    "groups": names.GROUPS,
    "roster_table": rosters.ROSTER_TABLE,
    "roster_data": rosters.ROSTER_DATA,
    "sign_in": rosters.SIGN_IN,
    "request": request.REQUEST,
    "receipt": packages.RECEIPT,
    "sheet": sheets.SHEET,
    "count_slip": count_slip.COUNT_SLIP,
    "pile_slip": count_slip.PILE_SLIP,
    "results": results.RESULTS,
    "recommendations": recommendations.RECOMMENDATIONS,
    "approval": approval.APPROVAL,
    "flow_chart": flow_chart.FLOW_CHART,
    "plan_table": plan_table.PLAN_TABLE,
    "plan_dispatch": plan_table.PLAN_DISPATCH,
    "plan_chart": plan_chart.PLAN_CHART,
    "plan_calendar": plan_calendar.PLAN_CALENDAR,
    "staffing": staffing.STAFFING_TABLE,
}
