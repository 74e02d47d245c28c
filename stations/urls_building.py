"""Addresses of the station as an institution: standards, walls, appraisal, plates."""

from django.urls import path

from stations.views import building, standard_sets, standards, walls

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
building_pages = [*standard_pages, *wall_pages]
