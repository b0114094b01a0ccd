"""Says in plain values what a workspace holds, so that what an older program left can be compared with what is read now."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from huanjie_desktop.services import package_register
from huanjie_desktop.services.assessment import campaigns, forms
from huanjie_desktop.services.assessment.appraisals import appraisal_as_json, appraisal_of
from huanjie_desktop.services.meetings import agenda, congresses, participants
from huanjie_desktop.services.packages.papers import content_of
from huanjie_desktop.services.people import own_columns, people, rosters
from huanjie_desktop.services.people.whole import whole_as_json
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, read_settings
from huanjie_desktop.store import own_entries
from huanjie_desktop.store.migrations import UPGRADED
from huanjie_desktop.store.packages import list_papers
from huanjie_desktop.store.rosters import list_entries

FOLDER = Path(__file__).parent / "data" / "workspaces"
PASSWORD = "口令990101"
LATER = {  # fields of people that came after schema 10
    "township_corrected",
    *("fulltime_degree_school", "inservice_degree_school", "expertise", "retires", "age_limit", "origin"),
}


def content_of_workspace(workspace: Workspace) -> dict[str, Any]:
    """Return everything that users have put into a workspace, without ids."""
    names = {person.id: person.name for person in people.list_people(workspace)}
    settings = read_settings(workspace)
    found = {
        "settings": [settings.county, settings.superior, str(settings.base_date)],
        "people": [_person(workspace, person) for person in people.list_people(workspace)],
        "rosters": [
            [
                roster.name,
                roster.kind,
                [[names[e.person_id], e.group_name, e.note] for e in list_entries(workspace.store, roster.id)],
            ]
            for roster, _ in rosters.list_rosters(workspace)
        ],
        "congresses": [_congress(workspace, each, names) for each in congresses.list_congresses(workspace)],
        "campaigns": [_campaign(workspace, each.id) for each in campaigns.list_campaigns(workspace)],
        "forms": [
            [entry.form.title, entry.form.kind, list(entry.form.item_titles)] for entry in forms.list_forms(workspace)
        ],
        "exports": [
            [each.title, each.batch, each.version, each.folder, each.files, each.people, each.digest]
            for each in package_register.list_exports(workspace)
        ],
        "catalogue": sorted(
            [each.kind, each.scope and "一次会议", each.number, each.title, each.frozen]
            for each in own_entries.list_versions(workspace.store)
        ),
        "undo": list(history.undo_labels(workspace)),
        "history": [
            [each.kind, each.label, each.reason]
            for each in history.list_changes(workspace, 10_000)
            if each.label != UPGRADED  # what opening with a later program added
        ],
    }
    for name, held in _younger_parts(workspace, names).items():
        if held:  # older workspaces have nothing of it, and their content is said without it
            found[name] = held
    return json.loads(json.dumps(found, ensure_ascii=False))  # type: ignore[no-any-return]


def _younger_parts(workspace: Workspace, names: dict[str, str]) -> dict[str, Any]:
    """Return what only workspaces of schema 10 and later can hold."""
    entries = [
        (roster, entry)
        for roster, _ in rosters.list_rosters(workspace)
        for entry in list_entries(workspace.store, roster.id)
    ]
    sittings = [
        each
        for congress in congresses.list_congresses(workspace)
        for each in agenda.list_sessions(workspace, congress.id)
    ]
    items = [item for each in sittings for item in agenda.list_items(workspace, each.id)]
    whole = whole_as_json(workspace, people.list_people(workspace))
    parts = [{name: each[name] for name in ("name", "family", "proposal", "photo", "source")} for each in whole]
    return {
        "parts of people": [each for each in parts if each["source"] or each["family"]],
        "own columns": [
            [roster.name, column.title]
            for roster, _ in rosters.list_rosters(workspace)
            for column in own_columns.list_columns(workspace, roster.id)
        ],
        "own cells": [[roster.name, names[entry.person_id], entry.own] for roster, entry in entries if entry.own],
        "roles": [[each.title, each.role] for each in sittings if each.role]
        + [[each.title, each.role] for each in items if each.role],
    }


def _person(workspace: Workspace, person: Any) -> dict[str, Any]:
    plain = people.person_as_json(person, workspace)
    return {
        field: value for field, value in plain.items() if field not in ("id", "age") and (value or field not in LATER)
    }


def _congress(workspace: Workspace, congress: Any, names: dict[str, str]) -> dict[str, Any]:
    members = participants.members_of(workspace, congress.id)
    papers = list_papers(workspace.store, congress.id)
    return {
        "title": congresses.title_of(workspace, congress),
        "short": congresses.short_title_of(workspace, congress),
        "days": [str(congress.start), str(congress.end), congress.venue, str(congress.base_date)],
        "delegations": [
            [
                each.name,
                each.place,
                each.liaison,
                [[names[d.person_id], d.role] for d in members.counted if d.group_id == each.id],
            ]
            for each in members.groups
        ],
        "officers": [[each.office, names[each.person_id]] for each in members.officers],
        "sessions": [
            [
                *(each.title, str(each.day), str(each.start), each.place, each.chair, each.attendance),
                [
                    [item.title, item.minutes, item.speaker, item.papers]
                    for item in agenda.list_items(workspace, each.id)
                ],
            ]
            for each in agenda.list_sessions(workspace, congress.id)
        ],
        "papers": [[each.entry, each.name, hashlib.sha256(content_of(workspace, each)).hexdigest()] for each in papers],
    }


def _campaign(workspace: Workspace, campaign_id: str) -> dict[str, Any]:
    appraisal = appraisal_of(workspace, campaign_id)
    setup = appraisal.setup
    apart = tuple(replace(each, apart=True) for each in setup.categories)  # every one's numbers, however few
    appraisal = replace(appraisal, setup=replace(setup, categories=apart))
    return {
        "setup": [setup.campaign.title, setup.campaign.unit, str(setup.campaign.day), setup.campaign.issued],
        "categories": [[each.code, each.title, each.entitled, each.printed, each.issued] for each in setup.categories],
        "subjects": [[each.name, each.about] for each in setup.subjects],
        "rounds": sorted(
            [each.number, each.keyer, each.method, each.finished] for each in appraisal.tallying.rounds.values()
        ),
        "numbers": _without_ids(appraisal_as_json(appraisal)),
    }


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_ids(each) for key, each in value.items() if key not in ("id", "digest", "check")}
    return [_without_ids(each) for each in value] if isinstance(value, list) else value
