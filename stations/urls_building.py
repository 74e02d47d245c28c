"""Addresses of the station as an institution: standards, walls, appraisal, plates."""

from django.urls import path

from stations.views import (
    appraisal_case,
    appraisals,
    building,
    candidates,
    honours,
    naming,
    rounds,
    scoring,
    selection,
    showings,
    standard_sets,
    standards,
    walls,
)

standard_pages = [
    path("building/", building.building, name="building"),
    path("building/stations/", standards.StandingList.as_view(), name="standings"),
    path("building/stations/<int:pk>/", standards.checklist, name="checklist"),
    path(
        "building/stations/<int:pk>/items/<int:item>/photo/", standards.add_photo, name="standard_photo_new"
    ),
    path("building/photos/<int:pk>/", standards.photo, name="standard_photo"),
    path("building/photos/<int:pk>/drop/", standards.drop_photo, name="standard_photo_drop"),
    path("building/sets/", standard_sets.sets, name="sets"),
    path("building/sets/<int:pk>/", standard_sets.edit_set, name="set_edit"),
    path("building/sets/<int:pk>/adopt/", standard_sets.adopt_set, name="set_adopt"),
    path("building/sets/<int:pk>/use/", standard_sets.use_set, name="set_use"),
]
wall_pages = [
    path("building/documents/", walls.DocumentList.as_view(), name="documents"),
    path("building/documents/start/", walls.start_documents, name="documents_start"),
    path("building/documents/new/", walls.edit_document, name="document_new"),
    path("building/documents/<int:pk>/", walls.document, name="document"),
    path("building/documents/<int:pk>/edit/", walls.edit_document, name="document_edit"),
    path("building/documents/<int:pk>/withdraw/", walls.withdraw_document, name="document_withdraw"),
    path("building/walls/<int:pk>/rules/", walls.wall_rules, name="wall_rules"),
    path("building/walls/<int:pk>/deputies/", walls.wall_deputies, name="wall_deputies"),
    path(
        "building/walls/<int:pk>/deputies/<int:deputy>/photo/", walls.add_board_photo, name="board_photo_new"
    ),
    path("building/walls/<int:pk>/structure/", walls.wall_structure, name="wall_structure"),
    path("building/walls/<int:pk>/schedule/", walls.wall_schedule, name="wall_schedule"),
    path("building/board-photos/<int:pk>/", walls.board_photo, name="board_photo"),
]
round_pages = [
    path("building/rounds/", rounds.RoundList.as_view(), name="rounds"),
    path("building/rounds/new/", rounds.new_round, name="round_new"),
    path("building/rounds/<int:pk>/", rounds.round_page, name="round"),
    path("building/rounds/<int:pk>/edit/", rounds.edit_round, name="round_edit"),
    path("building/rounds/<int:pk>/items/", rounds.edit_items, name="round_items"),
    path("building/rounds/<int:pk>/groups/", rounds.new_group, name="group_new"),
    path("building/rounds/<int:pk>/share/", rounds.share_stations, name="share_stations"),
    path("building/rounds/<int:pk>/do/<slug:action>/", rounds.RoundStep.as_view(), name="round_do"),
    path("building/groups/<int:pk>/drop/", rounds.drop_group, name="group_drop"),
]
appraisal_pages = [
    path("building/results/", appraisals.AppraisalList.as_view(), name="appraisals"),
    path("building/results/<int:pk>/", appraisal_case.appraisal_page, name="appraisal"),
    path("building/results/<int:pk>/sheet/", appraisal_case.result_sheet, name="result_sheet"),
    path("building/results/<int:pk>/report/", appraisals.self_report, name="self_report"),
    path("building/results/<int:pk>/inspection/", appraisals.inspection, name="inspection"),
    path(
        "building/results/<int:pk>/items/<int:item>/evidence/", appraisals.add_evidence, name="evidence_new"
    ),
    path("building/results/<int:pk>/facts/<slug:code>/", appraisals.FactRows.as_view(), name="fact_rows"),
    path(
        "building/results/<int:pk>/do/<slug:action>/", appraisals.AppraisalStep.as_view(), name="appraisal_do"
    ),
    path("building/evidence/<int:pk>/", appraisals.evidence, name="evidence"),
    path("building/evidence/<int:pk>/drop/", appraisals.drop_evidence, name="evidence_drop"),
    path("building/honours/", honours.HonourList.as_view(), name="honours"),
]
plate_pages = [
    path("building/plates/", selection.PlateRoundList.as_view(), name="plates_list"),
    path("building/plates/new/", selection.new_plate_round, name="plate_new"),
    path("building/plates/<int:pk>/", selection.plate_page, name="plate_round"),
    path("building/plates/<int:pk>/candidates/", selection.new_candidate, name="candidate_new"),
    path("building/plates/<int:pk>/many/", naming.name_many, name="candidates_new"),
    path("building/plates/<int:pk>/scores/", scoring.score_many, name="candidate_scores"),
    path("building/plates/<int:pk>/scores/sheet/", scoring.score_sheet, name="score_sheet"),
    path("building/plates/<int:pk>/groups/", selection.new_plate_group, name="plate_group_new"),
    path("building/plates/<int:pk>/do/<slug:action>/", selection.PlateStep.as_view(), name="plate_do"),
    path("building/plates/<int:pk>/showings/", showings.new_showing, name="showing_new"),
    path("building/showings/<int:pk>/drop/", showings.drop_showing, name="showing_drop"),
    path("building/candidates/", candidates.CandidateList.as_view(), name="candidates"),
    path("building/candidates/<int:pk>/score/", selection.score_candidate, name="candidate_score"),
    path("building/candidates/<int:pk>/drop/", selection.drop_candidate, name="candidate_drop"),
]
building_pages = [*standard_pages, *wall_pages, *round_pages, *appraisal_pages, *plate_pages]
