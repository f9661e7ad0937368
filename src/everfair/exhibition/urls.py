from __future__ import annotations

from django.urls import path

from everfair.exhibition.views import booth, booth_desk, catalogue, project, project_desk, workspace, zones

app_name = "exhibition"

urlpatterns = [
    path("", catalogue.list_exhibitors, name="exhibitor-list"),
    path("projects/", catalogue.list_projects, name="project-list"),
    path("projects/<str:slug>", project.show_project, name="project-view"),
    path("booths/<str:slug>", booth.show_booth, name="booth-view"),
    path("zones/", zones.list_zones, name="zone-list"),
    path("zones/<slug:zone>", zones.show_zone, name="zone-view"),
    path("workspace/", workspace.show_workspace, name="workspace"),
    path("workspace/join", workspace.join, name="exhibitor-join"),
    path("workspace/booths/new", booth_desk.build, name="booth-build"),
    path("workspace/booths/<slug:public_id>", booth_desk.edit, name="booth-edit"),
    path("workspace/booths/<slug:public_id>/preview", booth_desk.preview, name="booth-preview"),
    path("workspace/booths/<slug:public_id>/open", booth_desk.open_, name="booth-open"),
    path("workspace/projects/new", project_desk.create, name="project-create"),
    path("workspace/projects/<slug:public_id>", project_desk.edit, name="project-edit"),
    path("workspace/projects/<slug:public_id>/preview", project_desk.preview, name="project-preview"),
    path("workspace/projects/<slug:public_id>/publish", project_desk.publish, name="project-publish"),
    path("workspace/projects/<slug:public_id>/withdraw", project_desk.withdraw, name="project-withdraw"),
]
