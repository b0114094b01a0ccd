"""Where the fields stand: those of the form's two leaves in the order of the paper, and those that stand in no form."""

from collections.abc import Mapping

from huanjie_desktop.qt.widgets.grid_form import At
from huanjie_desktop.services.people.person_edit import GRADE_FIELDS

_A, _B, _C = 0, 2, 4  # the columns of labels on the front

FRONT: Mapping[str, At] = {
    "name": At(0, _A),
    "sex": At(0, _B),
    "birth": At(0, _C),
    "ethnic_group": At(1, _A),
    "native_place": At(1, _B),
    "birthplace": At(1, _C),
    "party_joined": At(2, _A),
    "work_started": At(2, _B, words="参加工作"),
    "retires": At(2, _C),
    "health": At(3, _A),
    "professional_title": At(3, _B, words="专业职务"),
    "speciality": At(3, _C, words="专长"),
    "political_status": At(4, _A, 2),
    "age_limit": At(4, 3, 2, "年龄界限"),
}
SCHOOLS: Mapping[str, At] = {
    "fulltime_education": At(0, 0, words="全日制"),
    "fulltime_degree": At(0, 2, words=""),
    "fulltime_school": At(0, 3, words=""),
    "fulltime_degree_school": At(0, 4, words=""),
    "inservice_education": At(1, 0, words="在　职"),
    "inservice_degree": At(1, 2, words=""),
    "inservice_school": At(1, 3, words=""),
    "inservice_degree_school": At(1, 4, words=""),
    "current_post": At(2, 0, 4),
    "proposed_post": At(3, 0, 4),
    "relieved_post": At(4, 0, 4),
}
AWARDS: Mapping[str, At] = {"awards": At(0, 0)}
GRADES: Mapping[str, At] = {name: At(0, at, above=True) for at, name in enumerate(GRADE_FIELDS, 1)}
BACK: Mapping[str, At] = {
    "appraisals": At(0, 0, 5, "考核文字"),
    "reason": At(1, 0, 5),
    "submitted_by": At(2, 0, 5),
    "filled_by": At(3, 0),
    "filled_on": At(3, 2),
    "age_base": At(3, 4, words="年龄计到"),
}
BESIDE: Mapping[str, At] = {
    "unit": At(0, 0, 3),
    "post_since": At(1, 0),
    "origin": At(1, 2),
    "rank": At(2, 0),
    "rank_since": At(2, 2),
    "grade": At(3, 0),
    "grade_since": At(3, 2),
    "education": At(4, 0, words="最高学历"),
    "degree": At(4, 2, words="最高学位"),
    "expertise": At(5, 0, 3, "熟悉领域"),
    "id_number": At(6, 0),
    "phone": At(6, 2),
    "township_months": At(7, 0),
    "township_leading_months": At(7, 2),
    "remark": At(8, 0, 3),
}
